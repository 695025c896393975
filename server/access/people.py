"""Who is asking: a person of one clinic in one role."""

from datetime import datetime
from typing import Literal

import msgspec

Role = Literal["patient", "therapist", "prescriber", "admin"]
STAFF: frozenset[Role] = frozenset({"therapist", "prescriber", "admin"})
CLINICIANS: frozenset[Role] = frozenset({"therapist", "prescriber"})


class Person(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    role: Role
    name: str
    zone: str
    language: str
    clinic_name: str = ""
    clinic_phone: str = ""
    region: str = ""
    clinic_zone: str = ""


class NewDevice(msgspec.Struct, frozen=True):
    """A sign-in that a device which was known before has not answered for. It may have ended since."""

    id: str
    device: str
    created_at: datetime
    ended_at: datetime | None


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One request's login: the person, which login row, and whether the phone is their own.

    `known_since` is when the person first signed in on this device; `told` is the newest sign-in it has to be told of.
    """

    person: Person
    login_id: str
    own_device: bool
    tag: str
    expires_at: datetime
    proven_at: datetime | None
    known_since: datetime
    told: NewDevice | None
    held: bool = False  # until its owner has a second proof
    recovery: bool = False  # the clinic has begun a way back in for this person
    notice: bool = False  # something about how they sign in that they have not said they know of

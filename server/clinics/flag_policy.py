"""Who answers a flag, how fast, and which rules raise one, as a clinic signs it within its protocol (Y-34). Pure."""

from typing import Literal

import msgspec

Level = Literal["urgent", "same_day"]
LEVELS: tuple[Level, ...] = ("urgent", "same_day")
THERAPIST, PRESCRIBER = "therapist", "prescriber"  # of the patient's care team; every other owner is a person's id


class FlagRule(msgspec.Struct, frozen=True, kw_only=True):
    """`level` is the least that a flag of this rule has: an answer may make it more pressing, never less."""

    id: str
    on: bool
    level: Level


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Minutes: to answer within the hours of cover, to answer outside them, and to close once somebody has taken it."""

    in_hours: int
    out_of_hours: int
    to_close: int


class FlagPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """`on` is off while nobody is to be told. `owners`, in order, are THERAPIST, PRESCRIBER or a person's id.

    `steward` is who signed: the one left when nobody who answers is there, so that no flag is ever without an owner.
    """

    on: bool
    rules: tuple[FlagRule, ...]
    paces: dict[Level, Pace]
    owners: tuple[str, ...]
    unseen_minutes: int  # Y-33: after these the patient is told to call
    out_of_hours: str  # in the clinic's words, for the patient
    steward: str

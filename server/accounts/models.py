"""Signing in, joining by invitation, devices, and inviting."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

import msgspec

from server.access.logins import Device
from server.access.passphrases import LONGEST, SHORTEST
from server.access.people import NewDevice
from server.pages.forms import Choice, Email, Tick, Words
from server.pages.language import later
from server.pages.page import Page

CAST = ("mara", "iris", "noor", "theo", "pria", "wren", "ada", "otto", "sol")


class SignInForm(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Words(254, one_line=True, missing=later("Please write the name you sign in with."))]
    passphrase: Annotated[str, Words(LONGEST, missing=later("Please write your passphrase."))]
    own: Annotated[bool, Tick()]
    next: Annotated[str, Words(300, least=0, one_line=True)]


class CodeForm(msgspec.Struct, frozen=True, kw_only=True):
    code: Annotated[str, Words(40, one_line=True, missing=later("Please type the eight characters."))]


class JoinForm(msgspec.Struct, frozen=True, kw_only=True):
    """`secret` is the invitation's token or code, carried by the form; nothing is used up before this is posted."""

    secret: Annotated[str, Words(100)]
    way: Annotated[Literal["device", "passphrase"], Choice("device", "passphrase")]
    name: Annotated[str, Words(254, least=0, one_line=True)]
    passphrase: Annotated[str, Words(LONGEST, least=0)]
    zone: Annotated[str, Words(60, least=0, one_line=True)]


class InviteForm(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Words(80, one_line=True, missing=later("Please write a name. A first name is enough."))]
    email: Annotated[str | None, Email()]
    role: Annotated[
        Literal["patient", "therapist", "prescriber", "admin"] | None,
        Choice("patient", "therapist", "prescriber", "admin", optional=True),
    ]
    therapist: Annotated[str, Words(40, least=0, one_line=True)]


class InvitationRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    person_id: str
    person_name: str
    person_role: str
    email: str | None
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None
    invited_by_name: str | None
    joined: int


class FoundInvitation(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    clinic_name: str
    person_id: str
    person_name: str
    person_role: Literal["patient", "therapist", "prescriber", "admin"]
    email: str | None
    expires_at: datetime


class SignInPage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/sign_in.html"
    entered: dict[str, str]
    errors: dict[str, str]
    cast: list[tuple[str, str, str]]
    clinic_name: str
    passkeys: bool


class JoinPage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/join.html"
    entered: dict[str, str]
    errors: dict[str, str]


class ChoosePage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/choose.html"
    invitation: FoundInvitation
    secret: str
    entered: dict[str, str]
    errors: dict[str, str]
    shortest: int = SHORTEST


class AccountPage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/account.html"
    devices: list[Device]
    this_device: str
    by_device_alone: bool
    staff: bool


class DevicesPage(Page, kw_only=True):
    """`new_devices` are those that this one has to be told of; `ended` right after "It was not me"."""

    template: ClassVar[str] = "accounts/devices.html"
    devices: list[Device]
    this_device: str
    new_devices: list[NewDevice]
    ended: bool
    clinic_phone: str
    staff: bool


class InvitationsPage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/invitations.html"
    tab: ClassVar[str] = "invitations"
    invitations: list[InvitationRow]
    therapists: list[tuple[str, str]]
    may_invite_staff: bool
    entered: dict[str, str]
    errors: dict[str, str]


class InvitedPage(Page, kw_only=True):
    """Shown once: the code and link are stored only as hashes."""

    template: ClassVar[str] = "accounts/invited.html"
    tab: ClassVar[str] = "invitations"
    name: str
    code: str
    link: str
    qr: str
    expires_at: datetime

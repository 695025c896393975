"""The page of one account of the staff, and its forms."""

from typing import Annotated, ClassVar

import msgspec

from server.access.people import Role
from server.accounts.standing import Account, Changed, Held
from server.courses.leaving import Ahead, Alone
from server.pages.forms import Choice, Id
from server.pages.language import later
from server.pages.page import Page

ROLES: tuple[Role, ...] = ("therapist", "prescriber", "admin")
ROLE_WORDS = {"therapist": later("Therapist"), "prescriber": later("Prescriber"), "admin": later("Administrator")}


class AccountForm(msgspec.Struct, frozen=True, kw_only=True):
    """`was` is the role that the page showed; `to` who takes over where a patient would have nobody."""

    id: Annotated[str, Id()]
    was: Annotated[Role, Choice(*ROLES)]
    to: Annotated[str | None, Id(optional=True)]


class RoleForm(AccountForm, frozen=True, kw_only=True):
    role: Annotated[Role, Choice(*ROLES)]


class StaffAccountPage(Page, kw_only=True):
    """`which` of the two forms was sent; `refused` says why nothing was changed. `last` of its administrators."""

    template: ClassVar[str] = "accounts/staff_account.html"
    tab: ClassVar[str] = "clinic"
    account: Account
    role: str
    me: bool
    last: bool
    held: Held
    ahead: Ahead
    flags: int
    alone: list[Alone]
    colleagues: list[tuple[str, str]]
    roles: list[tuple[Role, str]]
    changes: list[Changed]
    words: dict[str, str]
    which: str
    entered: dict[str, str]
    errors: dict[str, str]
    refused: str

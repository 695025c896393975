"""Ending an account of the staff, taking it up again, and another role: what goes with it goes at once.

In the order: the clinic, people, the trail, courses; so that two who do so at once wait for each other and no more.
"""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.devices import forget_browsers
from server.access.house import House
from server.access.logins import end_all_logins
from server.access.people import CLINICIANS, Person, Role
from server.access.trail import Deed, hold_trail, write_trail
from server.accounts.changes import Change, note_change, tell_of_change
from server.accounts.given import take_back_given, touched_by
from server.accounts.standing import Account, find_account, is_last_administrator
from server.clinics.cover import hold_clinic
from server.clinics.people import end_person, hold_person, set_role, take_person_up
from server.courses.leaving import Leaving, hold_teams_of, leave_teams, list_alone
from server.db.connection import Reader, Transaction

# "behind": it is not as the page showed it. "alone": somebody has to take over, and nobody right for it was named.
Asked = Literal["ended", "taken up", "role"]
Outcome = Literal["done", "behind", "last", "alone", "gone"]
DEEDS: dict[Asked, Deed] = {"ended": "ended account", "taken up": "took account up", "role": "changed role"}


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the change's own. `was` is the role that whoever asks has seen, `role` the one that it is to be."""

    id: str
    person_id: str
    what: Asked
    was: Role
    role: Role
    to: str = ""


class PersonId(msgspec.Struct, frozen=True):
    id: str


async def change_account(tx: Transaction, house: House, by: Person, wanted: Wanted, now: datetime) -> Outcome:
    """Repeatable by its id. Nothing is written unless it is done."""
    await hold_clinic(tx, by.clinic_id)
    if await tx.value("select person_id from account_change where id = :id", id=wanted.id) == wanted.person_id:
        return "done"
    told = await _administrators(tx, by.clinic_id)
    for person_id in sorted({*told, by.id, wanted.person_id, *await touched_by(tx, by.clinic_id, wanted.person_id)}):
        await hold_person(tx, person_id)
    await hold_trail(tx, by.clinic_id)
    await hold_teams_of(tx, wanted.person_id, now)
    account = await find_account(tx, by.clinic_id, wanted.person_id)
    if account is None:
        return "behind"
    if refused := await _refused(tx, by, account, wanted):
        return refused
    await write_trail(tx, house.keys.trail, by, DEEDS[wanted.what], course_id=None, subject_id=account.id, now=now)
    change = Change(
        id=wanted.id, clinic_id=account.clinic_id, person_id=account.id, what=wanted.what, role_before=account.role,
        role=wanted.role, by_id=by.id,
    )  # fmt: skip
    await note_change(tx, change, now)
    await _carry_out(tx, house, by, wanted, now)
    for person_id in sorted({*told, account.id} - {by.id}):
        await tell_of_change(tx, person_id, wanted.id, now)
    return "done"


async def needs_somebody(db: Reader, account: Account, to: str) -> bool:
    """Whether a patient would be left with nobody of the profession. `to` is of the same, and here."""
    if account.role not in CLINICIANS:
        return False
    if not await list_alone(db, account.clinic_id, account.id, account.role):
        return False
    found = await find_account(db, account.clinic_id, to) if to else None
    return found is None or found.ended_at is not None or found.role != account.role or found.id == account.id


async def _refused(db: Reader, by: Person, account: Account, wanted: Wanted) -> Outcome | None:
    """Looked at again while all is held: two administrators who end each other do not both succeed."""
    still = await db.value("select 1 from person where id = :id and role = 'admin' and ended_at is null", id=by.id)
    if still is None:
        return "gone"
    if account.role != wanted.was or (account.ended_at is not None) != (wanted.what == "taken up"):
        return "behind"
    if wanted.what == "taken up":
        return None
    if await is_last_administrator(db, account):
        return "last"
    return "alone" if await needs_somebody(db, account, wanted.to) else None


async def _carry_out(tx: Transaction, house: House, by: Person, wanted: Wanted, now: datetime) -> None:
    """Logins end with either: whoever has another role signs in anew, and the old one's pages are gone at once."""
    if wanted.what == "taken up":
        return await take_person_up(tx, wanted.person_id)
    leaving = Leaving(person_id=wanted.person_id, role=wanted.was, to=wanted.to)
    await leave_teams(tx, house, leaving, by, now)
    await end_all_logins(tx, wanted.person_id, now)
    await take_back_given(tx, by, wanted.person_id, now)
    if wanted.what == "role":
        return await set_role(tx, wanted.person_id, wanted.role)
    await forget_browsers(tx, wanted.person_id)
    await end_person(tx, wanted.person_id, now)


async def _administrators(db: Reader, clinic_id: str) -> set[str]:
    found = await db.all(
        PersonId,
        "select id from person where clinic_id = :clinic and role = 'admin' and ended_at is null limit 200",
        clinic=clinic_id,
    )
    return {one.id for one in found}

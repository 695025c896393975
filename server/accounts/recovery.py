"""The way back in for somebody who can prove nothing any more: in person, and never by one of the staff in silence.

One begins it; another confirms it, or three days go by in which the person reads of it on every device and can stop it.
The other is nobody whom the first could have made up: not invited by them, and here for longer than the three days.
"""

from datetime import datetime, timedelta

from server.access.house import House
from server.access.keys import Keys
from server.access.people import Person
from server.access.trail import Deed, write_trail
from server.accounts.changes import Change, note_change, tell_of_change
from server.accounts.invitations import new_code
from server.accounts.models import FoundInvitation
from server.accounts.proofs import forget_proofs
from server.accounts.recovery_rows import WAITS, Recovered, find_recovery, find_self, why_not_confirm
from server.clinics.people import hold_person, tell_of_recovery
from server.db.connection import Transaction
from server.ids import new_id

CODE_LASTS = timedelta(hours=1)


async def begin_recovery(tx: Transaction, house: House, staff: Person, person: Recovered, now: datetime) -> bool:
    """False when one is open already: its waiting is not begun anew."""
    await hold_person(tx, person.id)
    if await find_recovery(tx, person.id, now):
        return False
    await _end(tx, person.id, (None, "over"), now)
    await tx.run(
        """
        insert into recovery (id, clinic_id, person_id, begun_by, begun_at, opens_at)
        values (:id, :clinic, :person, :by, :now, :opens)
        """,
        id=new_id(now),
        clinic=person.clinic_id,
        person=person.id,
        by=staff.id,
        now=now,
        opens=now + WAITS,
    )
    await tell_of_recovery(tx, person.id, now)
    await _trail(tx, house, (staff, "began recovery"), person, now)
    return True


async def confirm_recovery(tx: Transaction, house: House, staff: Person, person: Recovered, now: datetime) -> bool:
    """Only somebody else than who began it, and not just anybody: see `why_not_confirm`."""
    await hold_person(tx, person.id)
    found = await find_recovery(tx, person.id, now)
    if found is None or await why_not_confirm(tx, staff, person.id, found):
        return False
    done = await tx.run(
        "update recovery set confirmed_by = :me, confirmed_at = :now"
        " where id = :id and ended_at is null and confirmed_at is null",
        me=staff.id,
        now=now,
        id=found.id,
    )
    if done:
        await _trail(tx, house, (staff, "confirmed recovery"), person, now)
    return done > 0


async def make_code(tx: Transaction, house: House, staff: Person, person: Recovered, now: datetime) -> str | None:
    """To be typed by the person, here and now; one that was made before ends. None while it may not be made."""
    await hold_person(tx, person.id)
    found = await find_recovery(tx, person.id, now)
    if found is None or not found.is_open(now):
        return None
    await _withdraw(tx, person.id, now)
    code = new_code()
    invitation_id = await _invite(tx, house.keys, (staff, person), code, now)
    await tx.run(
        "update recovery set invitation_id = :invitation where id = :id", invitation=invitation_id, id=found.id
    )
    await _trail(tx, house, (staff, "made code"), person, now)
    return code


async def stop_recovery(tx: Transaction, house: House, by: Person, person: Recovered, now: datetime) -> bool:
    await hold_person(tx, person.id)
    if not await _end(tx, person.id, (by.id, "stopped"), now):
        return False
    await _withdraw(tx, person.id, now)
    await tell_of_recovery(tx, person.id, None)
    await _trail(tx, house, (by, "stopped recovery"), person, now)
    return True


async def use_recovery(tx: Transaction, house: House, found: FoundInvitation, now: datetime) -> bool:
    """When the code that was just used was one: what proved this person before proves them no more."""
    used = await tx.run(
        """
        update recovery set ended_at = :now, ended_by = :me, why = 'used'
        where invitation_id = :invitation and person_id = :me and ended_at is null
        """,
        invitation=found.id,
        me=found.person_id,
        now=now,
    )
    if not used:
        return False
    me = await find_self(tx, found.clinic_id, found.person_id)
    await forget_proofs(tx, me.id, now)
    await tell_of_recovery(tx, me.id, None)
    person = Person(id=me.id, clinic_id=me.clinic_id, role=me.role, name=me.name, zone="UTC", language="en")
    await _trail(tx, house, (person, "used recovery"), me, now)
    if house.after_recovery and await house.after_recovery(tx, me.id, now):
        change = Change(
            id=new_id(now), clinic_id=me.clinic_id, person_id=me.id, what="let go", role_before=me.role, role=me.role,
            by_id=me.id,
        )  # fmt: skip
        await note_change(tx, change, now)
        await tell_of_change(tx, me.id, change.id, now)
    return True


async def _invite(tx: Transaction, keys: Keys, who: tuple[Person, Recovered], code: str, now: datetime) -> str:
    """As an invitation that has no link and lasts an hour."""
    staff, person = who
    invitation_id = new_id(now)
    await tx.run(
        """
        insert into invitation (id, clinic_id, person_id, token_hash, code_hash, invited_by, created_at, expires_at)
        values (:id, :clinic, :person, :token, :code, :by, :now, :expires)
        """,
        id=invitation_id,
        clinic=person.clinic_id,
        person=person.id,
        token=f"none {invitation_id}",
        code=keys.hash_code(code),
        by=staff.id,
        now=now,
        expires=now + CODE_LASTS,
    )
    return invitation_id


async def _withdraw(tx: Transaction, person_id: str, now: datetime) -> None:
    await tx.run(
        "update invitation set withdrawn_at = :now"
        " where person_id = :person and used_at is null and withdrawn_at is null",
        person=person_id,
        now=now,
    )


async def _end(tx: Transaction, person_id: str, how: tuple[str | None, str], now: datetime) -> bool:
    ended = await tx.run(
        """
        update recovery set ended_at = :now, ended_by = :by, why = :why where person_id = :person and ended_at is null
        """,
        person=person_id,
        by=how[0],
        why=how[1],
        now=now,
    )
    return ended > 0


async def _trail(tx: Transaction, house: House, did: tuple[Person, Deed], person: Recovered, now: datetime) -> None:
    course = person.course_id if person.patient else None
    await write_trail(tx, house.keys.trail, did[0], did[1], course_id=course, subject_id=person.id, now=now)

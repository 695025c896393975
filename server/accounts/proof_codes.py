"""A code that only proves: for a patient who signs in by a device alone, from one of their team who has them in front
of them.

It works under “Is it you?” on a device that is signed in, once, for a quarter of an hour. It opens nothing by itself.
"""

from datetime import datetime, timedelta

from server.access.house import House
from server.access.keys import Keys
from server.access.people import Person
from server.access.trail import Deed, write_trail
from server.accounts.invitations import fold_code, new_code
from server.accounts.notices import give_notice
from server.accounts.proofs import find_proofs
from server.accounts.recovery_rows import Recovered, find_self, may_begin
from server.clinics.people import hold_person
from server.db.connection import Reader, Transaction
from server.ids import new_id

LASTS = timedelta(minutes=15)


async def may_make_code(db: Reader, staff: Person, person: Recovered) -> bool:
    """Whoever treats a patient who has neither passphrase nor passkey nor codes of their own."""
    return person.patient and may_begin(staff, person) and not (await find_proofs(db, person.id)).ways()


async def make_proof_code(tx: Transaction, house: House, staff: Person, person: Recovered, now: datetime) -> str | None:
    """None for whoever can prove it by themselves. One that was made before ends."""
    await hold_person(tx, person.id)
    if (await find_proofs(tx, person.id)).ways():
        return None
    await _stop(tx, person.id, now)
    code = new_code()
    await tx.run(
        """
        insert into proof_code (id, person_id, code_hash, made_by, made_at, expires_at)
        values (:id, :person, :code, :by, :now, :expires)
        """,
        id=new_id(now),
        person=person.id,
        code=_hash(house.keys, person.id, code),
        by=staff.id,
        now=now,
        expires=now + LASTS,
    )
    await give_notice(tx, person.id, now)
    await _trail(tx, house, (staff, "made proof code"), person, now)
    return code


async def use_proof_code(tx: Transaction, house: House, me: Person, typed: str, now: datetime) -> bool:
    """True for exactly one caller, however many come at once."""
    used = await tx.run(
        """
        update proof_code set used_at = :now
        where person_id = :me and code_hash = :code and used_at is null and stopped_at is null and expires_at > :now
        """,
        me=me.id,
        code=_hash(house.keys, me.id, typed),
        now=now,
    )
    if used:
        await _trail(tx, house, (me, "used proof code"), await find_self(tx, me.clinic_id, me.id), now)
    return used > 0


async def stop_proof_code(tx: Transaction, house: House, me: Person, now: datetime) -> bool:
    """By its owner, on any of their devices."""
    if not await _stop(tx, me.id, now):
        return False
    await _trail(tx, house, (me, "stopped proof code"), await find_self(tx, me.clinic_id, me.id), now)
    return True


async def _stop(tx: Transaction, person_id: str, now: datetime) -> bool:
    stopped = await tx.run(
        """
        update proof_code set stopped_at = :now
        where person_id = :person and used_at is null and stopped_at is null and expires_at > :now
        """,
        person=person_id,
        now=now,
    )
    return stopped > 0


def _hash(keys: Keys, person_id: str, code: str) -> str:
    return keys.hash_code(f"proof code {person_id} {fold_code(code)}")


async def _trail(tx: Transaction, house: House, did: tuple[Person, Deed], person: Recovered, now: datetime) -> None:
    key = house.keys.trail
    await write_trail(tx, key, did[0], did[1], course_id=person.course_id, subject_id=person.id, now=now)

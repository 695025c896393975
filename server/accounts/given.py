"""What somebody gave out that lets others in, and what was to let them in: it ends with their account."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.clinics.people import tell_of_recovery
from server.db.connection import Reader, Transaction

TOUCHED = """
    clinic_id = :clinic and ended_at is null and (person_id = :person or begun_by = :person or confirmed_by = :person)
"""


class Touched(msgspec.Struct, frozen=True):
    person_id: str


async def touched_by(db: Reader, clinic_id: str, person_id: str) -> list[str]:
    """Whose open ways back in would end."""
    found = await db.all(
        Touched, f"select person_id from recovery where {TOUCHED} limit 1000", clinic=clinic_id, person=person_id
    )
    return [one.person_id for one in found]


async def take_back_given(tx: Transaction, by: Person, person_id: str, now: datetime) -> None:
    """Invitations, ways back in that they began or confirmed (with the code that came of one), codes that prove."""
    both = {"person": person_id, "now": now}
    codes = await touched_by(tx, by.clinic_id, person_id)
    for one in {*codes, person_id}:
        await tx.run(
            "update invitation set withdrawn_at = :now where person_id = :person and used_at is null"
            " and withdrawn_at is null",
            person=one,
            now=now,
        )
        await tell_of_recovery(tx, one, None)
    await tx.run(
        "update invitation set withdrawn_at = :now where invited_by = :person and used_at is null"
        " and withdrawn_at is null",
        **both,
    )
    await tx.run(
        f"update recovery set ended_at = :now, ended_by = :by, why = 'stopped' where {TOUCHED}",
        clinic=by.clinic_id,
        by=by.id,
        **both,
    )
    await tx.run(
        "update proof_code set stopped_at = :now where made_by = :person and used_at is null and stopped_at is null"
        " and expires_at > :now",
        **both,
    )

"""Writing down what became of an account, and telling whoever should know of it."""

from datetime import datetime

import msgspec

from server.access.people import Role
from server.accounts.notices import give_notice
from server.accounts.standing import What
from server.db.connection import Transaction
from server.ids import new_id


class Change(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    person_id: str
    what: What
    role_before: Role
    role: Role
    by_id: str


async def note_change(tx: Transaction, change: Change, now: datetime) -> None:
    await tx.run(
        """
        insert into account_change (id, clinic_id, person_id, kind, role_before, role, by_id, at)
        values (:id, :clinic_id, :person_id, :what, :role_before, :role, :by_id, :now)
        """,
        now=now,
        **msgspec.structs.asdict(change),
    )


async def tell_of_change(tx: Transaction, person_id: str, change_id: str, now: datetime) -> None:
    """On every page of theirs, until they say that they know of it."""
    await tx.run(
        "insert into account_told (id, person_id, change_id, told_at) values (:id, :person, :change, :now)",
        id=new_id(now),
        person=person_id,
        change=change_id,
        now=now,
    )
    await give_notice(tx, person_id, now)

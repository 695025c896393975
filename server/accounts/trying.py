"""One code after a right passphrase: whether it may be tried now, whether it is right, and what a wrong one leaves."""

from datetime import datetime

import msgspec

from server.access.people import Role
from server.accounts.proofs import prove_by_code
from server.accounts.step import Step
from server.accounts.wrong_codes import find_wrong, forgive_slips, note_wrong, trier_of
from server.clinics.people import hold_person
from server.courses.own import house_of
from server.db.connection import Transaction
from server.pages.handlers import Visitor


class Tried(msgspec.Struct, frozen=True):
    """`role` of whoever may come in; otherwise in how many minutes the next code may be typed, 0 when it may be now."""

    role: Role | None = None
    waits: int = 0


async def try_code(request: Visitor, tx: Transaction, step: Step, typed: str, now: datetime) -> Tried:
    """One after another for each person, so that those sent at once count each other."""
    await hold_person(tx, step.person_id)
    trier = await trier_of(request, tx, step.person_id, now)
    if waits := (await find_wrong(tx, trier, now)).waits_for(now):
        return Tried(waits=waits)
    if not typed.strip():
        return Tried()
    role: Role | None = await tx.value("select role from person where id = :id and ended_at is null", id=step.person_id)
    if role is not None and await prove_by_code(tx, house_of(request), step.person_id, typed, now):
        await forgive_slips(tx, trier, now)
        return Tried(role=role)
    await note_wrong(tx, trier, now)
    return Tried(waits=(await find_wrong(tx, trier, now)).waits_for(now))

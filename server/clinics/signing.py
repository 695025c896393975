"""A further version of a clinic's protocol: only added, and only by somebody who has seen the one before it."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.clinics.protocol import Protocol, write_protocol
from server.clinics.queries import current_protocol
from server.db.connection import Transaction

Signed = Literal["signed", "kept", "behind", "taken"]


class NewVersion(msgspec.Struct, frozen=True, kw_only=True):
    """`after` is the version that was on the page."""

    id: str
    after: int
    protocol: Protocol


class Held(msgspec.Struct, frozen=True):
    clinic_id: str
    numbers: str


async def sign_protocol(tx: Transaction, by: Person, new: NewVersion, now: datetime) -> Signed:
    """Safe to repeat: "kept" the second time. "behind": another was signed meanwhile. "taken": the id says otherwise.

    Whoever signs waits for whoever is doing the same at this clinic, until the end of the transaction.
    """
    await tx.run("update clinic set name = name where id = :clinic", clinic=by.clinic_id)
    numbers = write_protocol(new.protocol)
    held = await tx.find(Held, "select clinic_id, numbers from protocol where id = :id", id=new.id)
    if held is not None:
        return "kept" if (held.clinic_id, held.numbers) == (by.clinic_id, numbers) else "taken"
    current = await current_protocol(tx, by.clinic_id)
    if current.version != new.after:
        return "behind"
    await tx.run(
        """
        insert into protocol (id, clinic_id, version, numbers, signed_by, signed_at)
        values (:id, :clinic, :version, :numbers, :by, :now)
        """,
        id=new.id,
        clinic=by.clinic_id,
        version=new.after + 1,
        numbers=numbers,
        by=by.id,
        now=now,
    )
    return "signed"

"""Flags and their steps as they are kept. A step, and how the flag stands after it, are written together."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import msgspec

from server.access.vault import Box
from server.clinics.flag_policy import Level
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.safety.flags import Deed, Flag, Step, Why

MOST_STEPS = 300  # of one flag, the newest; nobody reads more, and what counts is the last


class FlagRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    course_id: str
    owner_id: str
    level: Level
    deadline: datetime | None
    looked_at: datetime


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    deed: Deed
    at: datetime
    by_id: str | None
    owner_id: str
    deadline: datetime | None
    everybody: int
    why: Why
    id: str
    note_locked: bytes | None


class MovedOn(Exception):
    """Somebody else wrote the next step first. Nothing of this one is kept."""


async def hold_flag(tx: Transaction, clinic_id: str, flag_id: str) -> FlagRow | None:
    """Whoever takes the next step waits for whoever is taking one, until the end of the transaction."""
    return await tx.find(
        FlagRow,
        """
        update flag set looked_at = looked_at where id = :id and clinic_id = :clinic
        returning id, clinic_id, course_id, owner_id, level, deadline, looked_at
        """,
        id=flag_id,
        clinic=clinic_id,
    )


async def list_open(db: Reader, after_id: str, most: int) -> list[FlagRow]:
    """Of every clinic, for the timed job; paged by id."""
    return await db.all(
        FlagRow,
        """
        select id, clinic_id, course_id, owner_id, level, deadline, looked_at from flag
        where deadline is not null and id > :after order by id limit :most
        """,
        after=after_id,
        most=most,
    )


async def list_steps(db: Reader, flag_id: str) -> list[StepRow]:
    """The newest MOST_STEPS, oldest first."""
    found = await db.all(
        StepRow,
        """
        select number, deed, at, by_id, owner_id, deadline, everybody, why, id, note_locked from flag_step
        where flag_id = :flag order by number desc limit :most
        """,
        flag=flag_id,
        most=MOST_STEPS,
    )
    return found[::-1]


class Standing(Protocol):
    """A row that says how a flag stands."""

    @property
    def id(self) -> str: ...
    @property
    def level(self) -> Level: ...
    @property
    def looked_at(self) -> datetime: ...


async def read_flag(db: Reader, row: Standing) -> Flag:
    """Without the words of notes: whoever shows them opens them."""
    steps = tuple(
        Step(
            number=one.number, deed=one.deed, at=one.at, by_id=one.by_id, owner_id=one.owner_id,
            deadline=one.deadline, everybody=bool(one.everybody), why=one.why,
        )
        for one in await list_steps(db, row.id)
    )  # fmt: skip
    return Flag(id=row.id, level=row.level, steps=steps, looked_at=row.looked_at)


async def add_steps(
    tx: Transaction, flag: Flag, steps: Sequence[Step], now: datetime, words: tuple[str, Box] | None = None
) -> None:
    """After the steps that `flag` has. `words` are the id of the one step that carries words, and their lock."""
    after = flag.after(steps, now)
    moved = await tx.run(
        """
        update flag set steps = :number, owner_id = :owner, deadline = :deadline, everybody = :everybody,
                        looked_at = :looked
        where id = :id and steps = :before
        """,
        id=flag.id,
        before=flag.last.number,
        number=after.last.number,
        owner=after.last.owner_id,
        deadline=after.last.deadline,
        everybody=int(after.last.everybody),
        looked=after.looked_at,
    )
    if moved != 1:
        raise MovedOn(flag.id)
    await insert_steps(tx, flag.id, steps, now, words)


async def insert_steps(
    tx: Transaction, flag_id: str, steps: Sequence[Step], now: datetime, words: tuple[str, Box] | None = None
) -> None:
    tx.announce("flags", flag_id)
    for step in steps:
        step_id = words[0] if words else new_id(now)
        await tx.run(
            """
            insert into flag_step (id, flag_id, number, deed, at, by_id, owner_id, deadline, everybody, why,
                                   note_locked)
            values (:id, :flag, :number, :deed, :at, :by, :owner, :deadline, :everybody, :why, :note)
            """,
            id=step_id,
            flag=flag_id,
            number=step.number,
            deed=step.deed,
            at=step.at,
            by=step.by_id,
            owner=step.owner_id,
            deadline=step.deadline,
            everybody=int(step.everybody),
            why=step.why,
            note=words[1].lock_maybe("flag_step.note", step_id, step.note) if words else None,
        )


async def note_look(tx: Transaction, before: datetime, now: datetime) -> None:
    """That the clock was seen to go on, for every open flag whose last look is longer ago than `before`."""
    await tx.run(
        "update flag set looked_at = :now where deadline is not null and looked_at < :before", now=now, before=before
    )

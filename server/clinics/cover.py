"""An administrator's hours and closed days: each change a row with who and when, the hours that count beside it."""

from datetime import date, datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.clinics.hours import Cover
from server.clinics.queries import list_cover, set_cover
from server.clinics.week import week_changes, write_week
from server.db.connection import Reader, Transaction

MOST_CHANGES = 12
MOST_CLOSED = 60
Outcome = Literal["kept", "behind", "taken"]


class CoverChange(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    number: int
    week_before: str
    week: str
    by_name: str
    at: datetime


class ClosedDay(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    day: date
    by_name: str
    at: datetime


class NewWeek(msgspec.Struct, frozen=True, kw_only=True):
    """`after` is the number of the change that was the latest on the page."""

    id: str
    after: int
    week: list[Cover]


class Held(msgspec.Struct, frozen=True):
    clinic_id: str
    week: str


async def hold_clinic(tx: Transaction, clinic_id: str) -> None:
    """Whoever changes a clinic's set-up waits for whoever is doing the same, until the end of the transaction."""
    await tx.run("update clinic set name = name where id = :clinic", clinic=clinic_id)


async def list_cover_changes(db: Reader, clinic_id: str) -> list[CoverChange]:
    """Newest first, at most MOST_CHANGES."""
    return await db.all(
        CoverChange,
        """
        select cover_change.id, cover_change.number, cover_change.week_before, cover_change.week,
               person.name as by_name, cover_change.at
        from cover_change join person on person.id = cover_change.by_id
        where cover_change.clinic_id = :clinic order by cover_change.number desc limit :most
        """,
        clinic=clinic_id,
        most=MOST_CHANGES,
    )


async def change_cover(tx: Transaction, by: Person, new: NewWeek, now: datetime) -> Outcome:
    """Safe to repeat. "behind": somebody else changed the hours after this page was opened. "taken": a known id."""
    await hold_clinic(tx, by.clinic_id)
    week = write_week(new.week)
    held = await tx.find(Held, "select clinic_id, week from cover_change where id = :id", id=new.id)
    if held is not None:
        return "kept" if (held.clinic_id, held.week) == (by.clinic_id, week) else "taken"
    changes = await list_cover_changes(tx, by.clinic_id)
    number = changes[0].number if changes else 0
    if number != new.after:
        return "behind"
    before = await list_cover(tx, by.clinic_id)
    await tx.run(
        """
        insert into cover_change (id, clinic_id, number, week_before, week, by_id, at)
        values (:id, :clinic, :number, :before, :week, :by, :now)
        """,
        id=new.id,
        clinic=by.clinic_id,
        number=number + 1,
        before=write_week(before),
        week=week,
        by=by.id,
        now=now,
    )
    if week_changes(before, new.week):
        await tx.run("delete from cover_hours where clinic_id = :clinic", clinic=by.clinic_id)
        await set_cover(tx, by.clinic_id, new.week)
    return "kept"


async def list_closed_days(db: Reader, clinic_id: str, today: date) -> list[ClosedDay]:
    """From today on, at most MOST_CLOSED."""
    return await db.all(
        ClosedDay,
        """
        select closed_day.id, closed_day.day, person.name as by_name, closed_day.added_at as at
        from closed_day join person on person.id = closed_day.added_by
        where closed_day.clinic_id = :clinic and closed_day.day >= :today and closed_day.removed_at is null
        order by closed_day.day, closed_day.id limit :most
        """,
        clinic=clinic_id,
        today=today,
        most=MOST_CLOSED,
    )


async def close_day(tx: Transaction, by: Person, what: tuple[str, date], now: datetime) -> None:
    """`what` is an id and the day. A day that is closed already stays as it is, with who closed it first."""
    await hold_clinic(tx, by.clinic_id)
    await tx.run(
        """
        insert into closed_day (id, clinic_id, day, added_by, added_at)
        select cast(:id as text), cast(:clinic as text), cast(:day as text), cast(:by as text), cast(:now as text)
        where not exists (select 1 from closed_day where clinic_id = :clinic and day = :day and removed_at is null)
        on conflict (id) do nothing
        """,
        id=what[0],
        clinic=by.clinic_id,
        day=what[1],
        by=by.id,
        now=now,
    )


async def open_day(tx: Transaction, by: Person, day_id: str, now: datetime) -> bool:
    """False where the clinic has no such day; one that was opened before stays as it was."""
    await tx.run(
        """
        update closed_day set removed_by = :by, removed_at = :now
        where id = :id and clinic_id = :clinic and removed_at is null
        """,
        id=day_id,
        clinic=by.clinic_id,
        by=by.id,
        now=now,
    )
    found = await tx.value(
        "select id from closed_day where id = :id and clinic_id = :clinic", id=day_id, clinic=by.clinic_id
    )
    return found is not None

"""A course that is stopped, and taken up again: who stopped it, when, and the reason that the patient reads."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Reader, Transaction


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    by_name: str
    reason: str


class EndingRow(msgspec.Struct, frozen=True, kw_only=True):
    closed_at: datetime
    by_name: str | None
    close_reason_locked: bytes | None


async def stop_course(tx: Transaction, course: Course, reason: str, by: Person, now: datetime) -> bool:
    """False where it had been stopped before: then the reason given first stays."""
    return (
        await tx.run(
            """
            update course set closed_at = :now, closed_by = :by, close_reason_locked = :reason,
                   turns = turns + 1, turned_at = :now
            where id = :id and closed_at is null
            """,
            id=course.id,
            by=by.id,
            now=now,
            reason=course.box.lock_maybe("course.close_reason", course.id, reason),
        )
        > 0
    )


async def take_up_again(tx: Transaction, course: Course, now: datetime) -> None:
    """The retention of its words begins anew when it closes the next time."""
    await tx.run(
        """
        update course set closed_at = null, closed_by = null, turns = turns + 1, turned_at = :now
        where id = :id and closed_at is not null
        """,
        id=course.id,
        now=now,
    )


async def find_ending(db: Reader, course: Course) -> Ending | None:
    """Who stopped the course, when, and the reason as it was given to the patient."""
    row = await db.find(
        EndingRow,
        """
        select course.closed_at, person.name as by_name, course.close_reason_locked
        from course left join person on person.id = course.closed_by
        where course.id = :course and course.closed_at is not null
        """,
        course=course.id,
    )
    if row is None:
        return None
    reason = course.box.open_maybe("course.close_reason", course.id, row.close_reason_locked)
    return Ending(at=row.closed_at, by_name=row.by_name or "", reason=reason)

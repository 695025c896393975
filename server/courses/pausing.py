"""A course that pauses, and goes on: from when, until when where that is known, by whom, and why.

The patient reads the reason. One pause stands at a time. The course comes first in every function.
"""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Reader, Transaction


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """`until_at` is None while nobody has said when the course goes on."""

    id: str
    from_at: datetime
    until_at: datetime | None
    reason: str
    by_name: str
    at: datetime

    @property
    def span(self) -> tuple[datetime, datetime | None]:
        return self.from_at, self.until_at

    def over(self, now: datetime) -> bool:
        return self.until_at is not None and self.until_at <= now

    def now(self, now: datetime) -> bool:
        return self.from_at <= now and not self.over(now)


class PauseRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    from_at: datetime
    until_at: datetime | None
    reason_locked: bytes
    by_name: str
    at: datetime


async def find_pause(db: Reader, course: Course, now: datetime) -> Pause | None:
    """The one that stands: it has been said, nobody has resumed, and it is not over."""
    row = await db.find(
        PauseRow,
        """
        select course_pause.id, course_pause.from_at, course_pause.until_at, course_pause.reason_locked,
               person.name as by_name, course_pause.at
        from course_pause join person on person.id = course_pause.by_id
        where course_pause.course_id = :course and course_pause.resumed_at is null
        """,
        course=course.id,
    )
    if row is None or (row.until_at and row.until_at <= now):
        return None
    reason = course.box.open("course_pause.reason", row.id, row.reason_locked)
    return Pause(
        id=row.id, from_at=row.from_at, until_at=row.until_at, reason=reason, by_name=row.by_name, at=row.at
    )  # fmt: skip


async def pause_course(tx: Transaction, course: Course, pause: Pause, by: Person) -> bool:
    """False where one stands already. One that is over by its own date is ended by the next; repeatable by its id."""
    if await tx.value("select id from course_pause where id = :id and course_id = :course", id=pause.id,
                      course=course.id):  # fmt: skip
        return True
    await tx.run(
        """
        update course_pause set resumed_at = until_at
        where course_id = :course and resumed_at is null and until_at <= :now
        """,
        course=course.id,
        now=pause.at,
    )
    added = await tx.run(
        """
        insert into course_pause (id, course_id, from_at, until_at, reason_locked, by_id, at)
        values (:id, :course, :from_at, :until_at, :reason, :by, :now)
        on conflict do nothing
        """,
        id=pause.id,
        course=course.id,
        from_at=pause.from_at,
        until_at=pause.until_at,
        reason=course.box.lock("course_pause.reason", pause.id, pause.reason),
        by=by.id,
        now=pause.at,
    )
    return added > 0


async def resume_course(tx: Transaction, course: Course, pause_id: str, by: Person, now: datetime) -> None:
    """Repeatable: what has been resumed stays as it was."""
    await tx.run(
        """
        update course_pause set resumed_at = :now, resumed_by = :by
        where id = :id and course_id = :course and resumed_at is null
        """,
        id=pause_id,
        course=course.id,
        by=by.id,
        now=now,
    )

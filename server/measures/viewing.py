"""Whether patients see their own numbers. Their clinic sees them either way, and the page says so."""

from datetime import datetime, timedelta

import msgspec

from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction

TICK = timedelta(milliseconds=1)


class _Last(msgspec.Struct, frozen=True):
    at: datetime


async def hides_numbers(db: Reader, course: Course) -> bool:
    return bool(
        await db.value(
            "select hidden from measure_view where course_id = :course order by at desc, id desc limit 1",
            course=course.id,
        )
    )


async def set_hidden(tx: Transaction, course: OwnCourse, id: str, now: datetime, *, hidden: bool) -> None:
    """Repeatable by its id. What arrives later counts, also when our own clock stands or is set back."""
    last = await tx.find(
        _Last, "select at from measure_view where course_id = :course order by at desc limit 1", course=course.id
    )
    await tx.run(
        """
        insert into measure_view (id, course_id, hidden, at) values (:id, :course, :hidden, :now)
        on conflict (id) do nothing
        """,
        id=id,
        course=course.id,
        hidden=int(hidden),
        now=max(now, last.at + TICK) if last else now,
    )

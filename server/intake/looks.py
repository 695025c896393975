"""When somebody of the care team last looked at an intake: what came since is marked for them."""

from datetime import datetime

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Transaction


async def look(tx: Transaction, course: Course, me: Person, now: datetime | None) -> datetime | None:
    """When this reader looked before, None for the first time; from now on that is now.

    `now` None: the page answers a form, and whoever sent that has not come to look.
    """
    before: str | None = await tx.value(
        "select at from intake_look where course_id = :course and person_id = :me", course=course.id, me=me.id
    )
    if now is None:
        return datetime.fromisoformat(before) if before else None
    await tx.run(
        """
        insert into intake_look (course_id, person_id, at) values (:course, :me, :now)
        on conflict (course_id, person_id) do update set at = excluded.at
        """,
        course=course.id,
        me=me.id,
        now=now,
    )
    return datetime.fromisoformat(before) if before else None

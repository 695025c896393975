"""When a clinician last opened a patient's brief: since then is what it tells. One row for each of them and course."""

from datetime import datetime, timedelta

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.db.connection import Reader, Transaction

ONE_LOOK = timedelta(minutes=10)  # opened again within it, a page tells the same


class Look(msgspec.Struct, frozen=True):
    """`before_at` is the look before this one; None for the first."""

    at: datetime
    before_at: datetime | None


async def mark_look(tx: Transaction, course: CaseloadCourse, reader: Person, now: datetime) -> Look:
    """Opening the brief marks the moment. Two at once mark one."""
    return await tx.one(
        Look,
        """
        insert into brief_look (course_id, person_id, at) values (:course, :reader, :now)
        on conflict (course_id, person_id) do update set
            before_at = case when brief_look.at <= :earlier then brief_look.at else brief_look.before_at end,
            at = case when brief_look.at <= :earlier then excluded.at else brief_look.at end
        returning at, before_at
        """,
        course=course.id,
        reader=reader.id,
        now=now,
        earlier=now - ONE_LOOK,
    )


async def find_look(db: Reader, course: CaseloadCourse, reader: Person, now: datetime) -> Look:
    """For a page that answers a form: it is the look in which the form was filled in."""
    found = await db.find(
        Look,
        "select at, before_at from brief_look where course_id = :course and person_id = :reader",
        course=course.id,
        reader=reader.id,
    )
    return found or Look(now, None)

"""What waits for an answer: one thing on the desk for each thread, however many messages it is."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.desk import Item, take_off_desk, wait_again
from server.courses.models import Course
from server.db.connection import Reader, Transaction
from server.messages.queries import find_done


class First(msgspec.Struct, frozen=True):
    id: str
    received_at: datetime


class OnDesk(msgspec.Struct, frozen=True):
    id: str
    subject_id: str


async def keep_desk(tx: Transaction, course: Course, by: Person, now: datetime) -> None:
    """Brings the desk in line with the thread: its first unanswered message waits, and no other. Repeatable."""
    first, held = await _first_unanswered(tx, course), await _on_desk(tx, course)
    if held is not None and (first is None or held.subject_id != first.id):
        await take_off_desk(tx, course.id, held.id, None if by.id == course.patient_id else by, now)
    if first is not None and (held is None or held.subject_id != first.id):
        await wait_again(tx, course, Item(kind="message", subject_id=first.id, since=first.received_at))


async def _first_unanswered(tx: Transaction, course: Course) -> First | None:
    return await tx.find(
        First,
        """
        select id, received_at from message
        where course_id = :course and by_id = :patient and number > :through and taken_back_at is null
        order by number limit 1
        """,
        course=course.id,
        patient=course.patient_id,
        through=(await find_done(tx, course)).through,
    )


async def _on_desk(db: Reader, course: Course) -> OnDesk | None:
    return await db.find(
        OnDesk,
        "select id, subject_id from desk_item where course_id = :course and kind = 'message' and done_at is null"
        " order by since, id limit 1",
        course=course.id,
    )

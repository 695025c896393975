"""Taking a message back: its words go while nobody of the other side has opened it, and not after. Its row stays, so
that no late replay brings it back."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.courses.queries import hold_course
from server.db.connection import Transaction
from server.messages.waiting import keep_desk

NOTHING = b""


class Standing(msgspec.Struct, frozen=True):
    """`opened_by` is the name of who opened it first."""

    taken_back_at: datetime | None
    opened_by: str | None


async def take_back(
    tx: Transaction, course: Course, me: Person, message_id: str, now: datetime
) -> tuple[Literal["gone", "opened", "strange"], str]:
    """One's own alone. Repeating it changes nothing; "opened" comes with the reader's name."""
    await hold_course(tx, course)
    held = await tx.find(
        Standing,
        """
        select message.taken_back_at,
               (select person.name from message_reading as reading join person on person.id = reading.person_id
                where reading.message_id = message.id order by reading.read_at limit 1) as opened_by
        from message where message.id = :id and message.course_id = :course and message.by_id = :me
        """,
        id=message_id,
        course=course.id,
        me=me.id,
    )
    if held is None:
        return "strange", ""
    if held.opened_by is not None:
        return "opened", held.opened_by
    if held.taken_back_at is None:
        await tx.run(
            "update message set body_locked = :nothing, taken_back_at = :now"
            " where id = :id and course_id = :course and by_id = :me",
            nothing=NOTHING,
            now=now,
            id=message_id,
            course=course.id,
            me=me.id,
        )
        await keep_desk(tx, course, me, now)
    return "gone", ""

"""A coming session taken out of the arc: its row and its number stay, with who did it, when, and why."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Reader, Transaction


class TakenOut(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    planned_at: datetime
    at: datetime
    by_name: str
    reason: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    number: int
    planned_at: datetime
    taken_out_at: datetime
    by_name: str
    out_reason_locked: bytes | None


async def take_out(tx: Transaction, course: Course, session_id: str, reason: str, by: tuple[Person, datetime]) -> bool:
    """Its row and its number stay. False when it has been opened: what took place cannot be taken out."""
    me, now = by
    taken = await tx.run(
        """
        update session set taken_out_at = :now, taken_out_by = :by, out_reason_locked = :reason
        where id = :id and course_id = :course and opened_at is null and taken_out_at is null
        """,
        id=session_id,
        course=course.id,
        by=me.id,
        now=now,
        reason=course.box.lock_maybe("session.out_reason", session_id, reason),
    )
    if taken:
        await tx.run(
            """
            update session_place set until = :now, until_by = :by
            where session_id = :id and course_id = :course and until is null
            """,
            id=session_id,
            course=course.id,
            by=me.id,
            now=now,
        )
    return taken > 0


async def list_taken_out(db: Reader, course: Course) -> list[TakenOut]:
    """The latest first; one that took place after all is not among them."""
    rows = await db.all(
        Row,
        """
        select session.id, session.number, session.planned_at, session.taken_out_at, person.name as by_name,
               session.out_reason_locked
        from session join person on person.id = session.taken_out_by
        where session.course_id = :course and session.taken_out_at is not null and session.opened_at is null
        order by session.taken_out_at desc, session.number limit 40
        """,
        course=course.id,
    )
    return [
        TakenOut(
            number=row.number,
            planned_at=row.planned_at,
            at=row.taken_out_at,
            by_name=row.by_name,
            reason=course.box.open_maybe("session.out_reason", row.id, row.out_reason_locked),
        )
        for row in rows
    ]

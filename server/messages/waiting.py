"""What waits for an answer: one thing on the desk for each thread, however many messages it is."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.desk import Item, take_off_desk, wait_again
from server.courses.models import Course
from server.db.connection import Reader, Transaction
from server.messages.queries import find_done

MOST_WAITING = 100


class First(msgspec.Struct, frozen=True):
    id: str
    received_at: datetime


class OnDesk(msgspec.Struct, frozen=True):
    id: str
    subject_id: str


class WaitingThread(msgspec.Struct, frozen=True, kw_only=True):
    """`since` is when the first unanswered message came, `closed` whether it was written out of hours. No words: who
    has opened none of them has seen none."""

    course_id: str
    message_id: str
    patient_name: str
    since: datetime
    count: int
    closed: bool


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    message_id: str
    patient_name: str
    since: datetime
    count: int
    opens_at: datetime | None


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


async def list_waiting_threads(db: Reader, reader: Person) -> list[WaitingThread]:
    """Of this clinician's own patients, oldest first, at most MOST_WAITING."""
    rows = await db.all(
        WaitingRow,
        """
        select desk_item.course_id, message.id as message_id, patient.name as patient_name, desk_item.since,
               message.opens_at,
               (select count(*) from message as later
                where later.course_id = message.course_id and later.number >= message.number
                  and later.by_id = message.by_id and later.taken_back_at is null) as count
        from care_team
        join desk_item on desk_item.course_id = care_team.course_id and desk_item.done_at is null
        join course on course.id = desk_item.course_id
        join person as patient on patient.id = course.patient_id
        join message on message.id = desk_item.subject_id
        where care_team.person_id = :reader and care_team.until is null and course.clinic_id = :clinic
          and desk_item.kind = 'message'
        order by desk_item.since, desk_item.id limit :most
        """,
        reader=reader.id,
        clinic=reader.clinic_id,
        most=MOST_WAITING,
    )
    return [
        WaitingThread(
            course_id=row.course_id, message_id=row.message_id, patient_name=row.patient_name, since=row.since,
            count=row.count, closed=row.opens_at is not None,
        )
        for row in rows
    ]  # fmt: skip

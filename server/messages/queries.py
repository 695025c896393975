"""What stands in a thread. The course comes first; of what the other side took back nothing is listed."""

import logging
from collections.abc import Sequence
from datetime import datetime

import msgspec

from server.access.people import Person
from server.access.vault import Damaged
from server.courses.models import Course, OwnCourse
from server.db.connection import Reader
from server.journal.sharing import LIVE_FOR_READER
from server.messages.models import MESSAGES_A_PAGE, MOST_NUMBER, About, Done, Message, Reading

log = logging.getLogger("tidemark")
OPEN_TO_ME = f"(select count(*) {LIVE_FOR_READER} and entry.id = message.entry_id)"
NEWEST_UNREAD = """
    from message join person on person.id = message.by_id
    where message.course_id = :course and message.by_id <> :me
      and message.taken_back_at is null
      and not exists (select 1 from message_reading as reading
                      where reading.message_id = message.id and reading.person_id = :me)
    order by message.number desc limit 1
"""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    number: int
    by_id: str
    by_name: str
    body_locked: bytes
    written_at: datetime
    received_at: datetime
    opens_at: datetime | None
    taken_back_at: datetime | None
    entry_id: str | None
    day_offset: int | None
    session_number: int | None
    entry_written_at: datetime | None
    entry_deleted_at: datetime | None
    open_to_me: int
    opened_at: datetime | None
    opened_by_me: int


async def list_messages(db: Reader, course: Course, me: Person, before: int | None, now: datetime) -> list[Message]:
    """Newest first, one more than a page. What one took back oneself stands there without its words.

    For a clinician it is asked which of the entries that they are about a live share lets them open.
    """
    staff = me.id != course.patient_id
    reader = {"reader": me.id, "clinic": me.clinic_id, "role": me.role, "now": now} if staff else {}
    rows = await db.all(
        Row,
        f"""
        select message.id, message.number, message.by_id, person.name as by_name, message.body_locked,
               message.written_at, message.received_at, message.opens_at, message.taken_back_at, message.entry_id,
               entry.day_offset, session.number as session_number, entry.written_at as entry_written_at,
               entry.deleted_at as entry_deleted_at, {OPEN_TO_ME if staff else "0"} as open_to_me,
               (select min(reading.read_at) from message_reading as reading
                where reading.message_id = message.id) as opened_at,
               (select count(*) from message_reading as reading
                where reading.message_id = message.id and reading.person_id = :me) as opened_by_me
        from message
        join person on person.id = message.by_id
        left join journal_entry as entry on entry.id = message.entry_id
        left join session on session.id = entry.session_id
        where message.course_id = :course and message.number < :before
          and (message.taken_back_at is null or message.by_id = :me)
        order by message.number desc limit :most
        """,
        course=course.id,
        before=MOST_NUMBER + 1 if before is None else before,
        me=me.id,
        most=MESSAGES_A_PAGE + 1,
        **reader,
    )
    return [_opened(course, row) for row in rows]


async def list_readings(db: Reader, course: Course, shown: Sequence[Message]) -> list[Reading]:
    """Who opened which of these, the first of them first."""
    if not shown:
        return []
    return await db.all(
        Reading,
        """
        select reading.message_id, person.name, reading.read_at
        from message
        join message_reading as reading on reading.message_id = message.id
        join person on person.id = reading.person_id
        where message.course_id = :course and message.number >= :first and message.number <= :last
        order by reading.read_at, reading.person_id
        """,
        course=course.id,
        first=min(one.number for one in shown),
        last=max(one.number for one in shown),
    )


async def find_done(db: Reader, course: Course) -> Done:
    return await db.one(
        Done,
        """
        select coalesce((select max(answers_through) from message
                         where message.course_id = course.id and message.taken_back_at is null), 0) as answered,
               coalesce(settled.through, 0) as settled, coalesce(person.name, '') as settled_by,
               (select count(*) from desk_item
                where desk_item.course_id = course.id and desk_item.kind = 'message'
                  and desk_item.done_at is null) as on_desk
        from course
        left join message_settled as settled on settled.id =
            (select latest.id from message_settled as latest where latest.course_id = course.id
             order by latest.through desc, latest.at limit 1)
        left join person on person.id = settled.by_id
        where course.id = :course
        """,
        course=course.id,
    )


async def find_about(db: Reader, course: OwnCourse, entry_id: str) -> About | None:
    """An entry of this course that was not deleted; otherwise there is none, whoever's it is."""
    return await db.find(
        About,
        """
        select entry.id as entry_id, session.number as session_number, entry.day_offset, entry.written_at,
               entry.deleted_at
        from journal_entry as entry left join session on session.id = entry.session_id
        where entry.id = :id and entry.course_id = :course and entry.deleted_at is null
        """,
        id=entry_id,
        course=course.id,
    )


def _opened(course: Course, row: Row) -> Message:
    body, damaged = "", False
    if row.taken_back_at is None:
        try:
            body = course.box.open("message.body", row.id, row.body_locked)
        except Damaged:
            log.error("a locked text does not open: message")
            damaged = True
    about = None
    if row.entry_id and row.entry_written_at:
        about = About(
            entry_id=row.entry_id, session_number=row.session_number, day_offset=row.day_offset,
            written_at=row.entry_written_at, deleted_at=row.entry_deleted_at, open_to_me=row.open_to_me > 0,
        )  # fmt: skip
    return Message(
        id=row.id, number=row.number, by_id=row.by_id, by_name=row.by_name, body=body, damaged=damaged, about=about,
        written_at=row.written_at, received_at=row.received_at, opens_at=row.opens_at, taken_back_at=row.taken_back_at,
        opened_at=row.opened_at, opened_by_me=row.opened_by_me > 0,
    )  # fmt: skip

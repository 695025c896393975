"""What Today and Course read across the features: answers, and what is shared. The course comes first."""

from datetime import datetime, timedelta

import msgspec

from server.courses.desk import STANDS_AFTER
from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.models import Audience
from server.journal.prompts import when_words
from server.messages.models import Unread
from server.messages.queries import NEWEST_UNREAD
from server.today.models import NewAnswer

SHARED = 100
ANSWERS_STAY = timedelta(days=7)
REMINDERS = "reminders"


class SharedRow(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: str
    session_number: int | None
    day_offset: int | None
    written_at: datetime
    granted_at: datetime
    audience: Audience


class NewRow(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to an entry; or a message, which is of no entry and brings no words; or how many reminders are new."""

    id: str
    entry_id: str | None
    name: str
    body_locked: bytes | None
    at: datetime
    session_number: int | None
    day_offset: int | None
    written_at: datetime | None


async def list_new(db: Reader, course: OwnCourse, now: datetime) -> tuple[list[NewAnswer], Unread | None, int]:
    """Answers in words of the last days, newest first, at most three: Today is not a feed; one that can still be taken
    back is not among them. And that a message of the care team was not opened yet, whose it is and from when; and how
    many reminders were not looked at."""
    rows = await db.all(
        NewRow,
        f"""
        select * from (
            select answer.id, answer.entry_id, person.name, answer.body_locked, answer.answered_at as at,
                   session.number as session_number, entry.day_offset, entry.written_at
            from answer
            join person on person.id = answer.person_id
            join journal_entry as entry on entry.id = answer.entry_id
            left join session on session.id = entry.session_id
            where answer.course_id = :course and answer.answered_at > :since and answer.body_locked is not null
              and answer.answered_at <= :told_by and entry.deleted_at is null
              and not exists (select 1 from answer_taken_back as back where back.answer_id = answer.id)
            order by answer.answered_at desc limit 3) as answered
        union all
        select * from (
            select message.id, null as entry_id, person.name, cast(null as bytea) as body_locked,
                   message.received_at as at, cast(null as integer) as session_number,
                   cast(null as integer) as day_offset, null as written_at
            {NEWEST_UNREAD}) as unread
        union all
        select 'reminders', null, cast(count(*) as text), null, max(made_at), null, null, null from (
            select made_at from reminder where course_id = :course and seen_at is null limit 30) as reminders
        having count(*) > 0
        """,
        course=course.id,
        since=now - ANSWERS_STAY,
        told_by=now - STANDS_AFTER,
        me=course.patient_id,
    )
    answers = [_answer(course, row) for row in rows if row.entry_id]
    reminders = next((int(row.name) for row in rows if row.id == REMINDERS), 0)
    messages = (row for row in rows if row.entry_id is None and row.id != REMINDERS)
    unread = next((Unread(name=row.name, at=row.at) for row in messages), None)
    return sorted(answers, key=lambda one: one.answered_at, reverse=True), unread, reminders


def _answer(course: OwnCourse, row: NewRow) -> NewAnswer:
    return NewAnswer(
        name=row.name,
        body=course.box.open_maybe("answer.body", row.id, row.body_locked),
        about=when_words(row.session_number, row.day_offset, row.written_at or row.at, course.zone),
        entry_id=row.entry_id or "",
        answered_at=row.at,
    )


async def list_shared(db: Reader, course: OwnCourse, now: datetime) -> list[SharedRow]:
    """Entries with a live share, newest first, at most SHARED."""
    return await db.all(
        SharedRow,
        """
        select entry.id as entry_id, session.number as session_number, entry.day_offset, entry.written_at,
               share.granted_at, share.audience
        from share
        join journal_entry as entry on entry.id = share.entry_id
        left join share_stop on share_stop.share_id = share.id
        left join session on session.id = entry.session_id
        where share.course_id = :course and share_stop.share_id is null and (share.until is null or share.until > :now)
        order by share.granted_at desc limit :most
        """,
        course=course.id,
        now=now,
        most=SHARED,
    )

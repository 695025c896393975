"""What Today and Course read across the features: answers, what is shared, and the trail. The course comes first."""

from datetime import datetime, timedelta

import msgspec

from server.courses.desk import STANDS_AFTER
from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.models import Audience
from server.journal.prompts import when_words
from server.today.models import NewAnswer

ACCESSES = 50
SHARED = 100
ANSWERS_STAY = timedelta(days=7)


class SharedRow(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: str
    session_number: int | None
    day_offset: int | None
    written_at: datetime
    granted_at: datetime
    audience: Audience


class TrailLine(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    name: str
    deed: str
    at: datetime
    session_number: int | None
    day_offset: int | None
    written_at: datetime | None


class NewAnswerRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    entry_id: str
    name: str
    body_locked: bytes
    answered_at: datetime
    session_number: int | None
    day_offset: int | None
    written_at: datetime


async def list_new_answers(db: Reader, course: OwnCourse, now: datetime) -> list[NewAnswer]:
    """Answers in words of the last days, newest first, at most three: Today is not a feed.

    One that can still be taken back is not among them.
    """
    rows = await db.all(
        NewAnswerRow,
        """
        select answer.id, answer.entry_id, person.name, answer.body_locked, answer.answered_at,
               session.number as session_number, entry.day_offset, entry.written_at
        from answer
        join person on person.id = answer.person_id
        join journal_entry as entry on entry.id = answer.entry_id
        left join session on session.id = entry.session_id
        where answer.course_id = :course and answer.answered_at > :since and answer.body_locked is not null
          and answer.answered_at <= :told_by and entry.deleted_at is null
          and not exists (select 1 from answer_taken_back as back where back.answer_id = answer.id)
        order by answer.answered_at desc limit 3
        """,
        course=course.id,
        since=now - ANSWERS_STAY,
        told_by=now - STANDS_AFTER,
    )
    return [
        NewAnswer(
            name=row.name,
            body=course.box.open("answer.body", row.id, row.body_locked),
            about=when_words(row.session_number, row.day_offset, row.written_at, course.zone),
            entry_id=row.entry_id,
            answered_at=row.answered_at,
        )
        for row in rows
    ]


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


async def list_accesses(db: Reader, course: OwnCourse, before: int | None) -> list[TrailLine]:
    """Who opened what of this course, newest first; `before` is the trail number of the page before's last row."""
    return await db.all(
        TrailLine,
        """
        select trail.number, person.name, trail.deed, trail.at, session.number as session_number, entry.day_offset,
               entry.written_at
        from trail
        join person on person.id = trail.actor_id
        left join journal_entry as entry on entry.id = trail.subject_id and entry.course_id = trail.course_id
        left join session on session.id = entry.session_id
        where trail.course_id = :course and trail.number < :before
        order by trail.number desc limit :most
        """,
        course=course.id,
        before=before if before is not None else 2**31 - 1,
        most=ACCESSES + 1,
    )

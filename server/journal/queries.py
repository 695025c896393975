"""The patient's own entries. Every function takes the course first; words are opened here and nowhere above."""

from datetime import datetime

import msgspec

from server.access.vault import Box
from server.courses.models import OwnCourse
from server.courses.sessions import list_sessions
from server.courses.stages import day_offset, session_before
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.journal.models import (
    ENTRIES_A_PAGE,
    MOST_VERSIONS,
    Answer,
    Entry,
    EntryForm,
    Opening,
    Share,
    Version,
)

PAGE_OF_ENTRIES = """
    select id from journal_entry
    where course_id = :course and (written_at < :before_at or (written_at = :before_at and id < :before_id))
    order by written_at desc, id desc limit :most
"""


class EntryRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    written_at: datetime
    received_at: datetime
    session_number: int | None
    day_offset: int | None
    version_id: str
    number: int
    body_locked: bytes
    prompt_locked: bytes | None
    mood: int | None
    version_written_at: datetime
    version_received_at: datetime


ENTRY = """
    select entry.id, entry.kind, entry.written_at, entry.received_at, session.number as session_number,
           entry.day_offset, version.id as version_id, version.number, version.body_locked, version.prompt_locked,
           version.mood, version.written_at as version_written_at, version.received_at as version_received_at
    from journal_entry as entry
    join entry_version as version on version.entry_id = entry.id
    left join session on session.id = entry.session_id
"""
END_OF_TIME = "9999"


async def list_entries(db: Reader, course: OwnCourse, before: tuple[str, str] | None) -> list[Entry]:
    """One page, newest first. `before` is (written_at as stored, id) of the last entry of the page before."""
    rows = await db.all(
        EntryRow,
        ENTRY + f" where entry.id in ({PAGE_OF_ENTRIES}) order by entry.written_at desc, entry.id desc, version.number",
        **_window(course, before),
    )
    return _gather(course.box, rows)


async def find_entry(db: Reader, course: OwnCourse, entry_id: str) -> Entry | None:
    rows = await db.all(
        EntryRow,
        ENTRY + " where entry.id = :id and entry.course_id = :course order by version.number",
        id=entry_id,
        course=course.id,
    )
    found = _gather(course.box, rows)
    return found[0] if found else None


async def save_entry(tx: Transaction, course: OwnCourse, form: EntryForm, now: datetime) -> Entry | None:
    """Safe to repeat: the same words under the same id change nothing, other words become a further version.

    None when the id is somebody else's. After MOST_VERSIONS the entry comes back without these words.
    """
    written_at = form.written_at or now
    await _add_entry(tx, course, form, written_at, now)
    mine = await tx.run(
        "update journal_entry set received_at = received_at where id = :id and course_id = :course",
        id=form.id,
        course=course.id,
    )
    if not mine:
        return None
    entry = await find_entry(tx, course, form.id)
    versions = entry.versions if entry else []
    if not holds(versions, form) and len(versions) < MOST_VERSIONS:
        await _add_version(tx, course, form, (len(versions) + 1, written_at, now))
    return await find_entry(tx, course, form.id)


async def _add_entry(tx: Transaction, course: OwnCourse, form: EntryForm, written_at: datetime, now: datetime) -> None:
    sessions = await list_sessions(tx, course)
    session = session_before(sessions, written_at, course.zone)
    await tx.run(
        """
        insert into journal_entry (id, course_id, session_id, day_offset, kind, written_at, received_at)
        values (:id, :course, :session, :offset, :kind, :written_at, :now)
        on conflict (id) do nothing
        """,
        id=form.id,
        course=course.id,
        session=session.id if session else None,
        offset=day_offset(session, written_at, course.zone) if session else None,
        kind=form.kind or "entry",
        written_at=written_at,
        now=now,
    )


async def _add_version(
    tx: Transaction, course: OwnCourse, form: EntryForm, when: tuple[int, datetime, datetime]
) -> None:
    number, written_at, now = when
    version_id = new_id(now)
    await tx.run(
        """
        insert into entry_version
            (id, entry_id, course_id, number, body_locked, prompt_locked, mood, written_at, received_at)
        values (:id, :entry, :course, :number, :body, :prompt, :mood, :written_at, :now)
        """,
        id=version_id,
        entry=form.id,
        course=course.id,
        number=number,
        body=course.box.lock("entry_version.body", version_id, form.body),
        prompt=course.box.lock_maybe("entry_version.prompt", version_id, form.prompt),
        mood=form.mood,
        written_at=written_at,
        now=now,
    )


def holds(versions: list[Version], form: EntryForm) -> bool:
    return (form.body, form.mood, form.prompt) in [(one.body, one.mood, one.prompt) for one in versions]


def _gather(box: Box, rows: list[EntryRow]) -> list[Entry]:
    entries: dict[str, Entry] = {}
    for row in rows:
        entry = entries.setdefault(
            row.id,
            Entry(
                id=row.id,
                kind=row.kind,
                written_at=row.written_at,
                received_at=row.received_at,
                session_number=row.session_number,
                day_offset=row.day_offset,
                versions=[],
            ),
        )
        entry.versions.append(
            Version(
                number=row.number,
                body=box.open("entry_version.body", row.version_id, row.body_locked),
                prompt=box.open_maybe("entry_version.prompt", row.version_id, row.prompt_locked),
                mood=row.mood,
                written_at=row.version_written_at,
                received_at=row.version_received_at,
            )
        )
    return list(entries.values())


async def list_shares(db: Reader, course: OwnCourse, before: tuple[str, str] | None) -> list[Share]:
    return await db.all(
        Share, SHARE + f" where share.entry_id in ({PAGE_OF_ENTRIES}) order by share.granted_at, share.id",
        **_window(course, before),
    )  # fmt: skip


async def list_openings(db: Reader, course: OwnCourse, before: tuple[str, str] | None) -> list[Opening]:
    return await db.all(
        Opening, OPENING + f" and trail.subject_id in ({PAGE_OF_ENTRIES}) order by trail.number",
        **_window(course, before),
    )  # fmt: skip


async def list_answers(db: Reader, course: OwnCourse, before: tuple[str, str] | None) -> list[Answer]:
    rows = await db.all(
        AnswerRow, ANSWER + f" where answer.entry_id in ({PAGE_OF_ENTRIES}) order by answer.answered_at, answer.id",
        **_window(course, before),
    )  # fmt: skip
    return open_answers(course.box, rows)


SHARE = """
    select share.id, share.entry_id, share.audience, share.through_version, share.with_mood, share.granted_at,
           share_stop.stopped_at
    from share left join share_stop on share_stop.share_id = share.id
"""
OPENING = """
    select trail.subject_id as entry_id, person.name, trail.at
    from trail join person on person.id = trail.actor_id
    where trail.deed = 'opened entry'
"""
ANSWER = """
    select answer.id, answer.entry_id, person.name, answer.body_locked, answer.answered_at
    from answer join person on person.id = answer.person_id
"""


class AnswerRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    entry_id: str
    name: str
    body_locked: bytes | None
    answered_at: datetime


def open_answers(box: Box, rows: list[AnswerRow]) -> list[Answer]:
    return [
        Answer(
            entry_id=row.entry_id,
            name=row.name,
            body=box.open_maybe("answer.body", row.id, row.body_locked),
            answered_at=row.answered_at,
        )
        for row in rows
    ]


async def history_of(db: Reader, course: OwnCourse, entry_id: str) -> tuple[list[Share], list[Opening], list[Answer]]:
    """What happened to one entry, which the caller has found to be of this course."""
    shares = await db.all(
        Share, SHARE + " where share.entry_id = :entry order by share.granted_at, share.id", entry=entry_id
    )
    openings = await db.all(Opening, OPENING + " and trail.subject_id = :entry order by trail.number", entry=entry_id)
    answers = await db.all(
        AnswerRow,
        ANSWER + " where answer.entry_id = :entry order by answer.answered_at, answer.id",
        entry=entry_id,
    )
    return shares, openings, open_answers(course.box, answers)


def _window(course: OwnCourse, before: tuple[str, str] | None) -> dict[str, object]:
    at, entry_id = before or (END_OF_TIME, "")
    return {"course": course.id, "before_at": at, "before_id": entry_id, "most": ENTRIES_A_PAGE + 1}

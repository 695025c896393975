"""The patient's own entries. Every function takes the course first; words are opened here and nowhere above."""

import logging
import re
from datetime import datetime

import msgspec

from server.access.vault import Box, Damaged
from server.courses.desk import STANDS_AFTER
from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.models import ENTRIES_A_PAGE, Answer, Audience, Entry, History, Opening, Share, Version, Why

log = logging.getLogger("tidemark")
PAGE_OF_ENTRIES = """
    select id from journal_entry
    where course_id = :course and deleted_at is null
      and (written_at, id) < (:before_at, :before_id)
      and (:session < 0 or session_id = (select id from session where course_id = :course and number = :session)
           or (:session = 0 and session_id is null))
    order by written_at desc, id desc limit :most
"""


def stored(moment: datetime) -> str:
    """As the database has it, for going on from there."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries a page shows: older than `before` (written_at as stored, id), and after one session alone.

    Session 0 is what was written before the first one.
    """

    before: tuple[str, str] | None = None
    session: int | None = None
    most: int = ENTRIES_A_PAGE + 1


class EntryRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: str
    written_at: datetime
    received_at: datetime
    session_number: int | None
    day_offset: int | None
    version_id: str
    parents: str
    number: int
    body_locked: bytes
    prompt_locked: bytes | None
    mood: int | None
    version_written_at: datetime
    version_received_at: datetime


ENTRY = """
    select entry.id, entry.kind, entry.written_at, entry.received_at, session.number as session_number,
           entry.day_offset, version.id as version_id, version.parents, version.number, version.body_locked,
           version.prompt_locked,
           version.mood, version.written_at as version_written_at, version.received_at as version_received_at
    from journal_entry as entry
    join entry_version as version on version.entry_id = entry.id
    left join session on session.id = entry.session_id
"""
END_OF_TIME = "9999"
BEFORE = re.compile(r"([0-9]{4}-[0-9:T.-]{15,25}Z)~([0-9a-f-]{36})")  # a time as stored and an id, in an address


class Named(msgspec.Struct, frozen=True):
    id: str


async def list_entries(db: Reader, course: OwnCourse, window: Window) -> list[Entry]:
    """One page, newest first.

    Its ids are asked for first, and what hangs on them by these ids: no guess of a planner about how many there are.
    """
    at, entry_id = window.before or (END_OF_TIME, "")
    named = await db.all(
        Named,
        PAGE_OF_ENTRIES,
        course=course.id,
        before_at=at,
        before_id=entry_id,
        session=-1 if window.session is None else window.session,
        most=window.most,
    )
    among, ids = names_of([one.id for one in named], window.most)
    rows = await db.all(
        EntryRow,
        ENTRY + f" where entry.id in ({among}) order by entry.written_at desc, entry.id desc, version.number",
        **ids,
    )
    return _gather(course.box, rows)


def names_of(ids: list[str], most: int) -> tuple[str, dict[str, str]]:
    """`:e0, :e1, …` and their values; always `most` of them, so that one page's statement is the same as another's."""
    filled = [*ids, *[""] * (most - len(ids))]
    return ", ".join(f":e{at}" for at in range(len(filled))), {f"e{at}": one for at, one in enumerate(filled)}


async def find_entry(db: Reader, course: OwnCourse, entry_id: str) -> Entry | None:
    rows = await db.all(
        EntryRow,
        ENTRY
        + " where entry.id = :id and entry.course_id = :course and entry.deleted_at is null order by version.number",
        id=entry_id,
        course=course.id,
    )
    found = _gather(course.box, rows)
    return found[0] if found else None


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
        entry.versions.append(_version(box, row))
    return list(entries.values())


def _version(box: Box, row: EntryRow) -> Version:
    """One that does not open is shown as damaged, and the others around it as they are."""
    try:
        body = box.open("entry_version.body", row.version_id, row.body_locked)
        prompt = box.open_maybe("entry_version.prompt", row.version_id, row.prompt_locked)
        damaged = False
    except Damaged:
        log.error("a locked text does not open: entry_version")
        body, prompt, damaged = "", "", True
    return Version(
        id=row.version_id,
        parents=tuple(row.parents.split()),
        number=row.number,
        body=body,
        prompt=prompt,
        mood=row.mood,
        written_at=row.version_written_at,
        received_at=row.version_received_at,
        damaged=damaged,
    )


async def list_history(db: Reader, course: OwnCourse, entry_ids: list[str], most: int, now: datetime) -> History:
    """What happened to these entries, which the caller has found to be of this course.

    An answer shows once it can no longer be taken back by whoever wrote it.
    """
    among, ids = names_of(entry_ids, most)
    shares = await db.all(
        ShareRow, SHARE + f" where share.entry_id in ({among}) order by share.granted_at, share.id", **ids
    )
    openings = await db.all(Opening, OPENING + f" and trail.subject_id in ({among}) order by trail.number", **ids)
    answers = await db.all(
        AnswerRow,
        ANSWER + f" and answer.entry_id in ({among}) and answer.answered_at <= :told_by"
        " order by answer.answered_at, answer.id",
        told_by=now - STANDS_AFTER,
        **ids,
    )
    return open_shares(course.box, shares), openings, open_answers(course.box, answers)


SHARE = """
    select share.id, share.entry_id, share.audience, share.version_id, share.through_version, share.passage_locked,
           share.with_mood, share.granted_at, share.until, share_stop.stopped_at, share_stop.why,
           (select count(*) from share_media where share_media.share_id = share.id) as with_media,
           (select pin.pinned_at from entry_pin as pin
            where pin.share_id = share.id and pin.ended_at is null) as pinned_at
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
    where not exists (select 1 from answer_taken_back as back where back.answer_id = answer.id)
"""


class ShareRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    entry_id: str
    audience: Audience
    version_id: str
    through_version: int
    passage_locked: bytes | None
    with_mood: int
    with_media: int
    pinned_at: datetime | None
    granted_at: datetime
    until: datetime | None
    stopped_at: datetime | None
    why: Why | None


class AnswerRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    entry_id: str
    name: str
    body_locked: bytes | None
    answered_at: datetime


def open_shares(box: Box, rows: list[ShareRow]) -> list[Share]:
    return [
        Share(
            id=row.id,
            entry_id=row.entry_id,
            audience=row.audience,
            version_id=row.version_id,
            through_version=row.through_version,
            passage=box.open_maybe("share.passage", row.id, row.passage_locked),
            with_mood=row.with_mood,
            with_media=row.with_media,
            pinned_at=row.pinned_at,
            granted_at=row.granted_at,
            until=row.until,
            stopped_at=row.stopped_at,
            why=row.why,
        )
        for row in rows
    ]


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


async def history_of(db: Reader, course: OwnCourse, entry_id: str, now: datetime) -> History:
    return await list_history(db, course, [entry_id], 1, now)

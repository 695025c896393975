"""The lines of a session's record: only ever added, locked, each once. Every function takes the course first."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from server.access.people import Person
from server.courses.desk import HARD, Item, item_id, put_on_desk, take_off_desk
from server.courses.models import Course, Session
from server.courses.sessions import find_session, take_step
from server.db.connection import Reader, Transaction
from server.pages.forms import Form
from server.session_day.facts import BODIES, Kind, Line

MOST_LINES = 400
HARD_STAYS = timedelta(days=60)
Source = Literal["staff", "patient", "sitter"]


class LineRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: Kind
    body_locked: bytes
    at: datetime
    device_at: datetime | None
    received_at: datetime
    source: Source
    by_name: str | None
    about: str | None


class NewLine(msgspec.Struct, frozen=True, kw_only=True):
    """`by` is a person, or the id of the card through which a sitter wrote."""

    id: str
    kind: Kind
    body: Any
    at: datetime
    source: Source
    by: Person | str
    device_at: datetime | None = None
    about: str | None = None


LINES = """
    select line.id, line.kind, line.body_locked, line.at, line.device_at, line.received_at, line.source,
           person.name as by_name, line.about
    from record_line as line
    left join person on person.id = line.by_id
"""


async def list_lines(db: Reader, course: Course, session: Session) -> list[Line]:
    """In the order in which they came; at most MOST_LINES, which add_line holds to."""
    rows = await db.all(
        LineRow,
        LINES + " where line.session_id = :session and line.course_id = :course"
        " order by line.received_at, line.id limit :most",
        session=session.id,
        course=course.id,
        most=MOST_LINES + 20,
    )
    return [_opened(course, row) for row in rows]


async def find_line(db: Reader, course: Course, line_id: str) -> Line | None:
    row = await db.find(
        LineRow, LINES + " where line.id = :id and line.course_id = :course", id=line_id, course=course.id
    )
    return _opened(course, row) if row else None


async def list_of_kind(db: Reader, course: Course, kind: Kind, since: datetime) -> list[Line]:
    """Of all sessions of the course, newest first; at most 50."""
    rows = await db.all(
        LineRow,
        LINES
        + " where line.course_id = :course and line.kind = :kind and line.at >= :since order by line.at desc limit 50",
        course=course.id,
        kind=kind,
        since=since,
    )
    return [_opened(course, row) for row in rows]


async def add_line(tx: Transaction, course: Course, session: Session, line: NewLine, now: datetime) -> bool:
    """Repeatable by the line's own id. False: the id is another session's, or the record is full."""
    held = await tx.value("select session_id from record_line where id = :id", id=line.id)
    if held is not None:
        return bool(held == session.id)
    if line.about and await _session_of(tx, line.about) != session.id:
        return False
    count = await tx.value("select count(*) from record_line where session_id = :session", session=session.id)
    if count >= MOST_LINES and line.kind != "discharge":
        return False
    sitter = isinstance(line.by, str)
    added = await tx.run(
        """
        insert into record_line (id, session_id, course_id, kind, body_locked, at, device_at, received_at, source,
                                 by_id, card_id, about)
        values (:id, :session, :course, :kind, :body, :at, :device_at, :now, :source, :by, :card, :about)
        on conflict (id) do nothing
        """,
        id=line.id,
        session=session.id,
        course=course.id,
        kind=line.kind,
        body=course.box.lock("record_line.body", line.id, msgspec.json.encode(line.body).decode()),
        at=line.at,
        device_at=line.device_at,
        now=now,
        source=line.source,
        by=None if sitter else line.by.id,  # type: ignore[union-attr]
        card=line.by if sitter else None,
        about=line.about,
    )
    if added:
        await _tell_the_desk(tx, course, line, now)
    return bool(await _session_of(tx, line.id) == session.id)


async def _tell_the_desk(tx: Transaction, course: Course, line: NewLine, now: datetime) -> None:
    """A hard moment and a sitter's worry are the therapist's first, and wait until a therapist has seen them (D-08)."""
    if line.kind == "handover":
        await put_on_desk(tx, course, Item(kind="handover", subject_id=line.id, since=now))
    if line.kind == "hard" or line.kind == "concern":
        until = line.at + HARD_STAYS
        item = Item(kind=line.kind, subject_id=line.id, since=line.at, until=until, audience="therapist")
        await put_on_desk(tx, course, item)
    if line.kind == "seen" and line.about and isinstance(line.by, Person) and line.by.role == "therapist":
        for kind in HARD:
            await take_off_desk(tx, course.id, item_id(kind, line.about), line.by, now)


def moment_of(written_at: datetime | None, ahead: timedelta, now: datetime) -> tuple[datetime, datetime | None]:
    """When it was by our clock, never later than now, and what the writer's own clock read."""
    if written_at is None:
        return now, None
    return min(written_at, now), written_at - ahead


def own_line(kind: Kind, body: Any, patient: Person, read: Form[Any], now: datetime) -> NewLine:
    """A line that the patient's own phone wrote: its form has an id and a time."""
    given: Any = read.value
    at, device_at = moment_of(given.written_at, read.ahead, now)
    return NewLine(id=given.id, kind=kind, body=body, at=at, source="patient", by=patient, device_at=device_at)


async def _session_of(db: Reader, line_id: str) -> str | None:
    found: str | None = await db.value("select session_id from record_line where id = :id", id=line_id)
    return found


def _opened(course: Course, row: LineRow) -> Line:
    body = course.box.open("record_line.body", row.id, row.body_locked)
    return Line(
        id=row.id,
        kind=row.kind,
        body=msgspec.json.decode(body, type=BODIES[row.kind]),
        at=row.at,
        device_at=row.device_at,
        received_at=row.received_at,
        source=row.source,
        by_name=row.by_name or "",
        about=row.about,
    )


async def end_if_handed_over(tx: Transaction, course: Course, session_id: str) -> None:
    """A session at home has ended once the sitter said "steady again"; the two may arrive in either order."""
    session = await find_session(tx, course, session_id)
    if session is None or session.started_at is None or session.ended_at is not None:
        return
    handed = [line.at for line in await list_lines(tx, course, session) if line.kind == "handover"]
    later = [at for at in handed if at >= session.started_at]
    if later:
        await take_step(tx, course, session_id, "ended", None, max(later))

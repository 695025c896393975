"""Notes as they are read. The course comes first, and the reader with it: a drawer of one's own is its writer's."""

import logging
import re
from datetime import datetime

import msgspec

from server.access.people import Person
from server.access.vault import Damaged
from server.courses.models import CaseloadCourse, Course
from server.db.connection import Reader
from server.notes.models import A_PAGE, Drawer, Note, Strike, Text, Version

log = logging.getLogger("tidemark")
Key = tuple[str, str]  # when a note was begun, as stored, and its id
END_OF_TIME: Key = ("9999", "")
KEY = re.compile(r"([0-9]{4}-[0-9:T.-]{15,25}Z)~([0-9a-f-]{36})")


class NoteRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    drawer: Drawer
    by_id: str
    by_name: str
    begun_at: datetime
    reason_locked: bytes | None
    struck_by: str | None
    struck_name: str | None
    struck_at: datetime | None


class VersionRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    note_id: str
    parents: str
    by_id: str
    by_name: str
    received_at: datetime
    seen_at: datetime | None


class BodyRow(msgspec.Struct, frozen=True):
    id: str
    body_locked: bytes


NOTE = """
    select note.id, note.drawer, note.by_id, writer.name as by_name, note.begun_at,
           strike.reason_locked, strike.by_id as struck_by, striker.name as struck_name,
           strike.at as struck_at
    from note join person as writer on writer.id = note.by_id
    left join note_strike as strike on strike.note_id = note.id
    left join person as striker on striker.id = strike.by_id
"""
VERSION = """
    select version.id, version.note_id, version.parents, version.by_id, person.name as by_name, version.received_at,
           seen.seen_at
    from note_version as version join person on person.id = version.by_id
    left join note_seen as seen on seen.version_id = version.id
"""


async def list_drawer(db: Reader, course: CaseloadCourse, me: Person, drawer: Drawer, before: Key | None) -> list[Note]:
    """One page and one more, newest first. Of "mine" those alone that this very person began."""
    at, note_id = before or END_OF_TIME
    rows = await db.all(
        NoteRow,
        NOTE
        + """
        where note.course_id = :course and note.drawer = :drawer and (note.drawer <> 'mine' or note.by_id = :me)
          and (note.begun_at < :at or (note.begun_at = :at and note.id < :id))
        order by note.begun_at desc, note.id desc limit :most
        """,
        course=course.id,
        drawer=drawer,
        me=me.id,
        at=at,
        id=note_id,
        most=A_PAGE + 1,
    )
    return await with_versions(db, course, rows)


async def find_note(db: Reader, course: CaseloadCourse, me: Person, note_id: str) -> Note | None:
    """None also for a note in somebody else's own drawer."""
    rows = await db.all(
        NoteRow,
        NOTE + " where note.id = :id and note.course_id = :course and (note.drawer <> 'mine' or note.by_id = :me)",
        id=note_id,
        course=course.id,
        me=me.id,
    )
    found = await with_versions(db, course, rows)
    return found[0] if found else None


async def with_versions(db: Reader, course: Course, rows: list[NoteRow]) -> list[Note]:
    """Asked for by the ids of the page, which the caller has found to be of this course."""
    if not rows:
        return []
    among, ids = names_of([one.id for one in rows], A_PAGE + 1 if len(rows) > 1 else 1)
    sql = VERSION + f" where version.note_id in ({among}) order by version.received_at, version.id"
    versions: dict[str, list[Version]] = {}
    for row in await db.all(VersionRow, sql, **ids):
        versions.setdefault(row.note_id, []).append(
            Version(
                id=row.id, note_id=row.note_id, parents=tuple(row.parents.split()), by_id=row.by_id,
                by_name=row.by_name, received_at=row.received_at, seen_at=row.seen_at,
            )
        )  # fmt: skip
    return [
        Note(
            id=row.id, drawer=row.drawer, by_id=row.by_id, by_name=row.by_name, begun_at=row.begun_at,
            versions=versions[row.id], strike=_strike(course, row),
        )
        for row in rows
    ]  # fmt: skip


async def open_texts(db: Reader, course: Course, versions: list[Version]) -> dict[str, Text]:
    """By the version's id. One that does not open is said to be damaged, and the others stay as they are."""
    found: dict[str, Text] = {}
    for start in range(0, len(versions), A_PAGE):
        among, ids = names_of([one.id for one in versions[start : start + A_PAGE]], A_PAGE)
        sql = f"select id, body_locked from note_version where id in ({among}) and course_id = :course"
        for row in await db.all(BodyRow, sql, course=course.id, **ids):
            try:
                found[row.id] = Text(course.box.open("note_version.body", row.id, row.body_locked))
            except Damaged:
                log.error("a locked text does not open: note_version")
                found[row.id] = Text("", damaged=True)
    return found


def read_key(text: str) -> Key | None:
    found = KEY.fullmatch(text)
    return (found[1], found[2]) if found else None


def key_of(notes: list[Note]) -> str:
    """Where the next page begins, if there is one."""
    if len(notes) <= A_PAGE:
        return ""
    at = notes[A_PAGE - 1].begun_at
    return f"{at.strftime('%Y-%m-%dT%H:%M:%S.')}{at.microsecond // 1000:03d}Z~{notes[A_PAGE - 1].id}"


def names_of(ids: list[str], most: int) -> tuple[str, dict[str, str]]:
    """`:n0, :n1, …` and their values; always `most` of them, so that one page's statement is the same as another's."""
    filled = [*ids, *[""] * (most - len(ids))]
    return ", ".join(f":n{at}" for at in range(len(filled))), {f"n{at}": one for at, one in enumerate(filled)}


def _strike(course: Course, row: NoteRow) -> Strike | None:
    if row.struck_at is None or row.struck_by is None or row.struck_name is None:
        return None
    reason = course.box.open_maybe("note_strike.reason", row.id, row.reason_locked)
    return Strike(note_id=row.id, by_id=row.struck_by, by_name=row.struck_name, reason=reason, at=row.struck_at)

"""What the patient can see of notes: what stands, and what was taken back after they had opened it."""

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.notes.models import A_PAGE, Note
from server.notes.queries import END_OF_TIME, NOTE, Key, NoteRow, with_versions

SEEN = "exists (select 1 from note_version as one join note_seen on note_seen.version_id = one.id"
SEEN += " where one.note_id = note.id)"


class Unread(msgspec.Struct, frozen=True):
    by_name: str
    note_id: str


async def list_shown(db: Reader, course: OwnCourse, before: Key | None) -> list[Note]:
    """One page and one more, newest first."""
    at, note_id = before or END_OF_TIME
    rows = await db.all(
        NoteRow,
        NOTE
        + f"""
        where note.course_id = :course and note.drawer = 'patient' and (strike.note_id is null or {SEEN})
          and (note.begun_at < :at or (note.begun_at = :at and note.id < :id))
        order by note.begun_at desc, note.id desc limit :most
        """,
        course=course.id,
        at=at,
        id=note_id,
        most=A_PAGE + 1,
    )
    return await with_versions(db, course, rows)


async def find_shown(db: Reader, course: OwnCourse, note_id: str) -> Note | None:
    rows = await db.all(
        NoteRow,
        NOTE
        + f"""
        where note.id = :id and note.course_id = :course and note.drawer = 'patient'
          and (strike.note_id is null or {SEEN})
        """,
        id=note_id,
        course=course.id,
    )
    found = await with_versions(db, course, rows)
    return found[0] if found else None


async def list_unread(db: Reader, course: OwnCourse) -> list[Unread]:
    """Who wrote what the patient can see and has not opened, the latest first, at most nine."""
    return await db.all(
        Unread,
        """
        select person.name as by_name, note.id as note_id
        from note join note_version as version on version.note_id = note.id
        join person on person.id = version.by_id
        left join note_seen as seen on seen.version_id = version.id
        left join note_strike as strike on strike.note_id = note.id
        where note.course_id = :course and note.drawer = 'patient' and seen.version_id is null
          and strike.note_id is null
        group by note.id, person.name order by max(version.received_at) desc limit 9
        """,
        course=course.id,
    )

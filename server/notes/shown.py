"""What the patient can see of notes: what stands, and what was taken back after they had opened it."""

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.notes.models import A_PAGE, Note
from server.notes.queries import END_OF_TIME, NOTE, Key, NoteRow, with_versions

SEEN = "exists (select 1 from note_version as one join note_seen on note_seen.version_id = one.id"
SEEN += " where one.note_id = note.id)"


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

"""What is prepared for a session: lines ticked, intentions, lessons read. The course comes first."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course, OwnCourse, Session
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.pages.content import prompt_text
from server.preparation.models import CONFIRM, FLAGGED, Intention, IntentionForm, Prepared

MOST_INTENTIONS = 40


class PreparedRow(msgspec.Struct, frozen=True):
    item: str
    words_locked: bytes | None
    done_by_name: str
    done_at: datetime


class IntentionRow(msgspec.Struct, frozen=True):
    id: str
    session_id: str
    session_number: int
    body_locked: bytes
    written_at: datetime


async def list_prepared(db: Reader, course: Course, session: Session) -> dict[str, Prepared]:
    """By item; FLAGGED is among them where a flag came after the last session that was held (Y-35)."""
    rows = await db.all(
        PreparedRow,
        """
        select prepared.item, prepared.words_locked, person.name as done_by_name, prepared.done_at
        from prepared join person on person.id = prepared.done_by
        where prepared.session_id = :session and prepared.course_id = :course
        union all
        select :flagged, null, '', max(flag.received_at) from flag
        where flag.course_id = :course and flag.received_at > coalesce(
            (select max(opened_at) from session where course_id = :course and opened_at is not null), '')
        having count(*) > 0
        """,
        session=session.id,
        course=course.id,
        flagged=FLAGGED,
    )
    return prepared_by_item(course, session, rows)


async def marked_ever(db: Reader, course: Course, item: str) -> bool:
    """Before any session of the course: consent on paper was signed once for all of them."""
    found = await db.value(
        "select item from prepared where course_id = :course and item = :item limit 1", course=course.id, item=item
    )
    return found is not None


def prepared_by_item(course: Course, session: Session, rows: list[PreparedRow]) -> dict[str, Prepared]:
    found = {
        row.item: Prepared(
            item=row.item,
            words=course.box.open_maybe("prepared.words", f"{session.id} {row.item}", row.words_locked),
            done_by_name=row.done_by_name,
            done_at=row.done_at,
        )
        for row in rows
    }
    told, confirmed = found.get(FLAGGED), found.get(CONFIRM)
    if told and confirmed and confirmed.done_at < told.done_at:
        del found[CONFIRM]  # what came after the confirming is confirmed anew
    return found


async def mark_item(
    tx: Transaction, course: Course, session: Session, item: str, words: str, by: tuple[Person, datetime]
) -> None:
    """Marking what is marked keeps who did it first, unless the words differ."""
    person, now = by
    marked = (await list_prepared(tx, course, session)).get(item)
    if marked and marked.words == words:
        return
    await tx.run(
        """
        insert into prepared (session_id, item, course_id, words_locked, done_by, done_at)
        values (:session, :item, :course, :words, :by, :now)
        on conflict (session_id, item) do update
        set words_locked = excluded.words_locked, done_by = excluded.done_by, done_at = excluded.done_at
        """,
        session=session.id,
        item=item,
        course=course.id,
        words=course.box.lock_maybe("prepared.words", f"{session.id} {item}", words),
        by=person.id,
        now=now,
    )


async def unmark_item(tx: Transaction, course: Course, session: Session, item: str) -> None:
    await tx.run(
        "delete from prepared where session_id = :session and item = :item and course_id = :course",
        session=session.id,
        item=item,
        course=course.id,
    )


async def list_intentions(db: Reader, course: Course) -> list[Intention]:
    """Newest first, at most MOST_INTENTIONS; the first of a session is the one that counts."""
    rows = await db.all(
        IntentionRow,
        """
        select intention.id, intention.session_id, session.number as session_number, intention.body_locked,
               intention.written_at
        from intention join session on session.id = intention.session_id
        where intention.course_id = :course order by intention.received_at desc, intention.id desc limit :most
        """,
        course=course.id,
        most=MOST_INTENTIONS,
    )
    return [
        Intention(
            id=row.id,
            session_id=row.session_id,
            session_number=row.session_number,
            body=course.box.open("intention.body", row.id, row.body_locked),
            written_at=row.written_at,
        )
        for row in rows
    ]


def intention_of(intentions: list[Intention], session: Session | None) -> Intention | None:
    return next((one for one in intentions if session and one.session_id == session.id), None)


async def save_intention(tx: Transaction, course: OwnCourse, form: IntentionForm, now: datetime) -> bool:
    """Repeating it changes nothing; other words under the same id are a further line. False: the id is another's."""
    if await _add_intention(tx, course, form, form.id, now):
        return True
    if await tx.value("select course_id from intention where id = :id", id=form.id) != course.id:
        return False
    lines = await list_intentions(tx, course)
    if not any((one.session_id, one.body) == (form.session, form.body) for one in lines):
        await _add_intention(tx, course, form, new_id(now), now)
    return True


async def _add_intention(
    tx: Transaction, course: OwnCourse, form: IntentionForm, intention_id: str, now: datetime
) -> int:
    """How many rows were added. Only the id of a question is stored in the open, never a text."""
    known = prompt_text(form.prompt) != form.prompt
    return await tx.run(
        """
        insert into intention (id, course_id, session_id, body_locked, prompt, written_at, received_at)
        values (:id, :course, :session, :body, :prompt, :written_at, :now)
        on conflict (id) do nothing
        """,
        id=intention_id,
        course=course.id,
        session=form.session,
        body=course.box.lock("intention.body", intention_id, form.body),
        prompt=form.prompt if known else None,
        written_at=form.written_at or now,
        now=now,
    )


async def lessons_read(db: Reader, course: Course) -> dict[str, datetime]:
    """By the lesson, when it was last read."""
    sql = "select lesson, read_at from lesson_read where course_id = :course"
    return {row.lesson: row.read_at for row in await db.all(LessonRow, sql, course=course.id)}


class LessonRow(msgspec.Struct, frozen=True):
    lesson: str
    read_at: datetime


async def mark_lesson_read(tx: Transaction, course: OwnCourse, lesson: str, now: datetime) -> None:
    """The latest reading: somebody may have been asked to read it again."""
    await tx.run(
        """
        insert into lesson_read (course_id, lesson, read_at) values (:course, :lesson, :now)
        on conflict (course_id, lesson) do update
        set read_at = excluded.read_at where lesson_read.read_at < excluded.read_at
        """,
        course=course.id,
        lesson=lesson,
        now=now,
    )

"""Writing notes: begun, written on, taken back, read by the patient. Rows are only added; the course comes first."""

from datetime import datetime, timedelta

from server.access.people import Person
from server.courses.models import CaseloadCourse, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Transaction
from server.notes.models import MOST_NOTES, MOST_VERSIONS, Drawer, NewNote, NewVersion, Note, StrikeForm
from server.notes.queries import find_note, open_texts
from server.notes.words import Outcome

TICK = timedelta(milliseconds=1)


async def begin_note(
    tx: Transaction, course: CaseloadCourse, by: tuple[Person, datetime], drawer: Drawer, new: NewNote
) -> Outcome:
    """Repeatable. The same id with other words, or in another drawer, is refused: both were meant."""
    me, now = by
    await hold_course(tx, course)
    held = await find_note(tx, course, me, new.id)
    if held is not None:
        first = (await open_texts(tx, course, held.versions[:1]))[held.versions[0].id]
        same = (held.by_id, held.drawer, first.body) == (me.id, drawer, new.body)
        return "kept" if same else "other words"
    if await _count(tx, course, drawer, me) >= MOST_NOTES:
        return "full"
    added = await tx.run(
        """
        insert into note (id, course_id, drawer, by_id, begun_at) values (:id, :course, :drawer, :by, :now)
        on conflict (id) do nothing
        """,
        id=new.id,
        course=course.id,
        drawer=drawer,
        by=me.id,
        now=now,
    )
    if not added or not await _add_version(
        tx, course, new.id, NewVersion(version=new.id, parent=(), body=new.body), by
    ):
        return "strange"
    return "kept"


async def write_on(
    tx: Transaction, course: CaseloadCourse, by: tuple[Person, datetime], note: Note, new: NewVersion
) -> Outcome:
    """Repeatable. What two wrote unseen of each other is kept twice; what was taken back meanwhile stays as it is."""
    me, now = by
    await hold_course(tx, course)
    now_note = await find_note(tx, course, me, note.id) or note
    held = next((one for one in now_note.versions if one.id == new.version), None)
    if held is not None:
        text = (await open_texts(tx, course, [held]))[held.id]
        return "kept" if (held.by_id, text.body) == (me.id, new.body) else "other words"
    if now_note.strike is not None:
        return "struck"
    if len(now_note.versions) >= MOST_VERSIONS:
        return "full"
    known = {one.id for one in now_note.versions}
    grown = NewVersion(version=new.version, parent=tuple(one for one in new.parent if one in known), body=new.body)
    arrived = max(now, now_note.versions[-1].received_at + TICK)
    return "kept" if await _add_version(tx, course, note.id, grown, (me, arrived)) else "strange"


async def strike_note(
    tx: Transaction, course: CaseloadCourse, by: tuple[Person, datetime], note: Note, form: StrikeForm
) -> Outcome:
    """By who has read what stands. The first who takes it back is the one; the same word again changes nothing."""
    me, now = by
    await hold_course(tx, course)
    now_note = await find_note(tx, course, me, note.id) or note
    if now_note.strike is not None:
        return "kept" if (now_note.strike.by_id, now_note.strike.reason) == (me.id, form.reason) else "struck"
    if {one.id for one in now_note.standing} - set(form.parent):
        return "changed"
    await tx.run(
        """
        insert into note_strike (note_id, course_id, reason_locked, by_id, at)
        values (:note, :course, :reason, :by, :now)
        on conflict (note_id) do nothing
        """,
        note=note.id,
        course=course.id,
        reason=course.box.lock_maybe("note_strike.reason", note.id, form.reason),
        by=me.id,
        now=now,
    )
    return "kept"


async def mark_seen(tx: Transaction, course: OwnCourse, note: Note, now: datetime) -> None:
    """The first opening counts. What was taken back is not read for the first time any more."""
    for version in note.versions if note.strike is None else []:
        if version.seen_at is None:
            await tx.run(
                """
                insert into note_seen (version_id, course_id, seen_at) values (:version, :course, :now)
                on conflict (version_id) do nothing
                """,
                version=version.id,
                course=course.id,
                now=now,
            )


async def _count(tx: Transaction, course: CaseloadCourse, drawer: Drawer, me: Person) -> int:
    return int(
        await tx.value(
            "select count(*) from note where course_id = :course and drawer = :drawer"
            " and (drawer <> 'mine' or by_id = :me)",
            course=course.id,
            drawer=drawer,
            me=me.id,
        )
    )


async def _add_version(
    tx: Transaction, course: CaseloadCourse, note_id: str, new: NewVersion, by: tuple[Person, datetime]
) -> int:
    """How many rows were added: none where the id is another note's."""
    me, now = by
    return await tx.run(
        """
        insert into note_version (id, note_id, course_id, parents, body_locked, by_id, received_at)
        values (:id, :note, :course, :parents, :body, :by, :now)
        on conflict (id) do nothing
        """,
        id=new.version,
        note=note_id,
        course=course.id,
        parents=" ".join(new.parent),
        body=course.box.lock("note_version.body", new.version, new.body),
        by=me.id,
        now=now,
    )

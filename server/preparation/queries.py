"""What is prepared for a session: lines ticked, intentions, slips, plans, lessons read. The course comes first."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course, OwnCourse, Session
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.pages.content import prompt_text
from server.preparation.models import CONFIRM, FLAGGED, Intention, IntentionForm, Plan, Prepared, Slip, SlipForm

MOST_SLIPS = 20
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


class FastingRow(msgspec.Struct, frozen=True):
    what: str
    id: str
    locked: bytes | None
    taken_at: str | None
    at: datetime
    written_by_name: str | None
    written_at: datetime | None


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
    return _prepared(course, session, rows)


def _prepared(course: Course, session: Session, rows: list[PreparedRow]) -> dict[str, Prepared]:
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


EVENTS = """
    select 'slip' as what, id, what_locked as locked, taken_at, recorded_at as at, null as written_by_name,
           null as written_at
    from fasting_slip where session_id = :session and course_id = :course
    union all
    select 'plan', plan.id, plan.plan_locked, null, plan.asked_at, person.name, plan.written_at
    from fasting_plan as plan left join person on person.id = plan.written_by where plan.course_id = :course
    union all
    select 'prepared', prepared.item, prepared.words_locked, null, prepared.done_at, person.name, null
    from prepared join person on person.id = prepared.done_by
    where prepared.session_id = :session and prepared.course_id = :course
    union all
    select 'prepared', :flagged, null, null, max(flag.received_at), '', null from flag
    where flag.course_id = :course and flag.received_at > coalesce(
        (select max(opened_at) from session where course_id = :course and opened_at is not null), '')
    having count(*) > 0
"""


async def slips_plan_and_prepared(
    db: Reader, course: Course, session: Session
) -> tuple[list[Slip], Plan | None, dict[str, Prepared]]:
    """Slips newest first, at most MOST_SLIPS are shown and all are kept; the latest plan, asked for or written; and
    what is marked on the checklist, in one query."""
    rows = await db.all(
        FastingRow,
        EVENTS,
        session=session.id,
        course=course.id,
        flagged=FLAGGED,
    )
    rows.sort(key=lambda row: (row.at, row.id), reverse=True)
    slips = [
        Slip(
            what=course.box.open("fasting_slip.what", row.id, row.locked),
            taken_at=row.taken_at or "",
            recorded_at=row.at,
        )
        for row in rows
        if row.what == "slip" and row.locked
    ]
    plan = next((row for row in rows if row.what == "plan"), None)
    marked = [
        PreparedRow(row.id, row.locked, row.written_by_name or "", row.at) for row in rows if row.what == "prepared"
    ]
    return slips[:MOST_SLIPS], _plan(course, plan) if plan else None, _prepared(course, session, marked)


def _plan(course: Course, row: FastingRow) -> Plan:
    return Plan(
        id=row.id,
        asked_at=row.at,
        plan=course.box.open_maybe("fasting_plan.plan", row.id, row.locked),
        written_by_name=row.written_by_name or "",
        written_at=row.written_at,
    )


async def save_slip(tx: Transaction, course: OwnCourse, session: Session, form: SlipForm, now: datetime) -> bool:
    """Repeating it changes nothing; other words under the same id are a further slip. False: the id is another's."""
    if await _add_slip(tx, course, form, form.id, now):
        return True
    if await tx.value("select course_id from fasting_slip where id = :id", id=form.id) != course.id:
        return False
    if not any(one.what == form.what for one in (await slips_plan_and_prepared(tx, course, session))[0]):
        await _add_slip(tx, course, form, new_id(now), now)
    return True


async def _add_slip(tx: Transaction, course: OwnCourse, form: SlipForm, slip_id: str, now: datetime) -> int:
    return await tx.run(
        """
        insert into fasting_slip (id, course_id, session_id, what_locked, taken_at, recorded_at)
        values (:id, :course, :session, :what, :taken_at, :now)
        on conflict (id) do nothing
        """,
        id=slip_id,
        course=course.id,
        session=form.session,
        what=course.box.lock("fasting_slip.what", slip_id, form.what),
        taken_at=form.taken_at.strftime("%H:%M") if form.taken_at else None,
        now=now,
    )


async def ask_for_plan(tx: Transaction, course: OwnCourse, plan_id: str, now: datetime) -> bool:
    await tx.run(
        """
        insert into fasting_plan (id, course_id, asked_at) values (:id, :course, :now)
        on conflict (id) do nothing
        """,
        id=plan_id,
        course=course.id,
        now=now,
    )
    return bool(await tx.value("select course_id from fasting_plan where id = :id", id=plan_id) == course.id)


async def write_plan(tx: Transaction, course: Course, plan: str, by: Person, now: datetime) -> None:
    """A new row each time, so that what the patient was told before is not lost."""
    plan_id = new_id(now)
    await tx.run(
        """
        insert into fasting_plan (id, course_id, asked_at, plan_locked, written_by, written_at)
        values (:id, :course, :now, :plan, :by, :now)
        """,
        id=plan_id,
        course=course.id,
        plan=course.box.lock("fasting_plan.plan", plan_id, plan),
        by=by.id,
        now=now,
    )


async def lessons_read(db: Reader, course: Course) -> set[str]:
    rows = await db.all(LessonRow, "select lesson from lesson_read where course_id = :course", course=course.id)
    return {row.lesson for row in rows}


class LessonRow(msgspec.Struct, frozen=True):
    lesson: str


async def mark_lesson_read(tx: Transaction, course: OwnCourse, lesson: str, now: datetime) -> None:
    await tx.run(
        """
        insert into lesson_read (course_id, lesson, read_at) values (:course, :lesson, :now)
        on conflict (course_id, lesson) do nothing
        """,
        course=course.id,
        lesson=lesson,
        now=now,
    )

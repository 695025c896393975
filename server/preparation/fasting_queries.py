"""What was eaten or drunk before a session, and the plan for who must not fast. The course comes first."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course, OwnCourse, Session
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.preparation.models import FLAGGED, Plan, Prepared, Slip, SlipForm
from server.preparation.queries import PreparedRow, prepared_by_item

MOST_SLIPS = 20
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


class FastingRow(msgspec.Struct, frozen=True):
    what: str
    id: str
    locked: bytes | None
    taken_at: str | None
    at: datetime
    written_by_name: str | None
    written_at: datetime | None


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
    return slips[:MOST_SLIPS], _plan(course, plan) if plan else None, prepared_by_item(course, session, marked)


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

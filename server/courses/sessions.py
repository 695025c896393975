"""The sessions of one course: planned, moved, opened, started, ended, discharged. Every function takes the course."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.clinics.protocol import Route
from server.courses.models import CaseloadCourse, Course, Purpose, Session
from server.db.connection import Reader, Transaction
from server.ids import new_id

Step = Literal["opened", "started", "ended", "discharged"]
STEPS: tuple[Step, ...] = ("opened", "started", "ended", "discharged")
MOST_SESSIONS = 40
TAKE_STEP: dict[Step, str] = {
    "opened": "update session set opened_at = :now, opened_by = :by"
    " where id = :id and course_id = :course and opened_at is null",
    "started": "update session set started_at = :now, started_by = :by"
    " where id = :id and course_id = :course and opened_at is not null and started_at is null",
    "ended": "update session set ended_at = :now, ended_by = :by"
    " where id = :id and course_id = :course and started_at is not null and ended_at is null",
    "discharged": "update session set discharged_at = :now, discharged_by = :by"
    " where id = :id and course_id = :course and ended_at is not null and discharged_at is null",
}
SESSION = """
    select session.id, session.number, session.route, session.planned_at, session.opened_at, session.started_at,
           session.ended_at, session.discharged_at, opener.name as opened_by_name, starter.name as started_by_name,
           ender.name as ended_by_name, discharger.name as discharged_by_name, session.purpose, session.taken_out_at,
           (select coalesce(until_at, '9999-12-31T00:00:00.000Z') from course_pause
            where course_pause.course_id = session.course_id and resumed_at is null
              and from_at <= session.planned_at
              and (until_at is null or until_at > session.planned_at)) as paused_until,
           coalesce((select room.name from session_place as place join room on room.id = place.room_id
                     where place.session_id = session.id and place.until is null), '') as room_name,
           coalesce((select string_agg(person.name, '|' order by person.name) from session_place as place
                     join person on person.id = place.person_id
                     where place.session_id = session.id and place.until is null
                       and person.ended_at is null), '') as staff_names
    from session
    left join person as opener on opener.id = session.opened_by
    left join person as starter on starter.id = session.started_by
    left join person as ender on ender.id = session.ended_by
    left join person as discharger on discharger.id = session.discharged_by
"""


class Move(msgspec.Struct, frozen=True):
    from_at: datetime
    to_at: datetime
    moved_at: datetime
    moved_by_name: str
    id: str
    reason_locked: bytes | None


async def list_sessions(db: Reader, course: Course) -> list[Session]:
    """In the order of their planned times; at most MOST_SESSIONS, which plan_session holds to.

    What was taken out is not among them, unless it took place after all; its number is never given again.
    """
    return await db.all(
        Session,
        SESSION
        + " where session.course_id = :course and (session.taken_out_at is null or session.opened_at is not null)"
        " order by session.planned_at, session.number limit :most",
        course=course.id,
        most=MOST_SESSIONS,
    )


async def find_session(db: Reader, course: Course, session_id: str) -> Session | None:
    """Also one that was taken out: what a phone wrote about it without a network is still taken."""
    return await db.find(
        Session,
        SESSION + " where session.course_id = :course and session.id = :id",
        course=course.id,
        id=session_id,
    )


async def plan_session(
    tx: Transaction,
    course: Course,
    route: Route,
    planned_at: datetime,
    now: datetime,
    purpose: Purpose = "arc",
    session_id: str = "",
) -> str | None:
    """The new session's id, numbered after the last; None when the course already has MOST_SESSIONS."""
    last = await tx.value("select coalesce(max(number), 0) from session where course_id = :course", course=course.id)
    if last >= MOST_SESSIONS:
        return None
    session_id = session_id or new_id(now)
    await tx.run(
        """
        insert into session (id, course_id, clinic_id, number, route, purpose, planned_at, created_at)
        values (:id, :course, :clinic, :number, :route, :purpose, :planned_at, :now)
        """,
        id=session_id,
        course=course.id,
        clinic=course.clinic_id,
        purpose=purpose,
        number=last + 1,
        route=route,
        planned_at=planned_at,
        now=now,
    )
    return session_id


async def move_session(
    tx: Transaction,
    course: CaseloadCourse,
    session: Session,
    to: datetime,
    reason: str,
    by: Person,
    now: datetime,
) -> bool:
    """False when it has been opened, moved or taken out since it was read: what took place cannot be moved."""
    moved = await tx.run(
        "update session set planned_at = :to_at where id = :id and course_id = :course"
        " and opened_at is null and taken_out_at is null and planned_at = :from_at",
        id=session.id,
        course=course.id,
        to_at=to,
        from_at=session.planned_at,
    )
    if not moved:
        return False
    move_id = new_id(now)
    await tx.run(
        """
        insert into session_move (id, session_id, course_id, from_at, to_at, reason_locked, moved_by, moved_at)
        values (:id, :session, :course, :from_at, :to_at, :reason, :by, :now)
        """,
        id=move_id,
        session=session.id,
        course=course.id,
        from_at=session.planned_at,
        to_at=to,
        reason=course.box.lock_maybe("session_move.reason", move_id, reason),
        by=by.id,
        now=now,
    )
    return True


async def last_move(db: Reader, course: Course, session_id: str) -> Move | None:
    return await db.find(
        Move,
        """
        select session_move.from_at, session_move.to_at, session_move.moved_at, person.name as moved_by_name,
               session_move.id, session_move.reason_locked
        from session_move join person on person.id = session_move.moved_by
        where session_move.session_id = :session and session_move.course_id = :course
        order by session_move.moved_at desc limit 1
        """,
        session=session_id,
        course=course.id,
    )


async def correct_start(tx: Transaction, course: Course, session_id: str, at: datetime) -> None:
    """The prescriber wrote another time of the dose: every clock follows it, and the record keeps both times."""
    await tx.run(
        "update session set started_at = :at where id = :id and course_id = :course and started_at is not null",
        id=session_id,
        course=course.id,
        at=at,
    )


async def take_step(
    tx: Transaction, course: Course, session_id: str, step: Step, by: Person | None, now: datetime
) -> bool:
    """False when it was taken already, or the one before it has not been: the record shows which, and by whom.

    `by` is None for a sitter, who has no account.
    """
    return await tx.run(TAKE_STEP[step], id=session_id, course=course.id, by=by.id if by else None, now=now) > 0

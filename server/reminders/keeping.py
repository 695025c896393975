"""Reminders as they were made, each once by its name, and when each course is looked at next."""

from datetime import datetime, timedelta

import msgspec

from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.reminders.due import Due, Kind

A_PAGE = 12
KEPT_FOR = timedelta(days=400)
NEW_WITHIN = timedelta(days=60)  # sessions since then are asked whose they are; a migration knew the earlier courses


class Look(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    clinic_id: str
    look_at: datetime


class Reminder(msgspec.Struct, frozen=True, kw_only=True):
    """`session_at` is what the session was planned for when this came, `planned_at` what it is planned for now."""

    id: str
    kind: Kind
    due_at: datetime
    should_at: datetime
    made_at: datetime
    about_at: datetime | None
    number: int | None
    session_at: datetime | None
    planned_at: datetime | None
    taken_out_at: datetime | None
    seen_at: datetime | None


async def add_courses(tx: Transaction, now: datetime) -> None:
    """Those that nobody has looked at yet, by their sessions: without one there is nothing to be reminded of."""
    await tx.run(
        """
        insert into reminder_look (course_id, look_at, looked_at)
        select distinct session.course_id, :now, :now from session
        where session.planned_at > :since
          and not exists (select 1 from reminder_look where reminder_look.course_id = session.course_id)
        on conflict (course_id) do nothing
        """,
        now=now,
        since=now - NEW_WITHIN,
    )


async def list_looks(db: Reader, now: datetime, most: int) -> list[Look]:
    """Whose turn it is, the longest waiting first; and who was looked at by a clock that ran ahead."""
    return await db.all(
        Look,
        """
        select due.course_id, course.clinic_id, due.look_at
        from (select course_id, look_at from reminder_look where look_at <= :now
              union all
              select course_id, look_at from reminder_look where looked_at > :now and look_at > :now) as due
        join course on course.id = due.course_id
        join person on person.id = course.patient_id and person.ended_at is null
        order by due.look_at limit :most
        """,
        now=now,
        most=most,
    )


async def move_look(tx: Transaction, look: Look, to: datetime, now: datetime) -> bool:
    """False when another process has done so first: it has this course."""
    moved = await tx.run(
        "update reminder_look set look_at = :to, looked_at = :now where course_id = :course and look_at = :seen",
        to=to,
        course=look.course_id,
        seen=look.look_at,
        now=now,
    )
    return moved > 0


async def make_reminder(tx: Transaction, course: Course, due: Due, now: datetime) -> str | None:
    """Its id; None when it has been made before, by whomever and however long ago."""
    one, reminder_id = due.planned, new_id(now)
    made = await tx.run(
        """
        insert into reminder (id, clinic_id, course_id, kind, subject, due_at, should_at, made_at, about_at,
                              session_id, session_at)
        values (:id, :clinic, :course, :kind, :subject, :due_at, :should_at, :now, :about_at, :session, :session_at)
        on conflict (course_id, kind, subject, due_at) do nothing
        """,
        id=reminder_id,
        clinic=course.clinic_id,
        course=course.id,
        kind=one.kind,
        subject=one.subject,
        due_at=one.due_at,
        should_at=due.should_at,
        now=now,
        about_at=one.about_at,
        session=one.session.id if one.session else None,
        session_at=one.session.planned_at if one.session else None,
    )
    return reminder_id if made else None


async def list_reminders(db: Reader, course: OwnCourse, before: tuple[str, str] | None) -> list[Reminder]:
    """Newest first, one more than a page so that it is known whether there are older ones."""
    at, before_id = before or ("9999", "")
    return await db.all(
        Reminder,
        """
        select reminder.id, reminder.kind, reminder.due_at, reminder.should_at, reminder.made_at, reminder.about_at,
               session.number, reminder.session_at, session.planned_at, session.taken_out_at, reminder.seen_at
        from reminder left join session on session.id = reminder.session_id
        where reminder.course_id = :course and (reminder.made_at, reminder.id) < (:at, :before)
        order by reminder.made_at desc, reminder.id desc limit :most
        """,
        course=course.id,
        at=at,
        before=before_id,
        most=A_PAGE + 1,
    )


async def mark_seen(tx: Transaction, course: OwnCourse, now: datetime) -> None:
    await tx.run(
        "update reminder set seen_at = :now where course_id = :course and seen_at is null", course=course.id, now=now
    )


async def forget_old(tx: Transaction, now: datetime) -> None:
    """Those of courses that ended. While a course goes on the names stay, so that nothing comes a second time
    should a clock run ahead for a while."""
    await tx.run(
        """
        delete from reminder where made_at < :old
          and exists (select 1 from course where course.id = reminder.course_id and course.closed_at < :old)
        """,
        old=now - KEPT_FOR,
    )

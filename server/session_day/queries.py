"""The arrival check. The course comes first; the latest answer stands, until staff have opened the session."""

from datetime import datetime
from typing import Literal

import msgspec

from server.courses.models import Course, OwnCourse, Session
from server.db.connection import Reader, Transaction
from server.session_day.models import Arrival, ArrivalForm


class ArrivalRow(msgspec.Struct, frozen=True):
    fasting: Literal["kept", "broken", "unsure"]
    ride: Literal["yes", "no"]
    feeling: int | None
    words_locked: bytes | None
    answered_at: datetime


async def find_arrival(db: Reader, course: Course, session: Session) -> Arrival | None:
    row = await db.find(
        ArrivalRow,
        """
        select fasting, ride, feeling, words_locked, answered_at from arrival
        where session_id = :session and course_id = :course
        """,
        session=session.id,
        course=course.id,
    )
    if row is None:
        return None
    return Arrival(
        fasting=row.fasting,
        ride=row.ride,
        feeling=row.feeling,
        words=course.box.open_maybe("arrival.words", session.id, row.words_locked),
        answered_at=row.answered_at,
    )


async def save_arrival(tx: Transaction, course: OwnCourse, session: Session, form: ArrivalForm, now: datetime) -> bool:
    """Repeatable; a later answer of the patient replaces an earlier one, until staff have opened the session.

    False when it was written after that. A phone whose clock runs ahead has written now, not tomorrow.
    """
    answered_at = min(form.written_at or now, now)
    before = await find_arrival(tx, course, session)
    if before and (answered_at <= before.answered_at or _same(before, form)):
        return True
    if before and session.opened_at and answered_at > session.opened_at:
        return False
    await tx.run(
        """
        insert into arrival (session_id, course_id, fasting, ride, feeling, words_locked, answered_at, received_at)
        values (:session, :course, :fasting, :ride, :feeling, :words, :answered_at, :now)
        on conflict (session_id) do update
        set fasting = excluded.fasting, ride = excluded.ride, feeling = excluded.feeling,
            words_locked = excluded.words_locked, answered_at = excluded.answered_at,
            received_at = excluded.received_at
        where arrival.answered_at < excluded.answered_at
        """,
        session=session.id,
        course=course.id,
        fasting=form.fasting,
        ride=form.ride,
        feeling=form.feeling,
        words=course.box.lock_maybe("arrival.words", session.id, form.words),
        answered_at=answered_at,
        now=now,
    )
    return True


def _same(before: Arrival, form: ArrivalForm) -> bool:
    given = (form.fasting, form.ride, form.feeling, form.words)
    return (before.fasting, before.ride, before.feeling, before.words) == given

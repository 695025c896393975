"""Where a referral is: asked for, sent, received, a page missing. Each step is a row; the last one counts."""

from datetime import date, datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Transaction
from server.intake.board import Step
from server.intake.facts import Repeated
from server.intake.standing import stir

MOST_STEPS = 100


class NewStep(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    step: Step
    words: str
    chase_on: date | None
    at: datetime


class Held(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    step: Step
    words_locked: bytes | None
    chase_on: date | None


async def keep_step(tx: Transaction, course: Course, by: Person, new: NewStep, now: datetime) -> Repeated:
    """Safe to repeat. "strange": the id is another course's, or there are more than any referral takes."""
    sql = "select course_id, step, words_locked, chase_on from referral_step where id = :id"
    held = await tx.find(Held, sql, id=new.id)
    if held is not None and held.course_id == course.id:
        words = course.box.open_maybe("referral_step.words", new.id, held.words_locked)
        same = (held.step, words, held.chase_on) == (new.step, new.words, new.chase_on)
        return "kept" if same else "other"
    count = "select count(*) from referral_step where course_id = :course"
    if held is not None or await tx.value(count, course=course.id) >= MOST_STEPS:
        return "strange"
    await tx.run(
        """
        insert into referral_step (id, course_id, step, words_locked, chase_on, by_id, at, received_at)
        values (:id, :course, :step, :words, :chase_on, :by, :at, :now)
        on conflict (id) do nothing
        """,
        id=new.id,
        course=course.id,
        step=new.step,
        words=course.box.lock_maybe("referral_step.words", new.id, new.words),
        chase_on=new.chase_on.isoformat() if new.chase_on else None,
        by=by.id,
        at=new.at,
        now=now,
    )
    await stir(tx, course, now)
    return "kept"

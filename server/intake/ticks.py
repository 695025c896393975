"""Whether a trial was long and strong enough, by a clinician, on the version of it that they read (E-01, E-02)."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.db.connection import Transaction
from server.intake.facts import Repeated
from server.intake.staff_forms import TickForm


class Held(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    fact_id: str
    dose_enough: int | None
    weeks_enough: int | None


async def keep_tick(
    tx: Transaction, course: CaseloadCourse, trial_id: str, form: TickForm, by: tuple[Person, datetime]
) -> Repeated:
    """Safe to repeat. "strange": there is no such version of this trial on this course, or the id is another's."""
    person, now = by
    subject = await tx.value(
        "select subject from intake_fact where id = :fact and course_id = :course and kind = 'trial'",
        fact=form.fact,
        course=course.id,
    )
    if subject != trial_id:
        return "strange"
    dose = None if form.dose_enough is None else int(form.dose_enough)
    weeks = None if form.weeks_enough is None else int(form.weeks_enough)
    await tx.run(
        """
        insert into trial_tick (id, course_id, trial_id, fact_id, dose_enough, weeks_enough, by_id, at)
        values (:id, :course, :trial, :fact, :dose, :weeks, :by, :now)
        on conflict (id) do nothing
        """,
        id=form.id,
        course=course.id,
        trial=trial_id,
        fact=form.fact,
        dose=dose,
        weeks=weeks,
        by=person.id,
        now=now,
    )
    sql = "select course_id, fact_id, dose_enough, weeks_enough from trial_tick where id = :id"
    held = await tx.one(Held, sql, id=form.id)
    if held.course_id != course.id:
        return "strange"
    return "kept" if (held.fact_id, held.dose_enough, held.weeks_enough) == (form.fact, dose, weeks) else "other"

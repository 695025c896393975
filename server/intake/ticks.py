"""Whether a trial was long and strong enough, by a clinician, on the version of it that they read (E-01, E-02)."""

from datetime import datetime

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.db.connection import Transaction
from server.intake.staff_forms import TickForm


async def keep_tick(
    tx: Transaction, course: CaseloadCourse, trial_id: str, form: TickForm, by: tuple[Person, datetime]
) -> bool:
    """Safe to repeat. False: there is no such version of this trial on this course, or the id is another's."""
    person, now = by
    subject = await tx.value(
        "select subject from intake_fact where id = :fact and course_id = :course and kind = 'trial'",
        fact=form.fact,
        course=course.id,
    )
    if subject != trial_id:
        return False
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
        dose=None if form.dose_enough is None else int(form.dose_enough),
        weeks=None if form.weeks_enough is None else int(form.weeks_enough),
        by=person.id,
        now=now,
    )
    return bool(await tx.value("select course_id from trial_tick where id = :id", id=form.id) == course.id)

"""The intake as the care team reads it. A decision and a review of medicines are a prescriber's alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController, PrescriberController
from server.access.people import Person
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.own import Me
from server.db.connection import Transaction
from server.intake.checks import sign_review
from server.intake.decisions import DecisionForm, keep_decision
from server.intake.facts import Repeated, list_facts
from server.intake.medicines import list_medicines, list_version
from server.intake.referral_steps import NewStep, keep_step
from server.intake.said import read_said
from server.intake.staff_forms import ReviewForm, StepForm, TickForm
from server.intake.summary import Typed, summary_page
from server.intake.ticks import keep_tick
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show


class IntakeSummaryController(ClinicianController):
    path = "/courses/{course_id:uuid}/intake"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_summary(self, tx: Writes, case: CaseloadCourse, me: Me, now: Now) -> Response[str]:
        return show(await summary_page(tx, case, me, now))

    @post("/trials/{trial_id:uuid}")
    async def tick_trial(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, trial_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Long and strong enough, on the words that were read (E-01, E-02)."""
        read = read_form(TickForm, form)
        if read.value is None:
            return error_page(422)
        outcome = await keep_tick(tx, case, str(trial_id), read.value, (me, now))
        if outcome != "kept":
            return await _sent_before(tx, case, me, now, (outcome, "tick", "trials", read.entered))
        return answer(request, then=f"/courses/{case.id}/intake#trials")

    @post("/referral")
    async def take_step(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Asked for, sent, received, or a page missing, with the day to ask again."""
        read = read_form(StepForm, form)
        if read.value is None:
            return show(await summary_page(tx, case, me, now, ("step", read.entered, read.errors)), 422)
        given = read.value
        step = NewStep(id=given.id, step=given.step, words=given.words, chase_on=given.chase_on, at=now)
        outcome = await keep_step(tx, case, me, step, now)
        if outcome != "kept":
            return await _sent_before(tx, case, me, now, (outcome, "step", "step", read.entered))
        return answer(request, then=f"/courses/{case.id}/intake#referral")


class DecisionController(PrescriberController):
    path = "/courses/{course_id:uuid}/intake"
    dependencies = {"case": Provide(provide_caseload_course)}

    @post("/decision")
    async def decide(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """A prescriber's own decision, with its reason. What was decided meanwhile is kept too, and both are said."""
        read = read_form(DecisionForm, form)
        if read.value is None:
            return await _again(tx, case, me, now, ("decision", read.entered, read.errors))
        outcome = await keep_decision(tx, case, me, read.value, now)
        if outcome == "strange":
            raise NotFoundException
        if outcome == "full":
            said = {"reason": _("This course holds fifty decisions, which is what fits. Please begin a new course.")}
            return await _again(tx, case, me, now, ("decision", read.entered, said), 409)
        if len((await read_said(tx, case)).heads) > 1:
            return await _again(tx, case, me, now, ("both", {}, {}), 200)
        return answer(request, then=f"/courses/{case.id}/intake#decision")

    @post("/medicines")
    async def sign_medicines(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """For the version that was on the page: a list that changed meanwhile is shown first."""
        read = read_form(ReviewForm, form)
        if read.value is None:
            return await _again(tx, case, me, now, ("review", read.entered, read.errors))
        medicines = list_medicines(await list_facts(tx, case))
        if read.value.list != list_version(medicines):
            said = {
                "list": _("The list changed while you read it. It is shown as it is now; please read it once more.")
            }
            return await _again(tx, case, me, now, ("review", read.entered, said), 409)
        outcome = await sign_review(tx, case, medicines, (read.value.id, read.value.words, me), now)
        if outcome != "kept":
            return await _sent_before(tx, case, me, now, (outcome, "review", "list", read.entered))
        return answer(request, then=f"/courses/{case.id}/intake#medicines")


async def _sent_before(
    tx: Transaction,
    case: CaseloadCourseRow,
    me: Person,
    now: datetime,
    about: tuple[Repeated, str, str, dict[str, str]],
) -> Response[str]:
    """`about`: how it ended, which form, the field beside which it is said, and what was typed."""
    outcome, form, field, entered = about
    if outcome == "strange":
        raise NotFoundException
    said = _(
        "This was sent before with something else, and that was kept. Look at it, and send yours again if it counts."
    )
    return await _again(tx, case, me, now, (form, entered, {field: said}), 409)


async def _again(
    tx: Transaction, case: CaseloadCourseRow, me: Person, now: datetime, typed: Typed, status: int = 422
) -> Response[str]:
    return show(await summary_page(tx, case, me, now, typed), status)

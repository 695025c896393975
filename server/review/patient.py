"""One patient's page for their care team: the brief, the board and who turns what green, the arc, what is shared."""

from typing import Any

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.people import Person
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.own import Me, house_of
from server.courses.sessions import find_session
from server.db.connection import Transaction
from server.pages.content import patterns
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Visitor, Writes, answer
from server.pages.page import show
from server.preparation.board import items_for
from server.preparation.fasting_queries import write_plan
from server.preparation.models import PlanForm, ReadyForm
from server.preparation.queries import mark_item, unmark_item
from server.review.brief_look import find_look, mark_look
from server.review.models import SharedPracticePage
from server.review.patient_page import Opening, Typed, patient_page
from server.session_day.clinic_patterns import list_clinic_patterns
from server.session_day.practice_queries import shared_practice


class PatientController(ClinicianController):
    path = "/courses/{course_id:uuid}"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_patient(self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, now: Now) -> Response[str]:
        """Opening it marks the moment; `since` is "visit" for the time since the last session."""
        opening = Opening(
            me=me, now=now, look=await mark_look(tx, case, me, now),
            by_visit=request.query_params.get("since") == "visit",
        )  # fmt: skip
        return show(await patient_page(tx, case, opening))

    @get("/practice")
    async def open_practice(self, tx: Writes, case: CaseloadCourse) -> Response[str]:
        """What the patient shares of their breathing practice, by the names of the breaths."""
        names = {one.id: one.name for one in patterns()}
        names |= {one.pattern.id: one.pattern.name for one in await list_clinic_patterns(tx, case.clinic_id)}
        practices = [(names.get(one.pattern, one.pattern), one) for one in await shared_practice(tx, case)]
        return show(SharedPracticePage(course_id=case.id, patient_name=case.patient_name, practices=practices))

    @post("/ready")
    async def mark_ready(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """A line of the board that is this clinician's to mark: reviewed, signed, talked through."""
        read = read_form(ReadyForm, form)
        session = await find_session(tx, case, read.value.session) if read.value else None
        if read.value is None or session is None:
            raise NotFoundException
        asked = read.value.item
        item = next((one for one in items_for(session, flagged=True) if one.id == asked and one.who == me.role), None)
        if item is None:
            raise NotFoundException
        if read.value.done == "1":
            await mark_item(tx, case, session, item.id, "", (me, now))
        else:
            await unmark_item(tx, case, session, item.id)
        return answer(request, then=f"/courses/{case.id}")

    @post("/fasting-plan")
    async def write_fasting_plan(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(PlanForm, form)
        if read.value is None:
            return await _page(request, tx, case, me, ("plan", read.entered, read.errors), 422)
        await write_plan(tx, case, read.value.plan, me, now)
        return answer(request, then=f"/courses/{case.id}")


async def _page(
    request: Visitor, tx: Transaction, case: CaseloadCourseRow, me: Person, typed: Typed, status: int
) -> Response[str]:
    """A form that was wrong: the page is as it was when it was filled in, and no other moment is marked."""
    now = house_of(request).clock()
    opening = Opening(me=me, now=now, look=await find_look(tx, case, me, now), typed=typed)
    return show(await patient_page(tx, case, opening), status)

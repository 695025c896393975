"""The safety plan: its owner reads and writes it on every day; the care team only while the owner shares it (Y-37)."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide

from server.access.audience import ClinicianController, PatientController
from server.clinics.queries import find_clinic
from server.courses.caseload import CaseloadCourse, open_course
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.own import Me, OwnCourse, house_of, provide_me
from server.db.connection import Transaction
from server.pages.errors import error_page, refusal_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.safety.help import region_of
from server.safety.plan import content
from server.safety.plan_pages import (
    NOTHING_TYPED,
    CoursePlanPage,
    OwnPlanForm,
    PlanForm,
    PlanHistoryPage,
    PlanPage,
    ShareForm,
    Typed,
    as_shown,
    edit_page,
    filled,
    parents_in,
    team_of,
)
from server.safety.plan_queries import (
    NewVersion,
    Outcome,
    keep_version,
    list_versions,
    set_plan_share,
    shares_plan,
    standing,
)

HERE = "/safety-plan"


class SafetyPlanController(PatientController):
    """Without rest_first: it is there on every day, also on that of a session."""

    path = HERE

    @get("/")
    async def open_plan(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        versions = await list_versions(db, course)
        clinic = await find_clinic(db, course.clinic_id)
        return show(
            PlanPage(
                shown=[as_shown(one) for one in standing(versions) if one.damaged or not one.plan.empty],
                shared=await shares_plan(db, course.id) is True,
                team=await team_of(db, course, now),
                count=len(versions),
                region=region_of(clinic),
                clinic_phone=clinic.phone if clinic else "",
            )
        )

    @get("/edit")
    async def open_edit(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await edit_page(db, course, await list_versions(db, course), NOTHING_TYPED, now))

    @get("/history")
    async def open_history(self, db: Reads, course: OwnCourse) -> Response[str]:
        versions = await list_versions(db, course)
        return show(PlanHistoryPage(shown=[as_shown(one) for one in versions[::-1]]))

    @post("/")
    async def keep_plan(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat. What somebody else wrote meanwhile stays beside it."""
        read = read_form(OwnPlanForm, form)
        if read.value is None:
            typed = (read.entered, read.errors)
            return show(await edit_page(tx, course, await list_versions(tx, course), typed, now), 422)
        given = read.value
        new = NewVersion(
            id=given.version, parents=given.parent, plan=given.plan(), written_at=min(given.written_at or now, now)
        )
        kept = await keep_version(tx, course, me, new, now)
        if kept != "kept":
            return _refused(kept)
        share_id = course.box.mark("safety_plan_share", given.version, given.shared)
        await set_plan_share(tx, course, share_id, (me, now), shared=given.shared == "1")
        return answer(request, then=HERE)

    @post("/sharing")
    async def share_plan(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """As a whole, and ended at any time: from then on no page of the care team's shows a word of it."""
        read = read_form(ShareForm, form)
        if read.value is None:
            return error_page(422)
        await set_plan_share(tx, course, read.value.id, (me, now), shared=read.value.shared == "1")
        return answer(request, then=HERE)


async def provide_plan_course(request: Visitor, tx: Writes, course_id: InPath[UUID], now: Now) -> CaseloadCourseRow:
    """The trail says that the plan was opened only where it was."""
    me, shared = await provide_me(request), await shares_plan(tx, str(course_id))
    changes = request.method not in ("GET", "HEAD")
    deed = "changed safety plan" if changes else "opened safety plan"
    about = (deed if shared else "opened course", str(course_id), now)
    return await open_course(tx, house_of(request), me, str(course_id), about)  # type: ignore[arg-type]


class CoursePlanController(ClinicianController):
    path = "/courses/{course_id:uuid}/safety-plan"
    dependencies = {"case": Provide(provide_plan_course)}

    @get("/")
    async def open_course_plan(self, tx: Writes, case: CaseloadCourse) -> Response[str]:
        return show(await _course_page(tx, case, NOTHING_TYPED))

    @post("/")
    async def write_course_plan(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """A version under the writer's own name. Not shared, or no longer: nothing is kept, and nothing is shown."""
        read = read_form(PlanForm, form)
        if not await shares_plan(tx, case.id):
            return show(await _course_page(tx, case, NOTHING_TYPED), 409)
        if read.value is None:
            return show(await _course_page(tx, case, (read.entered, read.errors)), 422)
        given = read.value
        new = NewVersion(id=given.version, parents=given.parent, plan=given.plan(), written_at=now)
        kept = await keep_version(tx, case, me, new, now)
        return answer(request, then=f"/courses/{case.id}/safety-plan") if kept == "kept" else _refused(kept)


async def _course_page(tx: Transaction, case: CaseloadCourseRow, typed: Typed) -> CoursePlanPage:
    shared = await shares_plan(tx, case.id) is True
    versions = await list_versions(tx, case) if shared else []
    return CoursePlanPage(
        course_id=case.id,
        patient_name=case.patient_name,
        shared=shared,
        shown=[as_shown(one) for one in standing(versions)],
        parts=content().parts,
        parent=typed[0].get("parent", parents_in(versions)),
        entered=filled(versions, typed) if shared else {},
        errors=typed[1],
    )


def _refused(kept: Outcome) -> Response[str]:
    if kept == "strange":
        return error_page(404)
    return refusal_page(
        409,
        _("This plan has as many versions as fit."),
        _("All of them are kept; these words are not. Go back: they are still in the form. Please call your clinic."),
    )

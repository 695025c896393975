"""Asking one patient for something, and what becomes of it: the care team asks, the patient does it or lets it go."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController, PatientController
from server.access.people import Person
from server.assigned.giving import AskForm, ask_for
from server.assigned.pages import asked_page, assigned_page
from server.assigned.things import things
from server.courses.asked import find_ask, let_go, take_back
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.own import Me, OwnCourse, rest_first
from server.db.connection import Transaction
from server.notes.queries import read_key
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.session_day.clinic_patterns import list_clinic_patterns


class AssignedController(ClinicianController):
    path = "/courses/{course_id:uuid}/assigned"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_assigned(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, now: Now
    ) -> Response[str]:
        before = read_key(request.query_params.get("before") or "")
        return show(await assigned_page(tx, case, me, now, (before, {}, {})))

    @post("/")
    async def assign(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(AskForm, form)
        if read.value is None:
            return await _again(tx, case, (me, now), (read.entered, read.errors), 422)
        known = things(case, await list_clinic_patterns(tx, case.clinic_id))
        thing = next((one for one in known.values() if one.value == read.value.what), None)
        if thing is None:
            said = {"what": _("Please choose one of those shown.")}
            return await _again(tx, case, (me, now), (read.entered, said), 422)
        outcome, said = await ask_for(tx, case, (me, now), read.value, thing)
        if outcome == "strange":
            raise NotFoundException
        if outcome == "refused":
            return await _again(tx, case, (me, now), (read.entered, said), 409)
        return answer(request, then=f"/courses/{case.id}/assigned")

    @post("/{asked_id:uuid}/take-back")
    async def take_back(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, asked_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Repeatable. What the patient let go before stays let go, and what was done stays done."""
        if await find_ask(tx, case, str(asked_id)) is None:
            raise NotFoundException
        await take_back(tx, case, (me, now), str(asked_id))
        return answer(request, then=f"/courses/{case.id}/assigned")


class AskedController(PatientController):
    path = "/asked"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_asked(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await asked_page(db, course, now))

    @post("/{asked_id:uuid}/let-go")
    async def let_go(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, asked_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Not for me now: never asked why. Safe to repeat, and to arrive late."""
        if await find_ask(tx, course, str(asked_id)) is None:
            raise NotFoundException
        await let_go(tx, course, (me, now), str(asked_id))
        return answer(request, then="/today")


async def _again(
    tx: Transaction,
    case: CaseloadCourseRow,
    by: tuple[Person, datetime],
    typed: tuple[dict[str, str], dict[str, str]],
    status: int,
) -> Response[str]:
    me, now = by
    return show(await assigned_page(tx, case, me, now, (None, *typed)), status)

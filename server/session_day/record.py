"""The staff's record of a session: its steps, and lines that are only added, each with a name and two times."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController, PrescriberController
from server.access.people import Person
from server.courses.caseload import SessionCourse, provide_session_course
from server.courses.models import CaseloadCourse, Session
from server.courses.own import Me, house_of, session_in
from server.courses.queries import list_care_team
from server.courses.sessions import correct_start, take_step
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.pages.forms import Form, read_form
from server.pages.handlers import WRITE_HEADER, InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.session_day.discharge import discharge, is_same_step, who_was_first
from server.session_day.line_checks import corrected_at, same_minute, typed_moment, wrong_line
from server.session_day.line_forms import FORMS, DischargeForm, DoseForm, body_of
from server.session_day.lines import NewLine, add_line, moment_of
from server.session_day.models import StepForm
from server.session_day.record_page import About, Typed, record_page

PATH = "/sessions/{session_id:uuid}/record"


class RecordController(ClinicianController):
    path = PATH
    dependencies = {"case": Provide(provide_session_course)}

    @get("/")
    async def open_record(
        self, request: Visitor, tx: Writes, case: SessionCourse, me: Me, session_id: InPath[UUID], now: Now
    ) -> Response[str]:
        correct = request.query_params.get("correct", "")[:40]
        return await show_record(
            request, tx, case, await session_in(tx, case, session_id), me, (Typed(), correct, now), 200
        )

    @post("/")
    async def take_step(
        self, request: Visitor, tx: Writes, case: SessionCourse, me: Me, session_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Repeatable: a step is taken once, and whoever comes second is told who was first."""
        session = await session_in(tx, case, session_id)
        read = read_form(StepForm, form)
        if read.value is None:
            return await show_record(request, tx, case, session, me, (Typed(said=read.errors["step"]), "", now), 422)
        if read.value.step == "discharged":
            form.values.setdefault("id", new_id(now))
            stopped = await discharge(tx, case, session, me, (read_form(DischargeForm, form), now))
            kept = session.ended_at and WRITE_HEADER in request.headers  # beside the first one: the outbox lets go
            if stopped and not (kept and stopped[1] == 409):
                session = await session_in(tx, case, session_id)
                return await show_record(request, tx, case, session, me, (stopped[0], "", now), stopped[1])
            return answer(request, then=f"/sessions/{session_id}/record")
        at = min(read.value.written_at or now, now)
        before = {"opened": None, "started": session.opened_at, "ended": session.started_at}[read.value.step]
        at = max(at, before) if before else at
        if not await take_step(tx, case, session.id, read.value.step, me, at):
            session = await session_in(tx, case, session_id)
            if read.value.written_at and is_same_step(session, read.value.step, me, at):
                return answer(request, then=f"/sessions/{session_id}/record")
            said = who_was_first(session, read.value.step, me.zone)
            return await show_record(request, tx, case, session, me, (Typed(said=said), "", now), 409)
        return answer(request, then=f"/sessions/{session_id}/record")

    @post("/{kind:str}")
    async def add_line(
        self,
        request: Visitor,
        tx: Writes,
        case: SessionCourse,
        me: Me,
        session_id: InPath[UUID],
        kind: InPath[str],
        form: Sent,
    ) -> Response[Any]:
        """Repeatable by the line's own id. A correction is a further line about the one it corrects."""
        if kind not in FORMS:
            raise NotFoundException
        session = await session_in(tx, case, session_id)
        return await take_line(request, tx, case, session, me, (kind, read_form(FORMS[kind], form), form.now))


class DoseController(PrescriberController):
    path = PATH
    dependencies = {"case": Provide(provide_session_course)}

    @post("/dose")
    async def type_dose(
        self, request: Visitor, tx: Writes, case: SessionCourse, me: Me, session_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """As the prescriber typed it: nothing here reads, converts or checks an amount (N-02)."""
        session = await session_in(tx, case, session_id)
        return await take_line(request, tx, case, session, me, ("dose", read_form(DoseForm, form), now))


Sheet = tuple[Any, Form[Any], datetime]


async def take_line(
    request: Visitor, tx: Transaction, case: CaseloadCourse, session: Session, me: Person, sheet: Sheet
) -> Response[Any]:
    kind, read, now = sheet
    errors = dict(read.errors)
    at, device_at, corrected = now, None, None
    if read.value:
        at, device_at = moment_of(read.value.written_at, read.ahead, now)
        corrected = await corrected_at(tx, case, session, read.value.about)
        at = typed_moment(read.value, me.zone, at, corrected)
        errors = wrong_line(kind, read.value, session, (at, now), me.zone)
    if read.value is None or errors:
        typed = Typed(kind=kind, entered=read.entered, errors=errors)
        return await show_record(request, tx, case, session, me, (typed, read.entered.get("about", ""), now), 422)
    line = NewLine(
        id=read.value.id, kind=kind, body=body_of(kind, read.value), at=at, source="staff",
        by=me, device_at=device_at, about=read.value.about,
    )  # fmt: skip
    if not await add_line(tx, case, session, line, now):
        typed = Typed(
            kind=kind, entered=read.entered, said=_("This line could not be added: the record holds no more.")
        )
        return await show_record(request, tx, case, session, me, (typed, "", now), 409)
    if kind == "dose" and not session.at_home:  # at home the patient or the sitter says when it is taken
        began = await take_step(tx, case, session.id, "started", me, at)
        if not began and read.value.at and not same_minute(at, corrected):
            await correct_start(tx, case, session.id, at)
    return answer(request, then=f"/sessions/{session.id}/record")


async def show_record(
    request: Visitor,
    db: Reader,
    case: CaseloadCourse,
    session: Session,
    me: Person,
    about: tuple[Typed, str, datetime],
    status: int,
) -> Response[str]:
    typed, correct, now = about
    prescribers = ", ".join(one.name for one in await list_care_team(db, case.id, now) if one.role == "prescriber")
    keys = house_of(request).keys
    back = request.query_params.get("back", "")
    parts = int(back) if back.isdecimal() and len(back) < 3 else 0
    asked = About(typed=typed, correct=correct, now=now, prescribers=prescribers, keys=keys, back=parts)
    return show(await record_page(db, case, session, me, asked), status)

"""The staff's record of a session: opened, started, ended, discharged, each by a named clinician."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.courses.caseload import SessionCourse, provide_session_course
from server.courses.models import CaseloadCourse, Session
from server.courses.own import Me
from server.courses.sessions import STEPS, find_session, take_step
from server.db.connection import Reader
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.session_day.models import RecordPage, StepForm
from server.session_day.queries import find_arrival


class RecordController(ClinicianController):
    path = "/sessions/{session_id:uuid}/record"
    dependencies = {"case": Provide(provide_session_course)}

    @get("/")
    async def open_record(self, tx: Writes, case: SessionCourse, session_id: InPath[UUID]) -> Response[str]:
        return show(await _record_page(tx, case, str(session_id), ""))

    @post("/")
    async def take_step(
        self,
        request: Visitor,
        tx: Writes,
        case: SessionCourse,
        me: Me,
        session_id: InPath[UUID],
        form: Sent,
        now: Now,
    ) -> Response[Any]:
        """Repeatable: a step is taken once, and whoever comes second is told who was first."""
        read = read_form(StepForm, form)
        if read.value is None:
            return show(await _record_page(tx, case, str(session_id), read.errors["step"]), 422)
        if not await take_step(tx, case, str(session_id), read.value.step, me, now):
            return show(
                await _record_page(tx, case, str(session_id), _("This step stands already, or comes too early.")),
                409,
            )
        return answer(request, then=f"/sessions/{session_id}/record")


async def _record_page(db: Reader, case: CaseloadCourse, session_id: str, said: str) -> RecordPage:
    session = await find_session(db, case, session_id)
    if session is None:
        raise NotFoundException
    return RecordPage(
        course_id=case.id,
        patient_name=case.patient_name,
        session=session,
        arrival=await find_arrival(db, case, session),
        step=next_of(session),
        said=said,
    )


def next_of(session: Session) -> str:
    """The step that has not been taken, or empty when the record is complete."""
    taken = (session.opened_at, session.started_at, session.ended_at, session.discharged_at)
    return next((step for step, at in zip(STEPS, taken, strict=True) if at is None), "")

"""The arc of one course: its page, and the deeds by which it is planned, moved, paused and stopped."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency, Provide

from server.access.audience import ClinicianController
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.own import Me
from server.pages.forms import Day, Wrong
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes
from server.pages.page import show
from server.review import arc_moving, arc_planning, arc_turns
from server.review.arc_deed import Deed as DeedRow
from server.review.arc_models import Typed
from server.review.arc_page import arc_page

Deed = NamedDependency[DeedRow]


async def provide_deed(request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now) -> DeedRow:
    return DeedRow(request=request, tx=tx, case=case, me=me, form=form, now=now)


class ArcController(ClinicianController):
    """Planning and moving keep the addresses that they had before there was a page of its own."""

    path = "/courses/{course_id:uuid}"
    dependencies = {"case": Provide(provide_caseload_course), "deed": Provide(provide_deed)}

    @get("/arc")
    async def open_arc(self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, now: Now) -> Response[str]:
        asked = _day(request.query_params.get("from"), now), _day(request.query_params.get("day"), now)
        return show(await arc_page(tx, case, me, now, Typed(), asked))

    @post("/sessions")
    async def plan_arc(self, deed: Deed) -> Response[Any]:
        return await arc_planning.plan(deed)

    @post("/sessions/{session_id:uuid}/move")
    async def move(self, deed: Deed, session_id: InPath[UUID]) -> Response[Any]:
        return await arc_moving.move(deed, session_id)

    @post("/sessions/{session_id:uuid}/place")
    async def place(self, deed: Deed, session_id: InPath[UUID]) -> Response[Any]:
        return await arc_moving.place(deed, session_id)

    @post("/sessions/{session_id:uuid}/take-out")
    async def leave_out(self, deed: Deed, session_id: InPath[UUID]) -> Response[Any]:
        return await arc_moving.leave_out(deed, session_id)


class ArcTurnsController(ClinicianController):
    path = "/courses/{course_id:uuid}/arc"
    dependencies = {"case": Provide(provide_caseload_course), "deed": Provide(provide_deed)}

    @post("/pause")
    async def pause(self, deed: Deed) -> Response[Any]:
        return await arc_turns.pause(deed)

    @post("/resume")
    async def resume(self, deed: Deed) -> Response[Any]:
        return await arc_turns.resume(deed)

    @post("/stop")
    async def stop(self, deed: Deed) -> Response[Any]:
        return await arc_turns.stop(deed)

    @post("/again")
    async def take_up_again(self, deed: Deed) -> Response[Any]:
        return await arc_turns.again(deed)


def _day(text: str | None, now: datetime) -> date | None:
    """A day of the address; anything else is passed over."""
    try:
        found: date | None = Day().read(text or "", now)
    except Wrong:
        return None
    return found

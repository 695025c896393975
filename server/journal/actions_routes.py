"""Values to actions: one small step at a time, and what became of it. None is ever shown as a failure (I-20)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import Me, OwnCourse, rest_first
from server.courses.queries import list_care_team
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.journal.actions import (
    MOST_ACTIVE,
    ActionForm,
    ActionsPage,
    MarkForm,
    add_action,
    list_actions,
    mark_action,
    opens_again,
)
from server.journal.pages import readers_of
from server.journal.steps_sharing import StepsForm, set_steps_share, shares_steps
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.pages.times import day_and_clock


class ActionsController(PatientController):
    path = "/journal/actions"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_actions(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        """`from` names an ended action whose words begin the next one."""
        asked = request.query_params.get("from") or ""
        page = await _page(db, course, now, ({}, {}))
        earlier = next((one for one in page.ended if one.id == asked), None)
        if earlier is not None:
            page.entered = {name: getattr(earlier.body, name) for name in earlier.body.__struct_fields__}
        return show(page)

    @post("/")
    async def add_action(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        """Repeatable. It is asked for again when two are under way, or on the day of a dose (I-20, I-21)."""
        read = read_form(ActionForm, form)
        if read.value is None:
            return show(await _page(tx, course, now, (read.entered, read.errors)), 422)
        waits = opens_again(await list_sessions(tx, course), read.value.written_at or now)
        if waits is not None:
            said = _("Steps begin a day after the medicine, from %(when)s. Your words are kept here.",
                     when=day_and_clock(waits, course.zone))  # fmt: skip
            return show(await _page(tx, course, now, (read.entered, {"action": said})), 409)
        kept = await add_action(tx, course, read.value, now)
        if kept is None:
            raise NotFoundException
        if kept == "full":
            said = _("Two steps are under way, and two are plenty. Say first what became of one.")
            return show(await _page(tx, course, now, (read.entered, {"action": said})), 409)
        return answer(request, then="/journal/actions")

    @post("/sharing")
    async def share_steps(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """All of them or none, to the care team; stopping takes effect at the reader's next request."""
        read = read_form(StepsForm, form)
        if read.value is None:
            raise NotFoundException
        await set_steps_share(tx, course, read.value.id, (me, now), shared=read.value.shared == "1")
        return answer(request, then="/journal/actions")

    @post("/{action_id:uuid}")
    async def mark_action(
        self, request: Visitor, tx: Writes, course: OwnCourse, action_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(MarkForm, form)
        if read.value is None:
            page = await _page(tx, course, now, (read.entered, read.errors))
            page.wrong_mark = str(action_id)
            return show(page, 422)
        if not await mark_action(tx, course, str(action_id), read.value, now):
            raise NotFoundException
        then = f"/journal/actions?from={action_id}" if read.value.became == "changed" else "/journal/actions"
        return answer(request, then=then)


async def _page(
    db: Reader, course: OwnCourseRow, now: datetime, typed: tuple[dict[str, str], dict[str, str]]
) -> ActionsPage:
    actions = await list_actions(db, course)
    return ActionsPage(
        active=[one for one in actions if one.became is None],
        ended=[one for one in actions if one.became is not None],
        most=MOST_ACTIVE,
        not_before=opens_again(await list_sessions(db, course), now),
        shared=await shares_steps(db, course),
        readers=readers_of(await list_care_team(db, course.id, now)).team,
        entered=typed[0],
        errors=typed[1],
    )

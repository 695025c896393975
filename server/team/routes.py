"""The care team of one patient, and handing patients over while one is away. The patients see each change."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.trail import write_trail
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.own import Me, house_of
from server.courses.team import add_member, end_hand_over, end_place
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.team.leave import Said, hand_over, leave_page, read_leave, trail_of_end
from server.team.models import AddForm
from server.team.team_page import team_page


class TeamController(ClinicianController):
    path = "/courses/{course_id:uuid}/team"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_team(self, tx: Writes, case: CaseloadCourse, me: Me, now: Now) -> Response[str]:
        return show(await team_page(tx, case, me, ({}, {}), now))

    @post("/", proven=later("Add a colleague to a patient’s care team"))
    async def add_colleague(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(AddForm, form)
        errors = {"colleague": _("Please choose a colleague.")} if "colleague" in read.errors else read.errors
        if read.value is None:
            return show(await team_page(tx, case, me, (read.entered, errors), now), 422)
        outcome = await add_member(tx, case, (read.value.id, read.value.colleague), me, now)
        if outcome == "strange":
            raise NotFoundException
        said = {
            "refused": _("Who stands in, or has opened this in an emergency, adds nobody. Nothing was changed."),
            "there": _("This colleague joined the team meanwhile. Nothing was changed."),
        }.get(outcome)
        if said:
            return show(await team_page(tx, case, me, (read.entered, {"colleague": said}), now), 409)
        return answer(request, then=f"/courses/{case.id}/team")

    @post("/{place_id:uuid}/end")
    async def end(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, place_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """From now on, for whoever it was. Safe to repeat."""
        outcome = await end_place(tx, case, str(place_id), me, now)
        if outcome == "strange":
            raise NotFoundException
        said = {
            "refused": _("Only who belongs to the team for good ends the place of somebody else. Nothing was changed."),
            "last": _("This is the only therapist. Add another one first; then this place can end."),
        }.get(outcome)
        if said:
            return show(await team_page(tx, case, me, ({}, {f"end-{place_id}": said}), now), 409)
        page = await team_page(tx, case, me, ({}, {}), now)
        still_here = any(one.place.person_id == me.id for one in page.here)
        return answer(request, then=f"/courses/{case.id}/team" if still_here else "/caseload")


class LeaveController(ClinicianController):
    path = "/leave"

    @get("/")
    async def open_leave(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        await _listed(request, tx, me, now)
        return show(await leave_page(tx, me, Said(), now))

    @post("/", proven=later("Hand patients over to a colleague"))
    async def plan_leave(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Repeatable by the hand-over's id. What could not be handed over is said."""
        await _listed(request, tx, me, now)
        wanted = await read_leave(tx, me, form, now)
        if wanted.form is None:
            return show(await leave_page(tx, me, wanted.said, now), wanted.status)
        left_out = await hand_over(tx, house_of(request), me, (wanted.form, wanted.chosen), now)
        if not left_out:
            return answer(request, then="/leave")
        if len(left_out) == len(wanted.chosen):
            there = _("Nothing was planned: this colleague is on each of these care teams in that time already.")
            wanted.said.errors["colleague"] = there
            return show(await leave_page(tx, me, wanted.said, now), 409)
        planned = _("Planned, but for those named here: this colleague is on their care team in that time already.")
        return show(await leave_page(tx, me, Said(words=planned, left_out=left_out), now))

    @post("/{hand_over_id:uuid}/end")
    async def end_leave(
        self, request: Visitor, tx: Writes, me: Me, hand_over_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """What was planned never begins, what has begun ends now. Safe to repeat."""
        await _listed(request, tx, me, now)
        if not await trail_of_end(tx, house_of(request), me, str(hand_over_id), now):
            raise NotFoundException
        await end_hand_over(tx, me, str(hand_over_id), now)
        return answer(request, then="/leave")


async def _listed(request: Visitor, tx: Writes, me: Me, now: Now) -> None:
    """First of all: whoever writes the trail waits for whoever is writing it, before any course is held."""
    key = house_of(request).keys.trail
    await write_trail(tx, key, me, "listed", course_id=None, subject_id="leave", now=now)

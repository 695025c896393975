"""One person's version of the protocol: what the newest would change for them, as they would feel it, and the move."""

from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.di import Provide

from server.access.audience import ClinicianController
from server.clinics.protocol import Protocol
from server.clinics.queries import current_protocol
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.felt import felt, ways_of
from server.courses.models import Course, Session
from server.courses.moving import Moving, moves_felt, version_of
from server.courses.own import Me, house_of
from server.courses.sessions import list_sessions
from server.courses.stages import standing
from server.db.connection import Reader
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.pages.times import clock, long_date
from server.review.protocol_courses import behind_said, home_ends, move_course_to
from server.review.protocol_models import CourseProtocolPage, MoveForm
from server.review.protocol_words import difference_of_course

MOVES_SHOWN = 6


class CourseProtocolController(ClinicianController):
    path = "/courses/{course_id:uuid}/protocol"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_course_protocol(self, tx: Writes, case: CaseloadCourse, now: Now) -> Response[str]:
        return show(await _page(tx, case, {}, now))

    @post("/")
    async def move_course(
        self, request: Visitor, tx: Writes, me: Me, case: CaseloadCourse, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat: whoever goes by that version already stays there."""
        read, page = read_form(MoveForm, form).value, await _page(tx, case, {}, now)
        then = f"/courses/{case.id}/protocol"
        if read and read.now == page.newest == page.version:
            return answer(request, then=then)
        if read is None or (read.was, read.now) != (page.version, page.newest) or page.closed or page.busy:
            said = _("Nobody is moved while a session is open.") if page.busy else behind_said()
            return show(await _page(tx, case, {"move": said}, now), 409 if read else 422)
        on, current = await version_of(tx, case), await current_protocol(tx, case.clinic_id)
        moving = Moving(course_id=case.id, from_id=on.id, to_id=current.id)
        if not await move_course_to(tx, house_of(request), me, moving, now):
            return show(await _page(tx, case, {"move": behind_said()}, now), 409)
        return answer(request, then=then)


async def _page(db: Reader, case: Course, errors: dict[str, str], now: datetime) -> CourseProtocolPage:
    """Read anew, also from the course itself: somebody may have moved it since it was opened."""
    current, on = await current_protocol(db, case.clinic_id), await version_of(db, case)
    sessions, newest, held = await list_sessions(db, case), current.read(), on.read()
    at = standing(sessions, held, case.closed_at, now, case.zone)
    return CourseProtocolPage(
        course_id=case.id,
        patient_name=case.patient_name,
        version=on.version,
        newest=current.version,
        felt=felt(held, newest, ways_of(sessions)),
        clocks=_home((held, newest), sessions, case.zone) + _clocks((held, newest), at.next, case.zone, now),
        change=difference_of_course(held, newest),
        busy=at.current is not None and at.current.opened_at is not None and not at.current.over,
        closed=case.closed_at is not None,
        moves=await moves_felt(db, case, sessions, MOVES_SHOWN),
        errors=errors,
    )


def _home(both: tuple[Protocol, Protocol], sessions: list[Session], zone: str) -> list[str]:
    """A session that was planned at home, where none is held any more."""
    planned = next((one for one in sessions if one.at_home and not one.held), None)
    if planned is None or not home_ends(*both):
        return []
    day = long_date(planned.planned_at, zone)
    return [_("A session at home is planned on %(day)s, and none would be held at home. Please plan it anew.", day=day)]


def _clocks(both: tuple[Protocol, Protocol], session: Session | None, zone: str, now: datetime) -> list[str]:
    """The times of the next session that would move, on the patient's own clock."""
    if session is None:
        return []
    found, day = [], long_date(session.planned_at, zone)
    for words, hours in (
        (_("last food"), [one.food_for(session.route) for one in both]),
        (_("last drink"), [one.liquid_for(session.route) for one in both]),
    ):
        old, new = (session.planned_at - timedelta(hours=one) for one in hours)
        if old == new:
            continue
        said = _("Session on %(day)s: %(what)s at %(new)s, not at %(old)s.",
                 day=day, what=words, new=clock(new, zone), old=clock(old, zone))  # fmt: skip
        late = _("That time has passed: please call them first.") if new <= now else ""
        found.append(f"{said} {late}".strip())
    return found

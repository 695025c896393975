"""Breathing, for everybody: no login, no network. Whoever has a session open is offered nothing that holds (B-14)."""

from datetime import datetime

from litestar import Response, get

from server.access.audience import PublicController
from server.courses.models import OwnCourse
from server.courses.own import house_of, visit_of
from server.courses.queries import find_own_course
from server.courses.sessions import list_sessions
from server.courses.stages import standing
from server.db.connection import Reader
from server.pages.content import patterns, read_json
from server.pages.handlers import Now, Store, Visitor
from server.pages.page import show
from server.session_day.clinic_patterns import list_clinic_patterns
from server.session_day.models import BreathePage
from server.session_day.patterns import offered

FADE_MINUTES = 10  # B-15


class BreatheController(PublicController):
    @get("/breathe")
    async def open_breathe(self, request: Visitor, store: Store, now: Now) -> Response[str]:
        """The database is asked for a patient alone, so that everybody else can breathe without it."""
        visit = visit_of(request)
        during, minutes, ours = False, FADE_MINUTES, []
        if visit and visit.person.role == "patient":
            async with store.reading() as db:
                course = await find_own_course(db, house_of(request).vault, visit.person)
                if course:
                    ours = [one.pattern for one in await list_clinic_patterns(db, course.clinic_id)]
                    during, minutes = await _in_session(db, course, now), course.protocol.fade_minutes
        words = read_json("breathing/words.json")
        can = offered([*patterns(), *ours], during=during)
        return show(BreathePage(patterns=can, words=words, fade_minutes=minutes))


async def _in_session(db: Reader, course: OwnCourse, now: datetime) -> bool:
    """From the moment staff open it to the end of that day."""
    at = standing(await list_sessions(db, course), course.protocol, course.closed_at, now, course.zone)
    return at.current is not None and at.current.held

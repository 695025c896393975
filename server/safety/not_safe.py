"""Who says they are not safe finds people to call first, one question, and what is true of the answer (Y-30 … Y-36)."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from litestar import Response, get, post

from server.access.audience import PatientController
from server.clinics.flag_policy import Level
from server.clinics.queries import Clinic, find_clinic
from server.courses.own import OwnCourse
from server.db.connection import Reader
from server.pages.forms import Choice, Id, Moment, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import later
from server.pages.page import Page, show
from server.safety.causes import Cause
from server.safety.help import Region, region_of
from server.safety.own import NOT_SAFE, OwnState, own_state
from server.safety.raising import raise_flags
from server.safety.support import Support, support_of

Safe = Literal["yes", "unsure", "no"]
ANSWERS: dict[Safe, tuple[Level, str]] = {
    "yes": ("same_day", later("Opened “I am not safe”. To “Are you safe right now?” the answer was yes.")),
    "unsure": ("urgent", later("To “Are you safe right now?” the answer was: not sure.")),
    "no": ("urgent", later("To “Are you safe right now?” the answer was: no.")),
}
LEADS_TO: dict[Safe, str] = {"yes": "/not-safe/today", "unsure": "/not-safe/now", "no": "/not-safe/now"}


class SafeForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    safe: Annotated[Safe, Choice("yes", "unsure", "no")]
    written_at: Annotated[datetime | None, Moment()]


class NotSafePage(Page, kw_only=True):
    """`after` is what was answered: "" before, "now" where danger comes first, "today". `state` is None in a copy that
    the phone keeps: what is true now is not known there."""

    template: ClassVar[str] = "safety/not_safe.html"
    region: Region
    clinic: Clinic | None
    support: Support | None
    after: Literal["", "now", "today"]
    state: OwnState | None
    errors: dict[str, str] = {}


class NotSafeController(PatientController):
    """Nothing comes before these pages, resting after a session neither."""

    path = "/not-safe"

    @get("/")
    async def open_not_safe(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await _page(request, db, course, "", now))

    @get("/now")
    async def open_now(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        """After "no" or "not sure": the numbers, first and large (Y-32)."""
        return show(await _page(request, db, course, "now", now))

    @get("/today")
    async def open_today(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await _page(request, db, course, "today", now))

    @post("/")
    async def tell(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat: the answer's id is the source of its flag."""
        read = read_form(SafeForm, form)
        if read.value is None:
            page = await _page(request, tx, course, "", now)
            page.errors = read.errors
            return show(page, 422)
        given = read.value
        level, words = ANSWERS[given.safe]
        cause = Cause(
            rule=NOT_SAFE, source=given.id, level=level, answered_at=min(given.written_at or now, now), answer=words
        )
        await raise_flags(tx, course, [cause], now)
        return answer(request, then=LEADS_TO[given.safe])


async def _page(
    request: Visitor, db: Reader, course: OwnCourse, after: Literal["", "now", "today"], now: datetime
) -> NotSafePage:
    clinic = await find_clinic(db, course.clinic_id)
    support = await support_of(db, course)
    read_now = request.headers.get("sec-fetch-dest", "document") == "document"
    state = await own_state(db, course, now) if read_now else None
    return NotSafePage(region=region_of(clinic), clinic=clinic, support=support, after=after, state=state)

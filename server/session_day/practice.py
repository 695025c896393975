"""Practice before the day: five minutes, how it felt before and after, counted and never scored (P-17, B-15).

The care team sees it only while the patient shares it.
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.courses.queries import list_care_team
from server.courses.sessions import list_sessions
from server.courses.stages import standing
from server.db.connection import Reader
from server.pages.content import Pattern, patterns, read_json
from server.pages.forms import Choice, Id, Moment, Whole, Words, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer, go
from server.pages.language import gettext as _
from server.pages.page import Page, show
from server.preparation.gather import name_of
from server.preparation.queries import mark_item
from server.session_day.clinic_patterns import list_clinic_patterns
from server.session_day.patterns import offered
from server.session_day.practice_queries import (
    Practice,
    count_practice,
    list_practice,
    save_practice,
    set_practice_share,
    shares_practice,
)

MINUTES = 5  # P-17
SHORTEST = 60  # seconds; less does not turn the line of the checklist green


class PracticeForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    pattern: Annotated[str, Words(64, one_line=True)]
    seconds: Annotated[int | None, Whole(0, 7200, optional=True)]
    before: Annotated[int | None, Whole(0, 10, optional=True)]
    after: Annotated[int | None, Whole(0, 10, optional=True)]
    written_at: Annotated[datetime | None, Moment()]


class ShareForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    shared: Annotated[Literal["0", "1"], Choice("0", "1")]


class PracticePage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/practice.html"
    patterns: list[Pattern]
    words: dict[str, Any]
    fade_minutes: int
    entered: dict[str, str]
    errors: dict[str, str]


class PractisedPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/practised.html"
    tab: ClassVar[str] = "breathe"
    practices: list[tuple[Practice, str]]
    count: int
    shared: bool
    therapist: str


class PracticeController(PatientController):
    path = "/practice"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_practice(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        """Practice is for other days: within a session nothing is asked, and the session screen is the place (B-15)."""
        at = standing(await list_sessions(db, course), course.protocol, course.closed_at, now, course.zone)
        if at.current and at.current.held:
            return go(f"/sessions/{at.current.id}")
        return show(await _page(db, course, now, ({}, {})))

    @post("/")
    async def keep_practice(self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent) -> Response[Any]:
        """Repeatable by its own id. It also marks the line of the checklist for the session that comes (P-17)."""
        read = read_form(PracticeForm, form)
        if read.value is None:
            return show(await _page(tx, course, form.now, (read.entered, read.errors)), 422)
        began = min(read.value.written_at or form.now, form.now)
        given = read.value
        practice = Practice(
            id=given.id, pattern=given.pattern, seconds=given.seconds or MINUTES * 60, feeling_before=given.before,
            feeling_after=given.after, began_at=began,
        )  # fmt: skip
        if not await save_practice(tx, course, practice, form.now):
            raise NotFoundException
        coming = standing(
            await list_sessions(tx, course), course.protocol, course.closed_at, form.now, course.zone
        ).next  # fmt: skip
        if coming and practice.seconds >= SHORTEST:
            await mark_item(tx, course, coming, "P-17", "", (me, began))
        return answer(request, then="/practice/so-far")

    @get("/so-far")
    async def open_practised(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        names = {one.id: one.name for one in patterns()}
        names |= {one.pattern.id: one.pattern.name for one in await list_clinic_patterns(db, course.clinic_id)}
        found = await list_practice(db, course)
        return show(
            PractisedPage(
                practices=[(one, names.get(one.pattern, one.pattern)) for one in found],
                count=await count_practice(db, course),
                shared=await shares_practice(db, course),
                therapist=name_of(await list_care_team(db, course.id, now), "therapist", _("your therapist")),
            )
        )

    @post("/sharing")
    async def share_practice(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(ShareForm, form)
        if read.value is None:
            raise NotFoundException
        await set_practice_share(tx, course, read.value.id, (me, now), shared=read.value.shared == "1")
        return answer(request, then="/practice/so-far")


async def _page(
    db: Reader, course: OwnCourse, now: datetime, typed: tuple[dict[str, str], dict[str, str]]
) -> PracticePage:
    at = standing(await list_sessions(db, course), course.protocol, course.closed_at, now, course.zone)
    during = at.current is not None and at.current.held
    ours = [one.pattern for one in await list_clinic_patterns(db, course.clinic_id)]
    return PracticePage(
        patterns=offered([*patterns(), *ours], during=during),
        words=read_json("breathing/words.json"),
        fade_minutes=MINUTES,
        entered=typed[0],
        errors=typed[1],
    )

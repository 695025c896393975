"""Where clinicians add a breath of their clinic's own, and withdraw it. What is out of bounds is told why."""

import re
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.people import Person
from server.courses.own import Me
from server.db.connection import Reader
from server.pages.content import Pattern
from server.pages.forms import Choice, Id, Rule, Words, Wrong, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import Page, show
from server.session_day.clinic_patterns import (
    MOST_PATTERNS,
    ClinicPattern,
    add_clinic_pattern,
    list_clinic_patterns,
    make_pattern,
    withdraw_clinic_pattern,
)
from server.session_day.patterns import refusals


class Seconds(Rule):
    """To the tenth, with a point or a comma; nothing for nought."""

    empty = True

    def read(self, text: str, now: datetime) -> float:
        if not re.fullmatch(r"[0-9]{1,2}([.,][0-9])?", text.strip()):
            raise Wrong(_("Please write the seconds as a number, like 4 or 5.5."))
        return float(text.strip().replace(",", "."))


class PatternForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    name: Annotated[str, Words(40, one_line=True)]
    about: Annotated[str, Words(160, one_line=True)]
    inhale: Annotated[float | None, Seconds()]
    hold: Annotated[float | None, Seconds()]
    exhale: Annotated[float | None, Seconds()]
    rest: Annotated[float | None, Seconds()]
    moments: Annotated[Literal["around", "always"], Choice("around", "always")]


class PatternsPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/patterns.html"
    tab: ClassVar[str] = "patterns"
    patterns: list[ClinicPattern]
    most: int
    entered: dict[str, str]
    errors: dict[str, str]


class ClinicPatternsController(ClinicianController):
    path = "/patterns"

    @get("/")
    async def open_patterns(self, db: Reads, me: Me) -> Response[str]:
        return show(await _page(db, me, {}, {}))

    @post("/")
    async def add_pattern(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        read = read_form(PatternForm, form)
        if read.value is None:
            return show(await _page(tx, me, read.entered, read.errors), 422)
        pattern = _pattern_of(read.value)
        if said := refusals(pattern):
            return show(await _page(tx, me, read.entered, {"seconds": " ".join(said)}), 422)
        here = await list_clinic_patterns(tx, me.clinic_id)
        if len(here) >= MOST_PATTERNS and pattern.id not in {one.id for one in here}:
            full = _("A clinic has at most %(most)s patterns of its own. Withdraw one first.", most=MOST_PATTERNS)
            return show(await _page(tx, me, read.entered, {"name": full}), 409)
        await add_clinic_pattern(tx, me, pattern, now)
        return answer(request, then="/patterns")

    @post("/{pattern_id:uuid}/withdraw")
    async def withdraw_pattern(
        self, request: Visitor, tx: Writes, me: Me, pattern_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        if not await withdraw_clinic_pattern(tx, me, str(pattern_id), now):
            raise NotFoundException
        return answer(request, then="/patterns")


def _pattern_of(form: PatternForm) -> Pattern:
    seconds = (form.inhale or 0, form.hold or 0, form.exhale or 0, form.rest or 0)
    return make_pattern(form.id, (form.name, form.about), seconds, form.moments)


async def _page(db: Reader, me: Person, entered: dict[str, str], errors: dict[str, str]) -> PatternsPage:
    return PatternsPage(
        patterns=await list_clinic_patterns(db, me.clinic_id), most=MOST_PATTERNS, entered=entered, errors=errors
    )

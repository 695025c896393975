"""Where a patient writes down who says they pay, a line at a time; and a health card number, if there is a reason."""

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.access.people import Person
from server.courses.own import Me, OwnCourse, rest_first
from server.db.connection import Transaction
from server.intake.coverage import CARD, HealthCard, Told, coverage
from server.intake.coverage_pages import CardForm, ToldOfForm, coverage_page
from server.intake.facts import Telling, history_of, keep_fact
from server.intake.routes import answer_told
from server.intake.telling import ToldForm
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes
from server.pages.language import gettext as _
from server.pages.page import show
from server.pages.times import local_day

HERE = "/intake/coverage"


class CoverageController(PatientController):
    path = HERE
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_coverage(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await coverage_page(db, course, ("", {}, {}), now))

    @post("/{line_id:str}")
    async def keep_coverage(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, line_id: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat, and to correct: what was told before stays in the history."""
        if line_id not in {one.id for one in coverage().lines}:
            raise NotFoundException
        read = read_form(ToldOfForm, form)
        given, errors = read.value, read.errors
        if given and given.day and given.day > local_day(now, course.zone):
            errors = {"day": _("This day has not come yet. Please check it, or leave it empty.")}
        if given is None or errors:
            return show(await coverage_page(tx, course, (line_id, read.entered, errors), now), 422)
        body = Told(payer=given.payer, source=given.source, day=given.day)
        return await _keep(request, tx, (course, me), _telling(line_id, given, body, now), now)

    @post("/health-card")
    async def keep_health_card(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat. Without a purpose nothing is kept."""
        read = read_form(CardForm, form)
        given = read.value
        if given is None:
            return show(await coverage_page(tx, course, (CARD, read.entered, read.errors), now), 422)
        body = HealthCard(number=given.number, letters=given.letters or "", purpose=given.purpose)
        return await _keep(request, tx, (course, me), _telling(CARD, given, body, now), now)

    @post("/health-card/remove")
    async def take_back_health_card(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat."""
        read = read_form(ToldForm, form)
        if read.value is None:
            return error_page(422)
        if not await history_of(tx, course, "coverage", CARD):
            raise NotFoundException
        return await _keep(request, tx, (course, me), _telling(CARD, read.value, None, now), now)


def _telling(subject: str, form: ToldForm, body: msgspec.Struct | None, now: datetime) -> Telling:
    return Telling(id=form.id, kind="coverage", subject=subject, body=body, written_at=form.written_at or now)


async def _keep(
    request: Visitor, tx: Transaction, whose: tuple[OwnCourse, Person], telling: Telling, now: datetime
) -> Response[Any]:
    outcome = await keep_fact(tx, *whose, telling, now)
    return answer_told(request, outcome, HERE)

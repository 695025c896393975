"""Questionnaires for the patient: what is asked, answering, and the answers over time."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import OwnCourse, rest_first
from server.db.connection import Transaction
from server.measures.alarms import item_cause, worse_cause
from server.measures.answers import MOST, Given, Kept, find_answers, first_and_before, keep_answers, list_answers
from server.measures.asking import read_answers
from server.measures.instruments import Instrument, instruments
from server.measures.pages import answer_page, measure_page, measures_page, whole_page
from server.measures.viewing import set_hidden
from server.pages.errors import error_page, refusal_page
from server.pages.forms import Choice, Id, Moment, Whole, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.safety.raising import raise_flags


class AnswersForm(msgspec.Struct, frozen=True, kw_only=True):
    """Beside the answers themselves, which the questionnaire names."""

    id: Annotated[str, Id()]
    alarm: Annotated[str | None, Id(optional=True)] = None
    written_at: Annotated[datetime | None, Moment()]


class AlarmForm(msgspec.Struct, frozen=True, kw_only=True):
    """The item of Y-30 as it was chosen. `id` comes again with the answers, as `alarm`."""

    id: Annotated[str, Id()]
    value: Annotated[int, Whole(0, 9)]
    written_at: Annotated[datetime | None, Moment()]


class NumbersForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    hidden: Annotated[Literal["0", "1"], Choice("0", "1")]


def known(instrument: str) -> Instrument:
    """Also one that the clinic has switched off since: what a phone still holds is taken."""
    found = instruments().get(instrument)
    if found is None:
        raise NotFoundException
    return found


class MeasuresController(PatientController):
    path = "/measures"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_measures(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await measures_page(db, course, now))

    @post("/numbers")
    async def choose_numbers(
        self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now
    ) -> Response[Any]:
        """Whether one's own pages show numbers."""
        read = read_form(NumbersForm, form)
        if read.value is None:
            return error_page(422)
        await set_hidden(tx, course, read.value.id, now, hidden=read.value.hidden == "1")
        return answer(request, then="/measures")

    @get("/{instrument:str}")
    async def open_measure(
        self, request: Visitor, db: Reads, course: OwnCourse, instrument: InPath[str], now: Now
    ) -> Response[str]:
        page = whole_page if request.query_params.get("all") == "1" else measure_page
        return show(await page(db, course, known(instrument), ({}, {}), now))

    @post("/{instrument:str}")
    async def keep_measure(
        self, request: Visitor, tx: Writes, course: OwnCourse, instrument: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat. Without every item there is no total, and what was chosen stays (Q-01, Q-02)."""
        asked = known(instrument)
        told = read_form(AnswersForm, form)
        answers, functional, errors = read_answers(asked, form)
        errors |= told.errors
        if told.value is None or errors:
            page = whole_page if form.values.get("all") == "1" else measure_page
            return show(await page(tx, course, asked, (chosen(form.values), errors), now), 422)
        given = Given(
            id=told.value.id, answers=answers, functional=functional, answered_at=told.value.written_at or now
        )  # fmt: skip
        outcome, id = await keep_answers(tx, course, asked, given, now)
        if outcome == "kept":
            await _tell(tx, course, asked, id, (told.value.alarm or id, now))
        return answer_kept(request, outcome, f"/measures/{asked.id}/answers/{id}")

    @post("/{instrument:str}/alarm")
    async def tell_at_once(
        self, request: Visitor, tx: Writes, course: OwnCourse, instrument: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        """The moment it is chosen, before the rest is answered and before any total (Y-30). Safe to repeat."""
        asked = known(instrument)
        read = read_form(AlarmForm, form)
        if asked.safety_rule is None:
            raise NotFoundException
        if read.value is None or read.value.value not in {one.value for one in asked.options}:
            return error_page(422)
        number = next(one.number for one in asked.items if one.id == asked.safety_rule.item_id)
        at = min(read.value.written_at or now, now)
        cause = item_cause(asked, {number: read.value.value}, (course.box, read.value.id), at)
        if cause is None:
            return error_page(422)
        await raise_flags(tx, course, [cause], now)
        return answer(request, then="/not-safe")

    @get("/{instrument:str}/answers/{answer_id:uuid}")
    async def open_answers(
        self, db: Reads, course: OwnCourse, instrument: InPath[str], answer_id: InPath[UUID], now: Now
    ) -> Response[str]:
        asked = known(instrument)
        one = await find_answers(db, course, asked.id, str(answer_id))
        if one is None:
            raise NotFoundException
        return show(await answer_page(db, course, asked, one, now))


async def _tell(tx: Transaction, course: OwnCourseRow, asked: Instrument, id: str, about: tuple[str, datetime]) -> None:
    """In the transaction that keeps the answers; a repeat tells nobody again."""
    source, now = about
    every = await list_answers(tx, course, asked.id)
    one = next((each for each in every if each.id == id), None)
    if one is None:
        return
    at = min(one.answered_at, now)
    causes = [
        item_cause(asked, dict(one.body.answers), (course.box, source), at),
        worse_cause(asked, one, *first_and_before(every, one)),
    ]
    if told := [cause for cause in causes if cause]:
        await raise_flags(tx, course, told, now)


def answer_kept(request: Visitor, outcome: Kept, then: str) -> Response[Any]:
    """Another course's id is no page; where a course holds all that fits, that is said."""
    if outcome == "strange":
        return error_page(404)
    if outcome == "full":
        return refusal_page(
            409,
            _("There is no room for more of these answers."),
            _("Tidemark keeps %(n)s of them, and yours are all there. Please call your clinic.", n=f"{MOST:,}"),
        )
    return answer(request, then=then)


def chosen(values: dict[str, str]) -> dict[str, str]:
    """For showing the form again."""
    return {name: value for name, value in values.items() if len(value) < 9 and "\0" not in value}

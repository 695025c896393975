"""Intake for the patient: the overview, the questions, the answers to check, and handing them in."""

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.intake.alarm import alarm_of
from server.intake.answers import read_answer
from server.intake.content import asked, find_part
from server.intake.copy import copy_page
from server.intake.facts import MOST_ROWS, Kept, Telling, keep_fact, list_facts
from server.intake.outcomes import ALARM
from server.intake.overview import overview_page
from server.intake.pages import answers_page, as_typed, part_page, where_after
from server.intake.telling import ToldForm
from server.pages.errors import error_page, refusal_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.pages.times import local_day
from server.safety.raising import raise_flags


class HandedIn(msgspec.Struct, frozen=True):
    answers: int


def answer_told(request: Visitor, outcome: Kept, then: str) -> Response[Any]:
    """Another course's id is no page; where a course holds all that fits, that is said."""
    if outcome == "strange":
        return error_page(404)
    if outcome == "full":
        return refusal_page(
            409,
            _("Your intake holds as much as fits."),
            _(
                "All that you told before is kept, with %(n)s tellings and corrections; this one is not. Go back: your "
                "words are still in the form. Please call your clinic, and tell them there.",
                n=f"{MOST_ROWS:,}",
            ),
        )
    return answer(request, then=then)


class IntakeController(PatientController):
    path = "/intake"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_intake(self, db: Reads, course: OwnCourse) -> Response[str]:
        return show(await overview_page(db, course))

    @get("/{part:str}")
    async def open_part(self, db: Reads, course: OwnCourse, part: InPath[str], now: Now) -> Response[str]:
        found = find_part(part)
        if found is None:
            raise NotFoundException
        return show(await part_page(db, course, found, ("", {}, {}), now))

    @post("/answers/{question_id:str}")
    async def keep_answer(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, question_id: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat, and to correct: each telling stays in the history."""
        question = asked().questions.get(question_id)
        if question is None:
            raise NotFoundException
        told = read_form(ToldForm, form)
        given, errors = read_answer(question, form, local_day(now, course.zone))
        part = find_part(question.part)
        if told.value is None or given is None:
            if part is None:
                raise NotFoundException
            wrong = (question.id, as_typed(form), told.errors | errors)
            return show(await part_page(tx, course, part, wrong, now), 422)
        telling = Telling(
            id=told.value.id, kind="answer", subject=question.id, body=given, written_at=told.value.written_at or now
        )
        outcome = await keep_fact(tx, course, me, telling, now)
        alarm = alarm_of(telling.id, given, telling.written_at) if question.id == ALARM else None
        if alarm is not None and outcome != "strange":
            await raise_flags(tx, course, [alarm], now)  # also where intake holds all that fits
        return answer_told(request, outcome, "/not-safe" if alarm else where_after(question))

    @get("/answers")
    async def open_answers(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await answers_page(db, course, now))

    @get("/copy", proven=later("Open a copy of all that you told at intake"))
    async def open_copy(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        """What there is to tell a clinician, on one page to show or print (E-61)."""
        return show(await copy_page(db, course, now))

    @post("/hand-in")
    async def hand_in(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """The clinic begins to read. Safe to repeat; said again, it tells that something has changed."""
        told = read_form(ToldForm, form)
        if told.value is None:
            return error_page(422)
        count = len(await list_facts(tx, course))
        telling = Telling(
            id=told.value.id, kind="handed in", subject="intake", body=HandedIn(count),
            written_at=told.value.written_at or now,
        )  # fmt: skip
        outcome = await keep_fact(tx, course, me, telling, now)
        return answer_told(request, outcome, "/intake")

"""Where a patient writes down what was tried, one treatment a page. Nothing is written over: a change is added."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.courses.queries import hold_course
from server.db.connection import Transaction
from server.intake.facts import Fact, Telling, history_of, keep_fact, list_facts
from server.intake.routes import answer_told
from server.intake.telling import ToldForm
from server.intake.trials import MOST_TRIALS, Trial, entered_of, list_trials
from server.intake.trials_pages import TrialForm, tried_form_page, tried_page
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes
from server.pages.language import gettext as _
from server.pages.page import show


class TrialsController(PatientController):
    path = "/intake/tried"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_tried(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await tried_page(db, course, now))

    @get("/new")
    async def open_new_trial(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await tried_form_page(db, course, [], ({}, {}), now))

    @get("/{trial_id:uuid}")
    async def open_trial(self, db: Reads, course: OwnCourse, trial_id: InPath[UUID], now: Now) -> Response[str]:
        told = await history_of(db, course, "trial", str(trial_id))
        if not told or not told[0].body:
            raise NotFoundException
        return show(await tried_form_page(db, course, told, (entered_of(told[0].read(Trial)), {}), now))

    @post("/")
    async def keep_trial(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat, and to change: what was told before stays in the history."""
        read = read_form(TrialForm, form)
        given = read.value
        told = await history_of(tx, course, "trial", given.subject if given else read.entered["trial"])
        if given is None:
            return show(await tried_form_page(tx, course, told, (read.entered, read.errors), now), 422)
        if await _is_full(tx, course, given, told):
            full = _(
                "%(most)s treatments fit here. Your words are kept in this form: take another one out first, or write"
                " this one into the words of another.",
                most=MOST_TRIALS,
            )
            return show(await tried_form_page(tx, course, told, (read.entered, {"what": full}), now), 409)
        telling = Telling(
            id=given.id, kind="trial", subject=given.subject, body=given.told(), written_at=given.written_at or now
        )
        outcome = await keep_fact(tx, course, me, telling, now)
        return answer_told(request, outcome, "/intake/tried")

    @post("/{trial_id:uuid}/remove")
    async def take_out_trial(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, trial_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat. It leaves the list; what was told stays in the history."""
        read = read_form(ToldForm, form)
        if read.value is None:
            return error_page(422)
        if not await history_of(tx, course, "trial", str(trial_id)):
            raise NotFoundException
        telling = Telling(
            id=read.value.id, kind="trial", subject=str(trial_id), body=None, written_at=read.value.written_at or now
        )
        outcome = await keep_fact(tx, course, me, telling, now)
        return answer_told(request, outcome, "/intake/tried")


async def _is_full(tx: Transaction, course: OwnCourse, given: TrialForm, told: list[Fact]) -> bool:
    """Whether there is no room for one more; what is in the list, or was told already, needs none."""
    if (told and told[0].body) or given.id in {one.id for one in told}:
        return False
    await hold_course(tx, course)
    return len(list_trials(await list_facts(tx, course))) >= MOST_TRIALS

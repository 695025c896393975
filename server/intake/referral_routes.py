"""The referral as the patient tells it, and where it is. Each step can be seen by whoever waits for it."""

from datetime import datetime
from typing import Any, ClassVar

import msgspec
from litestar import Response, get, post

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.courses.queries import list_care_team
from server.courses.readers import said_by
from server.db.connection import Reader
from server.intake.facts import Telling, keep_fact, list_facts
from server.intake.pages import as_typed
from server.intake.papers import Paper, list_papers, referral_papers
from server.intake.referral import SUBJECT, Referral, ReferralTexts, find_referral, read_referral, texts
from server.intake.referral_steps import NewStep, keep_step
from server.intake.routes import answer_told
from server.intake.said import Taken, read_said
from server.intake.telling import ToldForm
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.page import Page, show


class ReferralPage(Page, kw_only=True):
    """`told` is what the patient wrote, if anything; `last` the step that counts; `papers_of` what papers belong to."""

    template: ClassVar[str] = "intake/referral.html"
    texts: ReferralTexts
    told: Referral | None
    told_at: datetime | None
    self_allowed: bool
    steps: list[Taken]
    last: Taken | None
    readers: str
    papers: list[Paper]
    papers_of: str
    entered: dict[str, str]
    errors: dict[str, str]


class ReferralController(PatientController):
    path = "/intake/referral"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_referral(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await _page(db, course, ({}, {}), now))

    @post("/")
    async def keep_referral(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        told, (told_id, written_at), errors = read_referral(
            form, now, course.zone, self_allowed=course.protocol.self_referral
        )
        if told is None:
            return show(await _page(tx, course, (as_typed(form), errors), now), 422)
        telling = Telling(id=told_id, kind="referral", subject=SUBJECT, body=told, written_at=written_at)
        outcome = await keep_fact(tx, course, me, telling, now)
        return answer_told(request, outcome, "/intake/referral")

    @post("/asked")
    async def say_asked(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """The patient has asked for it themselves. Safe to repeat."""
        read = read_form(ToldForm, form)
        if read.value is None:
            return error_page(422)
        step = NewStep(id=read.value.id, step="asked", words="", chase_on=None, at=read.value.written_at or now)
        if (outcome := await keep_step(tx, course, me, step, now)) != "kept":
            return error_page(404 if outcome == "strange" else 409)
        return answer(request, then="/intake/referral")


async def _page(
    db: Reader, course: OwnCourse, typed: tuple[dict[str, str], dict[str, str]], now: datetime
) -> ReferralPage:
    entered, errors = typed
    found = find_referral(await list_facts(db, course))
    steps, papers_of = (await read_said(db, course)).steps, referral_papers(course)
    return ReferralPage(
        texts=texts(),
        told=found[0] if found else None,
        told_at=found[1].received_at if found else None,
        self_allowed=course.protocol.self_referral,
        steps=steps,
        last=steps[-1] if steps else None,
        readers=said_by(await list_care_team(db, course.id, now)),
        papers=(await list_papers(db, course, [papers_of]))[papers_of],
        papers_of=papers_of,
        entered=entered or (entered_of(found[0]) if found else {}),
        errors=errors,
    )


def entered_of(told: Referral) -> dict[str, str]:
    """The form as it was filled; the agreement is asked for anew when something changes."""
    fields: dict[str, str] = msgspec.structs.asdict(told)
    return fields | {"agree": "1" if told.agreed_as else ""}

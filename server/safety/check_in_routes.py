"""The weekly check-in for the patient: one question a screen or all on one page, each answer kept by itself."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import OwnCourse, rest_first
from server.db.connection import Transaction
from server.pages.errors import error_page, refusal_page
from server.pages.forms import Id, Moment, Posted, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.safety.check_in_answers import read_answer
from server.safety.check_in_content import Question, asked
from server.safety.check_in_pages import (
    ALONE,
    NEXT,
    NOTHING_WRONG,
    check_in_page,
    earlier_page,
    told_page,
    where_after,
)
from server.safety.check_in_queries import Refused, keep_told, list_check_ins
from server.safety.check_in_rounds import Answer, Told
from server.safety.check_in_rules import THOUGHTS, causes_of, positive
from server.safety.raising import raise_flags


class ToldForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]


class CheckInController(PatientController):
    path = "/check-in"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_check_in(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await check_in_page(db, course, now, NOTHING_WRONG, whole=False))

    @get("/whole")
    async def open_whole(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await check_in_page(db, course, now, NOTHING_WRONG, whole=True))

    @post("/")
    async def keep_whole(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        """All of it or nothing is kept, and nothing is written for a question that was left empty or as it was."""
        told = read_form(ToldForm, form)
        given = {one.id: read_answer(one, form, f"{one.id}-") for one in asked().questions}
        errors = told.errors | {name: said for _answer, wrong in given.values() for name, said in wrong.items()}
        if told.value is None or errors:
            wrong = ("", typed(form), errors)
            return show(await check_in_page(tx, course, now, wrong, whole=True), 422)
        here = (await list_check_ins(tx, course))[-1:]
        before = here[0].told if here and now < here[0].ends_at else {}
        for name, (one, _wrong) in given.items():
            if one == (before[name].answer if name in before else Answer()):
                continue  # nothing new was said
            own = msgspec.structs.replace(told.value, id=course.box.mark("check_in", told.value.id, name))
            if isinstance(kept := await _keep(tx, course, (own, name, one), now), str):
                return _refused(kept)
        return answer(request, then=ALONE if positive(THOUGHTS, given[THOUGHTS][0]) else NEXT)

    @post("/answers/{about:str}")
    async def keep_one(
        self, request: Visitor, tx: Writes, course: OwnCourse, about: InPath[str], form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat, and to correct. Empty is an answer too: the question was looked at, and left open."""
        question = asked().find(about)
        if question is None:
            raise NotFoundException
        told = read_form(ToldForm, form)
        given, errors = read_answer(question, form)
        if told.value is None or errors:
            wrong = (question.id, typed(form), told.errors | errors)
            return show(await check_in_page(tx, course, now, wrong, whole=False), 422)
        if isinstance(kept := await _keep(tx, course, (told.value, question.id, given), now), str):
            return _refused(kept)
        return answer(request, then=_then(question, given))

    @get("/answers")
    async def open_told(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await told_page(db, course, now))

    @get("/earlier")
    async def open_earlier(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        return show(await earlier_page(db, course, now))


async def _keep(
    tx: Transaction, course: OwnCourseRow, given: tuple[ToldForm, str, Answer], now: datetime
) -> Told | Refused:
    """What an answer gives reason to tell the care team is told in the same transaction."""
    form, question, said = given
    written = min(form.written_at or now, now)
    kept = await keep_told(
        tx, course, Told(id=form.id, question=question, answer=said, written_at=written, received_at=now)
    )
    if not isinstance(kept, str) and positive(question, said):
        await raise_flags(tx, course, causes_of(kept, await list_check_ins(tx, course)), now)
    return kept


def _then(question: Question, given: Answer) -> str:
    return ALONE if question.id == THOUGHTS and positive(THOUGHTS, given) else where_after(question)


def typed(form: Posted) -> dict[str, str]:
    """For showing a form again; a page cannot hold the character NUL."""
    return {name: value.replace("\0", "\ufffd") for name, value in form.values.items()}


def _refused(kept: Refused) -> Response[str]:
    if kept == "strange":
        return error_page(404)
    return refusal_page(
        409,
        _("Your check-ins hold as much as fits."),
        _("All that you told before is kept; this answer is not. Please call your clinic, and tell them there."),
    )

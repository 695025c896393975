"""One patient's messages as their care team reads and answers them, each under their own name."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.people import Person
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.own import Me
from server.db.connection import Transaction
from server.messages.keeping import keep_answer, settle
from server.messages.models import MOST_A_DAY, AnswerForm, CourseMessagesPage, SettleForm
from server.messages.pages import course_page
from server.messages.routes import before_of, opened_meanwhile
from server.messages.taking_back import take_back
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show


class CourseMessagesController(ClinicianController):
    path = "/courses/{course_id:uuid}/messages"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_messages(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, now: Now
    ) -> Response[str]:
        return show(await course_page(tx, case, me, before_of(request), now))

    @post("/")
    async def send_answer(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat. Two who answer at once are both kept; what came meanwhile goes on waiting."""
        read = read_form(AnswerForm, form)
        kept = await keep_answer(tx, case, me, read.value, now) if read.value else None
        if kept == "strange":
            raise NotFoundException
        if kept == "kept":
            return answer(request, then=here(case))
        page = await course_page(tx, case, me, None, now)
        page.entered, page.errors = read.entered, dict(read.errors)
        if kept == "closed":
            page.said = _("The course was closed meanwhile. Your words were not sent; they are kept below.")
            return show(page, 409)
        if kept == "full":
            page.errors["body"] = _("%(most)s messages came from you within a day, and no more fit.", most=MOST_A_DAY)
        return show(page, 422)

    @post("/settled")
    async def settle_messages(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """No answer is needed to what stood on the page; the patient reads who said so."""
        read = read_form(SettleForm, form)
        if read.value is None:
            return show(await _with_errors(tx, case, me, read.errors, now), 422)
        await settle(tx, case, me, read.value, now)
        return answer(request, then=here(case))

    @post("/{message_id:uuid}/take-back")
    async def take_answer_back(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, message_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        done, reader = await take_back(tx, case, me, str(message_id), now)
        if done == "strange":
            raise NotFoundException
        return opened_meanwhile(reader) if done == "opened" else answer(request, then=here(case))


def here(case: CaseloadCourseRow) -> str:
    return f"/courses/{case.id}/messages"


async def _with_errors(
    tx: Transaction, case: CaseloadCourseRow, me: Person, errors: dict[str, str], now: Now
) -> CourseMessagesPage:
    page = await course_page(tx, case, me, None, now)
    page.errors = errors
    return page

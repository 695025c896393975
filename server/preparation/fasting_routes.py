"""The fasting clock's page, a slip written down (P-07), and the wish for a plan of one's own (P-05)."""

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import OwnCourse, rest_first
from server.courses.sessions import find_session
from server.pages.forms import read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.page import show
from server.preparation import fasting_queries as queries
from server.preparation.models import PlanAskForm, SlipForm
from server.preparation.pages import fasting_page
from server.preparation.routes import coming_session


class FastingController(PatientController):
    path = "/prepare/fasting"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_fasting(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        session = await coming_session(db, course, now)
        if session is None:
            raise NotFoundException
        return show(await fasting_page(db, course, session, now, ({}, {})))

    @post("/slip")
    async def write_slip(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        read = read_form(SlipForm, form)
        session = (
            await find_session(tx, course, read.value.session) if read.value else await coming_session(tx, course, now)
        )
        if session is None:
            raise NotFoundException
        if read.value is None:
            return show(await fasting_page(tx, course, session, now, (read.entered, read.errors)), 422)
        if not await queries.save_slip(tx, course, session, read.value, now):
            raise NotFoundException
        return answer(request, then="/prepare/fasting")

    @post("/own-plan")
    async def ask_for_plan(
        self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(PlanAskForm, form)
        if read.value is None or not await queries.ask_for_plan(tx, course, read.value.id, now):
            raise NotFoundException
        return answer(request, then="/prepare/fasting")

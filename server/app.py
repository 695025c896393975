"""Puts the application together: the only module that knows every feature."""

import logging
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from litestar import Controller, Litestar, Response
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.types import ASGIApp

from server.access.audience import access_map, guard_audience
from server.access.door import Door
from server.access.house import House
from server.accounts.account import AccountController
from server.accounts.inviting import InvitationsController
from server.accounts.join import JoinController
from server.accounts.sign_in import DemoController, SignInController, SignOutController
from server.courses.own import house_of, provide_me, provide_own_course
from server.db.connection import Database, Reader, Transaction
from server.db.errors import Conflict, Unavailable, UnstorableText
from server.journal.routes import JournalController
from server.pages.errors import error_page
from server.pages.forms import Posted, parse_urlencoded
from server.pages.handlers import WRITE_HEADER, Now, Visitor, go
from server.preparation.fasting_routes import FastingController
from server.preparation.routes import PrepareController
from server.pwa.gallery import GalleryController
from server.pwa.routes import AppController
from server.review.caseload import CaseloadController, ClinicController
from server.review.inbox import ReviewController
from server.review.patient import PatientController
from server.safety.help import HelpController
from server.session_day.record import RecordController
from server.session_day.routes import BreatheController, SessionController
from server.today.routes import CourseController, TodayController

log = logging.getLogger("tidemark")
CONTROLLERS: list[type[Controller]] = [
    AccountController, AppController, BreatheController, CaseloadController, ClinicController, CourseController,
    FastingController, HelpController, InvitationsController, JoinController, JournalController, PatientController,
    PrepareController, RecordController, ReviewController, SessionController, SignInController, SignOutController,
    TodayController,
]  # fmt: skip
DEMO_CONTROLLERS: list[type[Controller]] = [DemoController, GalleryController]


def create_app(house: House) -> ASGIApp:
    """Refuses to be made with a route that has no audience."""
    app = build(house)
    access_map(app)
    return Door(app, house)


def build(house: House) -> Litestar:
    app = Litestar(
        route_handlers=[*CONTROLLERS, *(DEMO_CONTROLLERS if house.settings.demo else [])],
        guards=[guard_audience],
        dependencies={
            "db": Provide(_provide_reader),
            "tx": Provide(_provide_transaction),
            "store": Provide(_provide_database),
            "now": Provide(_provide_now),
            "form": Provide(_provide_form),
            "me": Provide(provide_me),
            "course": Provide(provide_own_course),
        },
        exception_handlers={
            HTTPException: _answer_http_error,
            Unavailable: _answer_unavailable,
            Conflict: _answer_conflict,
            UnstorableText: _answer_unstorable,
            Exception: _answer_failure,
        },
        openapi_config=None,
        logging_config=None,
        debug=False,
    )
    app.state.house = house
    return app


async def _provide_reader(request: Visitor) -> AsyncIterator[Reader]:
    async with house_of(request).db.reading() as reader:
        yield reader


async def _provide_transaction(request: Visitor) -> AsyncIterator[Transaction]:
    """Committed after the handler has rendered its answer, and before that answer is sent."""
    async with house_of(request).db.writing() as tx:
        yield tx


async def _provide_database(request: Visitor) -> Database:
    return house_of(request).db


async def _provide_now(request: Visitor) -> datetime:
    return house_of(request).clock()


async def _provide_form(request: Visitor, now: Now) -> Posted:
    return parse_urlencoded(await request.body(), now)


def _answer_http_error(request: Visitor, error: HTTPException) -> Response[Any]:
    """Signed out, a page leads to the sign-in; a write is refused with 401 so that the phone keeps it."""
    if isinstance(error, NotAuthorizedException):
        if request.method in ("GET", "HEAD") and WRITE_HEADER not in request.headers:
            path = request.url.path
            return go("/sign-in" if path == "/" else f"/sign-in?next={path}")
        return error_page(401)
    headers = {"Allow": error.headers["Allow"]} if error.headers and "Allow" in error.headers else None
    return error_page(error.status_code, headers)


def _answer_unavailable(request: Visitor, error: Unavailable) -> Response[str]:
    """Unknown whether it was kept: the phone sends it again with the same id (promises 1.6)."""
    log.warning("database unavailable on %s", request.method)
    return error_page(503, {"Retry-After": "5"})


def _answer_conflict(request: Visitor, error: Conflict) -> Response[str]:
    return error_page(409)


def _answer_unstorable(request: Visitor, error: UnstorableText) -> Response[str]:
    return error_page(400)


def _answer_failure(request: Visitor, error: Exception) -> Response[str]:
    """The log gets the kind of error and where, never its text: that may hold somebody's words (promises 1.13)."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown place"
    log.error("%s at %s on %s", type(error).__name__, where, request.method)
    return error_page(500)

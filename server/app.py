"""Puts the application together: the only module that knows every feature."""

import logging
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from urllib.parse import quote

from litestar import Controller, Litestar, Response
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.types import ASGIApp

from server.access.audience import access_map, guard_audience
from server.access.bodies import MOST_BODY, larger_bodies
from server.access.door import Door
from server.access.house import House
from server.access.vault import Damaged
from server.accounts.account import AccountController
from server.accounts.inviting import InvitationsController
from server.accounts.join import JoinController
from server.accounts.sign_in import DemoController, SignInController, SignOutController
from server.courses.own import house_of, provide_me, provide_own_course
from server.db.connection import Database, Reader, Transaction
from server.db.errors import Conflict, Unavailable, UnstorableText
from server.intake.board_routes import IntakeBoardController
from server.intake.consent_routes import ConsentController
from server.intake.coverage_routes import CoverageController
from server.intake.medicine_routes import FinderController, MedicinesController
from server.intake.paper_routes import PapersController, StaffPapersController
from server.intake.referral_routes import ReferralController
from server.intake.routes import IntakeController
from server.intake.staff_routes import DecisionController, IntakeSummaryController
from server.intake.tiers_routes import SettingTiersController, TiersController
from server.intake.trials_routes import TrialsController
from server.journal.actions_routes import ActionsController
from server.journal.entry_routes import EntryController
from server.journal.media_routes import MediaController, PictureController
from server.journal.pin_routes import PinController
from server.journal.routes import JournalController
from server.journal.tools_routes import JournalToolsController
from server.measures.day_routes import DayController
from server.measures.routes import MeasuresController
from server.measures.staff_routes import SeenMeasuresController
from server.pages.blocks import Block, ending_blocks
from server.pages.errors import damaged_page, error_page, log_failure
from server.pages.forms import Posted, parse_urlencoded
from server.pages.handlers import WRITE_HEADER, Now, Visitor, go
from server.preparation.fasting_routes import FastingController
from server.preparation.routes import PrepareController
from server.pwa.gallery import GalleryController
from server.pwa.routes import AppController
from server.pwa.waiting import WaitingController
from server.review.caseload import CaseloadController, ClinicController
from server.review.course_pages import CoursePagesController
from server.review.inbox import ReviewController
from server.review.media import SharedMediaController
from server.review.patient import PatientController
from server.safety.check_in_course import CourseCheckInsController
from server.safety.check_in_routes import CheckInController
from server.safety.flag_routes import FlagsController
from server.safety.help import HelpController
from server.safety.not_safe import NotSafeController
from server.safety.plan_routes import CoursePlanController, SafetyPlanController
from server.safety.setting_routes import FlagSettingController
from server.session_day.breathe import BreatheController
from server.session_day.clinic_patterns_page import ClinicPatternsController
from server.session_day.coming_back import ComingBackController
from server.session_day.home import HomeController
from server.session_day.practice import PracticeController
from server.session_day.record import DoseController, RecordController
from server.session_day.routes import HardController, SessionController
from server.session_day.sitter import SitterController
from server.session_day.sitting import StaffWayInController, WayInController
from server.today.routes import CourseController, TodayController

log = logging.getLogger("tidemark")
CONTROLLERS: list[type[Controller]] = [
    AccountController, ActionsController, AppController, BreatheController, CaseloadController, CheckInController,
    ClinicController, ClinicPatternsController, ComingBackController, ConsentController, CourseCheckInsController,
    CourseController, CoursePagesController, CoursePlanController, CoverageController, DayController,
    DecisionController, DoseController, EntryController, FastingController, FinderController, FlagSettingController,
    FlagsController, HardController, HelpController, HomeController, IntakeBoardController, IntakeController,
    IntakeSummaryController, InvitationsController, JoinController, JournalController, JournalToolsController,
    MeasuresController, MediaController, MedicinesController, NotSafeController, PapersController, PatientController,
    PictureController, PinController, PracticeController, PrepareController, RecordController, ReferralController,
    ReviewController, SafetyPlanController, SeenMeasuresController, SessionController, SettingTiersController,
    SharedMediaController, SignInController, SignOutController, SitterController, StaffPapersController,
    StaffWayInController, TiersController, TodayController, TrialsController, WaitingController, WayInController,
]  # fmt: skip
AHEAD = ["^/static/", "^/favicon.ico"]  # compressed ahead of time (pages/assets.py)
DEMO_CONTROLLERS: list[type[Controller]] = [DemoController, GalleryController]


def create_app(house: House, app: Litestar | None = None) -> ASGIApp:
    """Refuses to be made with a route that has no audience. `app` serves any number of houses: it holds none."""
    app = app or build(demo=house.settings.demo)
    access_map(app)
    return Door(ending_blocks(app), house, larger_bodies(app))


def build(*, demo: bool) -> Litestar:
    return Litestar(
        route_handlers=[*CONTROLLERS, *(DEMO_CONTROLLERS if demo else [])],
        guards=[guard_audience],
        dependencies={
            "db": Block(_provide_reader),
            "tx": Block(_provide_transaction),
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
            Damaged: _answer_damaged,
            ExceptionGroup: _answer_group,
            Exception: _answer_failure,
        },
        compression_config=CompressionConfig(
            backend="brotli", brotli_quality=4, minimum_size=600, exclude=AHEAD, exclude_opt_key="uncompressed"
        ),
        request_max_body_size=MOST_BODY,
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


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
    return parse_urlencoded(await request.body(), now, request.headers.get("tidemark-sent", ""))


def _answer_http_error(request: Visitor, error: HTTPException) -> Response[Any]:
    """Signed out, a page leads to the sign-in; a write is refused with 401 so that the phone keeps it."""
    if isinstance(error, NotAuthorizedException):
        if request.method in ("GET", "HEAD") and WRITE_HEADER not in request.headers:
            path = quote(request.scope["path"])
            return go("/sign-in" if path == "/" else f"/sign-in?next={quote(path)}")
        return error_page(401)
    allowed = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return error_page(error.status_code, allowed)


def _answer_unavailable(request: Visitor, error: Unavailable) -> Response[str]:
    """Unknown whether it was kept: the phone sends it again with the same id (promises 1.6)."""
    log.warning("database unavailable on %s", request.method)
    return error_page(503, {"Retry-After": "5"})


def _answer_conflict(request: Visitor, error: Conflict) -> Response[str]:
    return error_page(409)


def _answer_unstorable(request: Visitor, error: UnstorableText) -> Response[str]:
    return error_page(400)


def _answer_damaged(request: Visitor, error: Exception) -> Response[str]:
    log_failure(error, request.method)
    return damaged_page()


def _answer_group(request: Visitor, error: ExceptionGroup[Exception]) -> Response[Any]:
    """Litestar ends a request's reader and its transaction together, and what fails then comes as a group."""
    if error.subgroup(Unavailable):
        return _answer_unavailable(request, Unavailable())
    if error.subgroup(Damaged):
        return _answer_damaged(request, error)
    return _answer_conflict(request, Conflict()) if error.subgroup(Conflict) else _answer_failure(request, error)


def _answer_failure(request: Visitor, error: Exception) -> Response[str]:
    log_failure(error, request.method)
    return error_page(500)

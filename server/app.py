"""Puts the application together from every feature's controllers."""

import logging
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from litestar import Litestar, Response
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException, NotAuthorizedException
from litestar.types import ASGIApp

from server.access.answering import method_of
from server.access.audience import HeldBack, access_map, guard_audience
from server.access.bodies import MOST_BODY, asked_by_pages, larger_bodies
from server.access.door import Door
from server.access.house import House
from server.access.sealed import Sealed
from server.access.vault import Damaged
from server.accounts.proving import ProofAsked, guard_proof
from server.controllers import CONTROLLERS, DEMO_CONTROLLERS
from server.courses.own import house_of, provide_me, provide_own_course, store_of
from server.db.connection import Database, Reader, Transaction
from server.db.errors import Conflict, DatabaseError, Unavailable, UnstorableText
from server.pages.blocks import Block, ending_blocks
from server.pages.errors import damaged_page, error_page, log_failure
from server.pages.forms import Posted, parse_urlencoded
from server.pages.handlers import WRITE_HEADER, Now, Visitor, go, is_fragment_request
from server.reminders.letting_go import let_go_of_ways_out

log = logging.getLogger("tidemark")
MOST_NEXT = 250
AHEAD = ["^/static/", "^/favicon.ico"]  # compressed ahead of time (pages/assets.py)


def create_app(house: House, app: Litestar | None = None) -> ASGIApp:
    """`app`, as `build` makes it, serves any number of houses: it holds none."""
    app = app or build(demo=house.settings.demo)
    house.after_recovery = let_go_of_ways_out
    return Door(Sealed(ending_blocks(app), house.keys), house, larger_bodies(app), asked_by_pages(app))


def build(*, demo: bool) -> Litestar:
    """Refuses to be made with a route that has no audience."""
    app = Litestar(
        route_handlers=[*CONTROLLERS, *(DEMO_CONTROLLERS if demo else [])],
        guards=[guard_audience, guard_proof],
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
            ProofAsked: _answer_asked,
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
    access_map(app)
    return app


async def _provide_reader(request: Visitor) -> AsyncIterator[Reader]:
    async with store_of(request).reading() as reader:
        yield reader


async def _provide_transaction(request: Visitor) -> AsyncIterator[Transaction]:
    """Committed after the handler has rendered its answer, and before that answer is sent."""
    async with store_of(request).writing() as tx:
        yield tx


async def _provide_database(request: Visitor) -> Database:
    return store_of(request)


async def _provide_now(request: Visitor) -> datetime:
    return house_of(request).clock()


async def _provide_form(request: Visitor, now: Now) -> Posted:
    return parse_urlencoded(await request.body(), now, request.headers.get("tidemark-sent", ""))


def _answer_http_error(request: Visitor, error: HTTPException) -> Response[Any]:
    """Signed out, a page leads to the sign-in; a write is refused with 401 so that the phone keeps it."""
    if isinstance(error, NotAuthorizedException):
        if request.method in ("GET", "HEAD") and WRITE_HEADER not in request.headers:
            return _to_sign_in(request)
        return error_page(401)
    if isinstance(error, HeldBack) and request.method in ("GET", "HEAD"):
        return go("/account/second")
    allowed = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return error_page(error.status_code, allowed)


def _to_sign_in(request: Visitor) -> Response[Any]:
    """And back to where one was. What an open page asked by itself takes all of it there: nothing stays in sight."""
    path, query = quote(request.scope["path"]), request.scope["query_string"].decode("latin-1")
    if is_fragment_request(request):
        shown = urlsplit(request.headers.get("hx-current-url", ""))
        path, query = quote(unquote(shown.path)), shown.query
    asked = f"{path}?{query}" if query else path
    to = f"/sign-in?next={quote(asked if len(asked) <= MOST_NEXT else path)}" if path.strip("/") else "/sign-in"
    if is_fragment_request(request):
        return Response("", status_code=401, media_type="text/plain", headers={"HX-Redirect": to})
    return go(to)


def _answer_asked(request: Visitor, error: ProofAsked) -> Response[Any]:
    return error.answer


def _answer_unavailable(request: Visitor, error: Unavailable) -> Response[str]:
    """Unknown whether it was kept: the phone sends it again with the same id (promises 1.6)."""
    house_of(request).watch.database_trouble("Unavailable")
    log.warning("the database is not available")
    return error_page(503, {"Retry-After": "5"})


def _answer_conflict(request: Visitor, error: Conflict) -> Response[str]:
    house_of(request).watch.database_trouble("Conflict")
    return error_page(409)


def _answer_unstorable(request: Visitor, error: UnstorableText) -> Response[str]:
    return error_page(400)


def _answer_damaged(request: Visitor, error: Exception) -> Response[str]:
    log_failure(error, method_of(request.method))
    return damaged_page()


def _answer_group(request: Visitor, error: ExceptionGroup[Exception]) -> Response[Any]:
    """Litestar ends a request's reader and its transaction together, and what fails then comes as a group."""
    if error.subgroup(Unavailable):
        return _answer_unavailable(request, Unavailable())
    if error.subgroup(Damaged):
        return _answer_damaged(request, error)
    return _answer_conflict(request, Conflict()) if error.subgroup(Conflict) else _answer_failure(request, error)


def _answer_failure(request: Visitor, error: Exception) -> Response[str]:
    if isinstance(error, DatabaseError):
        house_of(request).watch.database_trouble(type(error).__name__)
    log_failure(error, method_of(request.method))
    return error_page(500)

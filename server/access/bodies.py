"""A posted body is read whole before anything is done with it: a part of somebody's words is never taken for all."""

import re
from functools import lru_cache
from typing import Any

import msgspec
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.types import Receive

from server.access.audience import AUDIENCES
from server.access.people import Visit

MOST_BODY = 1_000_000
MOST_DRAINED = 32_000_000


class Gone(Exception):
    """The sender left before the body was whole; nobody waits for an answer."""


class Larger(msgspec.Struct, frozen=True):
    """A route that says of itself (`request_max_body_size`) that more may come, from those who may call it."""

    path: re.Pattern[str]
    roles: frozenset[str]
    most: int


@lru_cache(2)
def larger_bodies(app: Litestar) -> list[Larger]:
    """The door stands before the routes, so it is told what they allow."""
    return [
        Larger(pattern_of(route), AUDIENCES[str(handler.opt["audience"])], most)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for handler in route.route_handlers
        if (most := handler.resolve_request_max_body_size() or 0) > MOST_BODY
    ]


def pattern_of(route: HTTPRoute) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{[^/]+\\}", "[^/]+", re.escape(route.path)))


@lru_cache(2)
def asked_by_pages(app: Litestar) -> list[re.Pattern[str]]:
    """What an open page asks by itself (`by_itself`): nobody need be there, so it does not count as use of a login."""
    return [
        pattern_of(route)
        for route in app.routes
        if isinstance(route, HTTPRoute) and any(handler.opt.get("by_itself") for handler in route.route_handlers)
    ]


def most_for(larger: list[Larger], path: str, visit: Visit | None) -> int:
    allowed = (one.most for one in larger if visit and visit.person.role in one.roles and one.path.fullmatch(path))
    return next(allowed, MOST_BODY)


async def read_body(receive: Receive, most: int = MOST_BODY) -> bytes | None:
    """None when it is longer than `most`; then it is read to its end, so that the browser hears the answer."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise Gone
        size += len(message["body"])
        if size <= most:
            parts.append(message["body"])
        if size > MOST_DRAINED or not message.get("more_body", False):
            break
    return None if size > most else b"".join(parts)


def replay(body: bytes) -> Receive:
    messages: list[Any] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return messages.pop() if messages else {"type": "http.disconnect"}

    return receive

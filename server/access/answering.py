"""What the door puts on every answer, and the line that each leaves in the log: no address, no person, no word."""

import logging
import time
from typing import Any

from litestar.types import HTTPScope, Message, Send

from server.access.people import Visit
from server.access.watch import Watch
from server.pages.errors import error_text

METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
QUIET = ("/static/{root}/{name}", "/health", "/health/live")  # counted, and in the log only when they fail
CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
log = logging.getLogger("tidemark")


class Answering:
    """One answer on its way out: its headers, its status, and how long it took."""

    def __init__(self, send: Send, request_id: str, *, secure: bool) -> None:
        self._send, self._began, self.status = send, time.perf_counter(), 0
        self._own = {
            b"content-security-policy": CSP.encode(),
            b"referrer-policy": b"no-referrer",
            b"x-content-type-options": b"nosniff",
            b"x-frame-options": b"DENY",
            b"cross-origin-opener-policy": b"same-origin",
            b"cross-origin-resource-policy": b"same-origin",
            b"permissions-policy": b"camera=(), geolocation=(), payment=(), microphone=(self), screen-wake-lock=(self)",
            b"x-request-id": request_id.encode(),
        }
        if secure:
            self._own[b"strict-transport-security"] = b"max-age=63072000; includeSubDomains"

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            given = [(name.lower(), value) for name, value in message["headers"]]
            names = {name for name, _value in given}
            if b"cache-control" not in names:
                self._own[b"cache-control"] = b"no-store"
            message["headers"] = given + [(name, value) for name, value in self._own.items() if name not in names]
        await self._send(message)

    def over(self, scope: HTTPScope, asked: str, watch: Watch) -> None:
        """`asked` is the method as it came. What was never answered, for nobody waited, is not counted."""
        if not self.status:
            return
        seconds, route, method = time.perf_counter() - self._began, route_of(scope), method_of(asked)
        watch.answered(method, route, self.status, seconds)
        if route in QUIET and self.status < 400:
            return
        visit: Visit | None = scope.get("visit")  # type: ignore[assignment]
        told: dict[str, Any] = {"method": method, "route": route, "status": self.status, "ms": round(seconds * 1000)}
        log.info("answered", extra={"told": told | {"role": visit.person.role if visit else "none"}})


def route_of(scope: HTTPScope) -> str:
    """The template, as `/journal/entries/{entry_id}`; "none" for an address that is no route's."""
    return str(scope.get("path_template") or "none")


def method_of(asked: str) -> str:
    """A method can be any word of the caller's."""
    return asked if asked in METHODS else "other"


async def refuse(send: Send, status: int) -> None:
    body = error_text(status).encode()
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if status == 503:
        headers.append((b"retry-after", b"5"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})

"""The one door in front of every route and every error: origin, limits, login, and headers on each answer."""

import logging
import re
from datetime import datetime
from typing import Any
from urllib.parse import quote

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from server.access.answering import Answering, method_of, refuse
from server.access.bodies import Gone, Larger, most_for, read_body, replay
from server.access.devices import read_new
from server.access.forwarded import note_forwarded
from server.access.held import RECOVERY_LASTS
from server.access.house import House
from server.access.lifetimes import TOLD_FOR, seen_every
from server.access.logins import find_login, mark_seen
from server.access.people import Person, Visit
from server.db.errors import Unavailable
from server.pages.errors import log_failure
from server.pages.language import use_language
from server.pages.page import Frame, use_frame
from server.pages.request_ids import HEADER, begin_request

OPEN_WITHOUT_LOGIN = ("/static/", "/health", "/service-worker.js", "/manifest.webmanifest", "/favicon.ico")
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
log = logging.getLogger("tidemark")


class Door:
    """Outside Litestar, so that its 404s and 500s pass here too (promises 1.4)."""

    def __init__(self, app: ASGIApp, house: House, larger: list[Larger], by_itself: list[re.Pattern[str]]) -> None:
        self.app, self.house, self.larger, self.by_itself = app, house, larger, by_itself
        self.forwarded = False  # by somebody who is not the proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        request_id = begin_request(headers.get(HEADER, "") if self._from_proxy(scope, headers) else "")
        answering, asked = Answering(send, request_id, secure=self.house.settings.secure), scope["method"]
        if asked == "HEAD":  # counts as GET; the server in front of us leaves the body out
            scope = {**scope, "method": "GET"}
        try:
            await self._enter(scope, headers, receive, answering.send)
        except Gone:
            log.info("somebody left before their form was whole")
        except Exception as error:
            log_failure(error, method_of(asked))
            await refuse(answering.send, 500)
        finally:
            answering.over(scope, asked, self.house.watch)

    def _from_proxy(self, scope: HTTPScope, headers: dict[str, str]) -> bool:
        trusted = scope["client"] is not None and scope["client"][0] == self.house.settings.trusted_proxy
        if not trusted and not self.forwarded and "x-forwarded-for" in headers:
            self.forwarded = True
            note_forwarded(self.house.settings.data)
            log.warning("a proxy that is not TIDEMARK_TRUSTED_PROXY hands requests on: its addresses are not believed")
        return trusted

    async def _enter(self, scope: HTTPScope, headers: dict[str, str], receive: Receive, send: Send) -> None:
        now = self.house.clock()
        scope["house"] = self.house  # type: ignore[typeddict-unknown-key]
        self._frame(scope, None, now)
        try:
            visit = await self._visit(scope, headers, now)
        except Unavailable:
            self.house.watch.database_trouble("Unavailable")
            return await refuse(send, 503)
        scope["visit"] = visit  # type: ignore[typeddict-unknown-key]
        self._frame(scope, visit, now)
        if scope["method"] in UNSAFE:
            body = await read_body(receive, most_for(self.larger, scope["path"], visit))
            if is_cross_site(headers) or _for_another(visit, headers, scope["path"]):
                return await refuse(send, 403)
            if body is None:
                return await refuse(send, 413)
            receive = replay(body)
        await self.app(scope, receive, send)

    async def _visit(self, scope: HTTPScope, headers: dict[str, str], now: datetime) -> Visit | None:
        if scope["path"].startswith(OPEN_WITHOUT_LOGIN):
            return None
        token = read_cookie(headers.get("cookie", ""), cookie_name(self.house))
        if not token:
            return None
        async with self.house.db.reading() as db:
            found = await find_login(db, token, now)
        if found is None:
            return None
        if self._is_use(scope["path"], headers) and now - found.seen_at > seen_every(found.limits):
            async with self.house.db.writing() as tx:
                await mark_seen(tx, found.login_id, now)
        person = Person(**{name: getattr(found, name) for name in Person.__struct_fields__})
        return Visit(
            person=person,
            login_id=found.login_id,
            own_device=found.own_device_at is not None,
            tag=self.house.keys.tag(person.id),
            expires_at=found.expires_at,
            proven_at=found.proven_at,
            known_since=found.known_since,
            told=read_new(found.told),
            held=found.held_at is not None,
            recovery=found.recovery_at is not None and now - found.recovery_at < RECOVERY_LASTS,
            notice=found.notice_at is not None and now - found.notice_at < TOLD_FOR,
        )

    def _is_use(self, path: str, headers: dict[str, str]) -> bool:
        """Somebody asked for it: no page that looks for news by itself, and no copy for the pocket."""
        return "tidemark-pocket" not in headers and not any(one.fullmatch(path) for one in self.by_itself)

    def _frame(self, scope: HTTPScope, visit: Visit | None, now: datetime) -> None:
        house = self.house
        frame: dict[str, Any] = {}
        if visit:
            person = visit.person
            frame = {
                "name": person.name, "role": person.role, "tag": visit.tag, "own_device": visit.own_device,
                "clinic_name": person.clinic_name, "clinic_phone": person.clinic_phone, "region": person.region,
                "zone": person.zone, "language": person.language, "held": visit.held, "recovery": visit.recovery,
                "notice": visit.notice,
            }  # fmt: skip
        use_language(frame.get("language", "en"))
        use_frame(
            Frame(
                templates=house.templates,
                again="/" + quote(scope["path"]).lstrip("/") if scope["method"] not in UNSAFE else "",
                now=now,
                root=house.assets.root,
                demo=house.settings.demo,
                host=next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), ""),
                epoch=house.epoch,
                **frame,
            )
        )


def cookie_name(house: House) -> str:
    return "__Host-tidemark" if house.settings.secure else "tidemark"


def browser_cookie_name(house: House) -> str:
    """What a browser is known by; it opens nothing."""
    return f"{cookie_name(house)}-browser"


def read_cookie(header: str, name: str) -> str | None:
    for part in header.split(";"):
        key, _sep, value = part.strip().partition("=")
        if key == name:
            return value
    return None


def is_cross_site(headers: dict[str, str]) -> bool:
    """Fetch Metadata first, Origin where it is absent; a caller with neither is no browser (Go 1.25's rule)."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")


def _for_another(visit: Visit | None, headers: dict[str, str], path: str) -> bool:
    """A phone changed hands: one person's waiting words are never taken in another's name.

    A sitter's card writes in its own name alone, on whosever phone it is open.
    """
    tag = headers.get("tidemark-person", "")
    if tag.startswith("card-"):
        return not path.startswith("/sitter/")
    return visit is not None and tag not in ("", visit.tag)

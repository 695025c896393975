"""Proving again that it is you, before what cannot be taken back: then on with what was asked, nothing typed lost.

A handler says so in its options, `proven="what comes next"`; one guard on the application asks.
"""

from datetime import datetime
from typing import Any

from litestar import Request, Response, get, post
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from server.access import attempts
from server.access.audience import ProvingController
from server.access.lifetimes import is_proven
from server.access.logins import renew_login
from server.accounts.entering import set_cookie
from server.accounts.proof_pages import Next, ProvenPage, ProvePage
from server.accounts.proof_tries import try_way
from server.accounts.proofs import challenge_for
from server.accounts.sign_in import HOME, safe_path
from server.accounts.ways import Asked, ways_for
from server.courses.own import Me, house_of, store_of, visit_of
from server.db.connection import Database
from server.pages.errors import error_page
from server.pages.forms import MOST_FIELDS, parse_urlencoded
from server.pages.handlers import Now, Sent, Store, Visitor, go
from server.pages.language import gettext as _
from server.pages.page import current_frame, show

HERE = "/account/prove"
MOST_CARRIED = 60_000
OURS = ("proof-then", "proof-what", "proof-sent", "proof-way", "proof-word", "proof-code")
URLENCODED = "application/x-www-form-urlencoded"


class ProofAsked(Exception):
    """Instead of what was asked for: the way to the proof, which then goes on with it."""

    def __init__(self, answer: Response[Any]) -> None:
        self.answer = answer


async def guard_proof(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """After the guard of audiences, so that nobody is asked for a proof of what is not theirs."""
    what = handler.opt.get("proven")
    if what and isinstance(connection, Request):
        await need_proof(connection, str(what), file=bool(handler.opt.get("is_file")))


async def need_proof(request: Visitor, what: str, *, file: bool = False) -> None:
    """Goes on when this login was proven within the last minutes; otherwise raises ProofAsked."""
    visit, house = visit_of(request), house_of(request)
    now = house.clock()
    if visit is None or is_proven(visit.proven_at, now):
        return
    path, what = request.scope["path"], _(what)
    if request.method != "POST":
        query = request.scope["query_string"].decode("latin-1")
        coming = Next(then=f"{path}?{query}" if query else path, what=what, file=file)
        raise ProofAsked(await _page(request, store_of(request), coming))
    sent, long = await _sent(request, now)
    raise ProofAsked(await _page(request, store_of(request), Next(then=path, what=what, sent=sent, long=long)))


async def _sent(request: Visitor, now: datetime) -> tuple[dict[str, str], bool]:
    """The form as it came, when it is one that a page can carry through."""
    body = await request.body()
    plain = request.headers.get("content-type", URLENCODED).startswith(URLENCODED)
    posted = parse_urlencoded(body, now)
    fits = len(body) <= MOST_CARRIED and len(posted.values) + len(OURS) <= MOST_FIELDS
    if not plain or not fits or posted.damaged or set(posted.values) & set(OURS):
        return {}, True
    return posted.values, "\0" in "".join(posted.values.values())


async def _page(
    request: Visitor, store: Database, coming: Next, errors: dict[str, str] | None = None, status: int = 403
) -> Response[str]:
    visit = visit_of(request)
    assert visit is not None
    async with store.reading() as db:
        ways = await ways_for(db, house_of(request), visit.person)
    return show(ProvePage(next=coming, ways=ways, errors=errors or {}, staff=_at_desk()), status)


class ProveController(ProvingController):
    path = HERE

    @get("/")
    async def open_prove(self, request: Visitor, store: Store, me: Me) -> Response[str]:
        """By itself there is nothing to go on with but one's devices."""
        return await _page(request, store, Next(then="/account/devices", what=""), status=200)

    @get("/passkey")
    async def ask_for_passkey(self, request: Visitor, now: Now) -> Response[str]:
        """Names nobody's passkeys, and is worth something to this login alone."""
        visit = visit_of(request)
        assert visit is not None
        return Response(challenge_for(house_of(request), visit, now), media_type="application/json")

    @post(["/", "/passkey"])
    async def prove(self, request: Visitor, store: Store, me: Me, form: Sent, now: Now) -> Response[Any]:
        house, visit, values = house_of(request), visit_of(request), form.values
        coming = _next_of(values, HOME[me.role])
        async with store.reading() as db:
            ways = await ways_for(db, house, me)
        way = next((one for one in ways if one.name == values.get("proof-way")), None)
        word, code = values.get("proof-word", ""), values.get("proof-code", "")
        if way is None or visit is None:
            return await _page(request, store, coming, {"way": _("Please choose one.")}, 422)
        if (way.field and not word.strip()) or (way.with_code and not code.strip()):
            return await _page(request, store, coming, {way.name: _(way.missing)}, 422)
        of = attempts.subjects(house.keys, "prove", me.id, visit.login_id)
        noted = await attempts.begin_attempt(store, of, now)
        if noted is None:
            return error_page(429, {"Retry-After": "900"})
        tried = await try_way(request, store, way, Asked(house, visit, word, code, now))
        if not tried.right:
            return await _page(request, store, coming, {way.name: tried.wrong}, 422)
        async with store.writing() as tx:
            await attempts.forget_attempts(tx, of, noted)
            token = await renew_login(tx, visit.login_id, now, now)
        if token is None:
            return error_page(401)
        response = show(ProvenPage(next=coming, staff=_at_desk())) if coming.file else go(coming.then)
        if coming.kind == "form":
            response.status_code = 307  # the browser sends the same form again, there
        set_cookie(house, response, token, int((visit.expires_at - now).total_seconds()))
        return response


def _next_of(values: dict[str, str], home: str) -> Next:
    kind = values.get("proof-sent", "")
    sent = {name: value for name, value in values.items() if name not in OURS}
    return Next(
        then=safe_path(values.get("proof-then")) or home,
        what=values.get("proof-what", "")[:200],
        sent=sent if kind in ("form", "long") else None,
        long=kind == "long",
        file=kind == "file",
    )


def _at_desk() -> bool:
    """A login that waits for a second proof has no desk yet."""
    frame = current_frame()
    return frame.staff and not frame.held

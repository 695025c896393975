"""Signing in and out. The same answer, at the same price, whether a name is known or not."""

from dataclasses import replace
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import Cookie

from server.access import attempts
from server.access.audience import ProvingController, PublicController
from server.access.door import cookie_name
from server.access.house import House
from server.access.logins import OWN_DEVICE, SHARED_DEVICE, end_all_logins, end_login, start_login
from server.access.passphrases import matches
from server.accounts import ceremony
from server.accounts.ceremony import LASTS
from server.accounts.entering import (
    Step,
    ask_for_second,
    browser_of,
    enter,
    make_step,
    needs_second,
    new_browser,
    step_cookie,
)
from server.accounts.models import CAST, SignInForm, SignInPage
from server.accounts.proofs import find_proofs
from server.clinics.people import find_for_sign_in, fold_name
from server.clinics.queries import only_clinic
from server.courses.own import Me, address_of, house_of, visit_of
from server.db.connection import Database
from server.demo_cast import CAST_IDS, CAST_WORDS
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Store, Visitor, Writes, go
from server.pages.language import gettext as _
from server.pages.page import current_frame, show

HOME = {"patient": "/today", "therapist": "/review", "prescriber": "/review", "admin": "/clinic"}


class SignInController(PublicController):
    @get("/")
    async def open_front(self, request: Visitor) -> Response[str]:
        visit = visit_of(request)
        return go(HOME[visit.person.role] if visit else "/sign-in")

    @get("/sign-in")
    async def open_sign_in(self, request: Visitor, store: Store) -> Response[str]:
        next_path = safe_path(request.query_params.get("next"))
        return show(await sign_in_page(house_of(request), store, {"next": next_path}, {}))

    @post("/sign-in")
    async def sign_in(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        house = house_of(request)
        read = read_form(SignInForm, form)
        if read.value is None:
            return show(await sign_in_page(house, store, read.entered | {"passphrase": ""}, read.errors), 422)
        of = attempts.subjects(house.keys, "sign-in", fold_name(read.value.name), address_of(request))
        noted = await attempts.begin_attempt(store, of, now)
        if noted is None:
            return error_page(429, {"Retry-After": "900"})
        async with store.reading() as reader:
            found = await find_for_sign_in(reader, read.value.name)
        if not await matches(found.passphrase_hash if found else None, read.value.passphrase) or found is None:
            errors = {"passphrase": _("This name and passphrase do not belong together.")}
            return show(await sign_in_page(house, store, read.entered | {"passphrase": ""}, errors), 422)
        own, to = read.value.own, safe_path(read.value.next)
        async with store.writing() as tx:
            await attempts.forget_attempts(tx, of, noted)
            second = needs_second(found.role, await find_proofs(tx, found.id))
            if not second:
                token, first = await enter(tx, (found.id, found.role), device_name(request), now, own=own)
        if second:
            return await _second(request, store, Step(found.id, own), to)
        return signed_in(house, token, first or to or HOME[found.role], own=own)


class DemoController(PublicController):
    """Only in the demo clinic; elsewhere the route does not exist."""

    @post("/demo/sign-in")
    async def sign_in_as(self, request: Visitor, tx: Writes, form: Sent, now: Now) -> Response[Any]:
        person = form.values.get("person", "")
        if person not in CAST:
            return error_page(422)
        role = await tx.value("select role from person where id = :id", id=CAST_IDS[person])
        token = await start_login(tx, CAST_IDS[person], device_name(request), now, own=True)
        return signed_in(house_of(request), token, HOME[role], own=True)


class SignOutController(ProvingController):
    @post("/sign-out")
    async def sign_out(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[str]:
        """Of this device, or with everywhere=1 of all of them."""
        visit = visit_of(request)
        if form.values.get("everywhere") == "1":
            await end_all_logins(tx, me.id, now)
        elif visit:
            await end_login(tx, me.id, visit.login_id, now)
        return signed_out(house_of(request))


async def _second(request: Visitor, store: Database, step: Step, to: str) -> Response[str]:
    house, browser = house_of(request), browser_of(request) or new_browser()
    entered = {"step": make_step(house.keys, browser, step, house.clock()), "next": to}
    return mark_browser(house, browser, show(await ask_for_second(store, step.person_id, entered, {})))


def signed_in(house: House, token: str, to: str, *, own: bool) -> Response[str]:
    response = go(to)
    response.cookies.append(_cookie(house, token, int((OWN_DEVICE if own else SHARED_DEVICE).total_seconds())))
    return response


def signed_out(house: House) -> Response[str]:
    response = go("/sign-in?ended=1")
    response.cookies.append(_cookie(house, "", 0))
    return response


def mark_browser(house: House, browser: str, response: Response[str]) -> Response[str]:
    """Between a question and its answer on the way in: no other browser's answer counts."""
    cookie = _cookie(house, browser, int(LASTS.total_seconds()))
    response.cookies.append(replace(cookie, key=step_cookie(house), samesite="strict"))
    return response


def _cookie(house: House, value: str, seconds: int) -> Cookie:
    return Cookie(
        key=cookie_name(house),
        value=value,
        path="/",
        httponly=True,
        samesite="lax",
        secure=house.settings.secure,
        max_age=seconds,
    )


def safe_path(path: str | None) -> str:
    """A path of ours, or nothing: never a way to another site."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return ""
    return "" if "\\" in path or path.startswith("/sign-in") else path


def device_name(request: Visitor) -> str:
    """What a person calls it: iPhone, Android phone, Windows computer."""
    agent = request.headers.get("user-agent", "")
    kinds = (
        ("iPhone", _("iPhone")), ("iPad", _("iPad")), ("Android", _("Android phone")),
        ("Windows", _("Windows computer")), ("Macintosh", _("Mac")), ("CrOS", _("Chromebook")),
        ("Linux", _("Linux computer")),
    )  # fmt: skip
    return next((name for mark, name in kinds if mark in agent), _("Another device"))


async def sign_in_page(house: House, store: Database, entered: dict[str, str], errors: dict[str, str]) -> SignInPage:
    async with store.reading() as reader:
        clinic = await only_clinic(reader)
    cast = [(name, name.capitalize(), _(CAST_WORDS[name])) for name in CAST] if current_frame().demo else []
    return SignInPage(
        entered=entered,
        errors=errors,
        cast=cast,
        clinic_name=clinic.name if clinic else "",
        passkeys=bool(ceremony.rp_id(house.settings)),
    )

"""Signing in and out. The same answer, at the same price, whether a name is known or not."""

from datetime import datetime
from typing import Any

from litestar import Response, get, post

from server.access import attempts
from server.access.audience import ProvingController, ThresholdController
from server.access.devices import forget_browsers
from server.access.house import House
from server.access.logins import end_all_logins, end_login
from server.access.passphrases import matches
from server.accounts import ceremony
from server.accounts.entering import Entering, enter, leave, tries_of
from server.accounts.models import CAST, SignInForm, SignInPage
from server.accounts.proofs import find_proofs
from server.accounts.step import Step, ask_for_second, asker_of, make_step, mark_asker, needs_second, new_asker
from server.accounts.wrong_codes import find_wrong, trier_of
from server.clinics.people import SignInRow, find_for_sign_in, fold_name
from server.clinics.queries import only_clinic
from server.courses.own import Me, house_of, visit_of
from server.db.connection import Database
from server.demo_cast import CAST_IDS, CAST_WORDS
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Store, Visitor, Writes, go
from server.pages.language import gettext as _
from server.pages.page import current_frame, show

HOME = {"patient": "/today", "therapist": "/review", "prescriber": "/review", "admin": "/clinic"}


class SignInController(ThresholdController):
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
        house, read = house_of(request), read_form(SignInForm, form)
        if read.value is None:
            return show(await sign_in_page(house, store, read.entered | {"passphrase": ""}, read.errors), 422)
        found, of = await _who(request, store, read.value.name, now)
        noted = await attempts.begin_attempt(store, of, now)
        if noted is None:
            return error_page(429, {"Retry-After": "900"})
        if not await matches(found.passphrase_hash if found else None, read.value.passphrase) or found is None:
            errors = {"passphrase": _("This name and passphrase do not belong together.")}
            return show(await sign_in_page(house, store, read.entered | {"passphrase": ""}, errors), 422)
        to, own = safe_path(read.value.next), read.value.own
        who = Entering(person_id=found.id, role=found.role, own=own, then=to or HOME[found.role])
        async with store.writing() as tx:
            await attempts.forget_attempts(tx, of, noted)
            if not needs_second(found.role, await find_proofs(tx, found.id)):
                return await enter(request, tx, who, now)
        return await _second(request, store, Step(found.id, own, now), to)


class DemoController(ThresholdController):
    """Only in the demo clinic; elsewhere the route does not exist."""

    @post("/demo/sign-in")
    async def sign_in_as(self, request: Visitor, tx: Writes, form: Sent, now: Now) -> Response[Any]:
        person = form.values.get("person", "")
        if person not in CAST:
            return error_page(422)
        role = await tx.value("select role from person where id = :id", id=CAST_IDS[person])
        who = Entering(person_id=CAST_IDS[person], role=role, own=True, then=HOME[role], by_button=True)
        return await enter(request, tx, who, now)


class SignOutController(ProvingController):
    @post("/sign-out")
    async def sign_out(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[str]:
        """Of this device, or with everywhere=1 of all of them."""
        visit = visit_of(request)
        if form.values.get("everywhere") == "1":
            await end_all_logins(tx, me.id, now)
            await forget_browsers(tx, me.id)
        elif visit:
            await end_login(tx, me.id, visit.login_id, now)
        return leave(house_of(request))


def safe_path(path: str | None) -> str:
    """A path of ours, or nothing: never a way to another site."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or not path.isprintable():
        return ""
    return "" if "\\" in path or path.startswith("/sign-in") else path


async def _who(request: Visitor, store: Database, name: str, now: datetime) -> tuple[SignInRow | None, tuple[str, str]]:
    """Who is meant, and whose tries are counted: the same questions whether anybody is."""
    async with store.reading() as reader:
        found = await find_for_sign_in(reader, name)
        who = (found.id if found else "", fold_name(name))
        return found, await tries_of(request, reader, "sign-in", who, now)


async def _second(request: Visitor, store: Database, step: Step, to: str) -> Response[Any]:
    house, asker = house_of(request), asker_of(request) or new_asker()
    entered = {"step": make_step(house.keys, asker, step), "next": to}
    async with store.reading() as db:
        trier = await trier_of(request, db, step.person_id, step.given_at)
        waits = (await find_wrong(db, trier, step.given_at)).waits_for(step.given_at)
    return mark_asker(house, asker, show(await ask_for_second(store, step.person_id, entered, {}, waits)))


async def sign_in_page(house: House, store: Database, entered: dict[str, str], errors: dict[str, str]) -> SignInPage:
    async with store.reading() as reader:
        clinic = await only_clinic(reader)
    cast = [(name, name.capitalize(), _(CAST_WORDS[name])) for name in CAST] if current_frame().demo else []
    return SignInPage(
        entered=entered,
        errors=errors,
        cast=cast,
        clinic_name=clinic.name if clinic else "",
        passkeys=bool(ceremony.rp_id(house.settings)) and not ceremony.only_at(house.settings, current_frame().host),
    )

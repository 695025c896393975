"""Signing in by a passkey; and the second proof that is asked for after a right passphrase."""

from typing import Any

from litestar import Response, get, post

from server.access import attempts
from server.access.audience import ThresholdController
from server.access.house import House
from server.accounts import ceremony
from server.accounts.entering import Entering, enter, tries_of
from server.accounts.passkeys import Shown, owner_of, show_passkey
from server.accounts.proof_models import PasskeyForm, SecondForm
from server.accounts.sign_in import HOME, safe_path, sign_in_page
from server.accounts.step import ask_for_second, asker_of, mark_asker, new_asker, read_step
from server.accounts.trying import try_code
from server.courses.own import address_of, house_of
from server.db.connection import Database
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Store, Visitor
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show

NOT_OURS = later("This passkey did not open anything here. Please try once more, or sign in another way.")
COPIED = later(
    "This passkey has counted backwards, as only a copy does. It has been stopped. Sign in another way, and tell your "
    "clinic."
)
TOO_LATE = later("Too much time went by. Please sign in once more.")
NOT_THIS = later("This code does not open anything now. Each works once; please wait for the next one.")


class SecondStepController(ThresholdController):
    path = "/sign-in"

    @get("/passkey")
    async def ask_for_passkey(self, request: Visitor, now: Now) -> Response[str]:
        """The same for everybody: it names nobody's passkeys, and is worth something to this browser alone."""
        house, asker = house_of(request), asker_of(request) or new_asker()
        challenge = ceremony.make_challenge(house.keys, f"sign-in browser {asker}", now)
        asked = Response(ceremony.ask_for_known(house.settings, challenge), media_type="application/json")
        return mark_asker(house, asker, asked)

    @post("/passkey")
    async def sign_in_by_passkey(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        house = house_of(request)
        read = read_form(PasskeyForm, form)
        said = read.value.answer if read.value else ""
        named = (ceremony.read_answer(said) or ("", b""))[0]
        async with store.reading() as reader:
            meant = (await owner_of(reader, named), f"{named} {address_of(request)}")
            of = await tries_of(request, reader, "passkey", meant, now)
        noted = await attempts.begin_attempt(store, of, now)
        if noted is None:
            return error_page(429, {"Retry-After": "900"})
        own = bool(read.value and read.value.own)
        async with store.writing() as tx:
            shown = await show_passkey(tx, house, f"sign-in browser {asker_of(request)}", said, now)
            if shown.right:
                await attempts.forget_attempts(tx, of, noted)
                then = safe_path(read.entered["next"]) or HOME[shown.role]
                who = Entering(person_id=shown.person_id, role=shown.role, own=own, then=then)
                return await enter(request, tx, who, now)
        return await _refused(house, store, read.entered, shown)

    @post("/second")
    async def prove_second(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        house = house_of(request)
        read = read_form(SecondForm, form)
        step = read_step(house.keys, asker_of(request), read.entered["step"], now)
        if step is None:
            entered = {"next": safe_path(read.entered["next"])}
            return show(await sign_in_page(house, store, entered, {"passphrase": _(TOO_LATE)}), 422)
        async with store.reading() as reader:
            of = await tries_of(request, reader, "second", (step.person_id, step.person_id), now)
        noted = await attempts.begin_attempt(store, of, now)
        if noted is None:
            return error_page(429, {"Retry-After": "900"})
        async with store.writing() as tx:
            tried = await try_code(request, tx, step, read.value.code if read.value else "", now)
            if tried.role:
                await attempts.forget_attempts(tx, of, noted)
                then = safe_path(read.entered["next"]) or HOME[tried.role]
                who = Entering(person_id=step.person_id, role=tried.role, own=step.own, then=then)
                return await enter(request, tx, who, now)
        errors = {} if tried.waits else {"code": _(NOT_THIS)}
        return show(await ask_for_second(store, step.person_id, read.entered, errors, tried.waits), 422)


async def _refused(house: House, store: Database, entered: dict[str, str], shown: Shown) -> Response[str]:
    said = _(COPIED) if shown.copied else _(NOT_OURS)
    return show(await sign_in_page(house, store, {"next": safe_path(entered["next"])}, {"name": said}), 422)

"""Joining by invitation: typed code or link, then a passphrase or this phone. Only the last step uses it up."""

from typing import Any
from zoneinfo import available_timezones

from litestar import Response, get, post

from server.access import attempts
from server.access.audience import ThresholdController
from server.access.devices import forget_browsers
from server.access.logins import end_all_logins
from server.access.passphrases import hash_passphrase
from server.accounts.choosing import tells_of_another, wrong_choice
from server.accounts.device_code_routes import ComePage
from server.accounts.device_codes import find_device_code
from server.accounts.entering import Entering, enter
from server.accounts.invitations import find_invitation, use_invitation
from server.accounts.models import ChoosePage, CodeForm, FoundInvitation, JoinForm, JoinPage
from server.accounts.recovery import use_recovery
from server.accounts.sign_in import HOME
from server.clinics.people import set_passphrase, set_zone
from server.courses.own import address_of, house_of
from server.db.connection import Database, Reader
from server.pages.errors import error_page
from server.pages.forms import Form, read_form
from server.pages.handlers import InPath, Now, Sent, Store, Visitor
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show

NOT_FOUND = later(
    "This code does not open anything now. It may have been used, or be over. Your clinic can make a new one."
)


class JoinController(ThresholdController):
    path = "/join"

    @get("/")
    async def open_join(self) -> Response[str]:
        return show(JoinPage(entered={}, errors={}))

    @get("/{token:str}")
    async def open_link(self, request: Visitor, store: Store, token: InPath[str], now: Now) -> Response[str]:
        """Mail scanners open links: looking never uses one up."""
        return await _choose(request, store, token, now)

    @post("/")
    async def type_code(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[str]:
        read = read_form(CodeForm, form)
        if read.value is None:
            return show(JoinPage(entered=read.entered, errors=read.errors), 422)
        return await _choose(request, store, read.value.code, now)

    @post("/accept")
    async def accept(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        read = read_form(JoinForm, form)
        secret = form.values.get("secret", "")[:100]
        of = attempts.subjects(house_of(request).keys, "join", secret, address_of(request))
        async with store.reading() as reader:
            if await attempts.too_many(reader, of, now):
                return error_page(429, {"Retry-After": "900"})
            invitation = await find_invitation(reader, house_of(request).keys, secret, now)
            errors = await _wrong(reader, read, invitation) if invitation else {}
        if invitation is None:
            return await _unknown(store, of, secret, now)
        if read.value is None or errors:
            if tells_of_another(errors):
                async with store.writing() as tx:
                    await attempts.note_attempt(tx, of, now)
            entered = read.entered | {"passphrase": ""}
            return show(ChoosePage(invitation=invitation, secret=secret, entered=entered, errors=errors), 422)
        return await _join(request, store, (invitation, read.value), now)


async def _choose(request: Visitor, store: Database, secret: str, now: Now) -> Response[str]:
    house = house_of(request)
    of = attempts.subjects(house.keys, "join", secret, address_of(request))
    async with store.reading() as reader:
        if await attempts.too_many(reader, of, now):
            return error_page(429, {"Retry-After": "900"})
        invitation = await find_invitation(reader, house.keys, secret, now)
        device = await find_device_code(reader, house.keys, secret, now) if invitation is None else None
    if device:
        return show(ComePage(found=device, secret=secret))
    if invitation is None:
        return await _unknown(store, of, secret, now)
    entered = {
        "name": invitation.email or "",
        "way": "device" if invitation.person_role == "patient" else "passphrase",
    }
    return show(ChoosePage(invitation=invitation, secret=secret, entered=entered, errors={}))


async def _unknown(store: Database, of: tuple[str, str], secret: str, now: Now) -> Response[str]:
    async with store.writing() as tx:
        await attempts.note_attempt(tx, of, now)
    shown = secret if len(secret) <= 12 and secret.isprintable() else ""
    return show(JoinPage(entered={"code": shown}, errors={"code": _(NOT_FOUND)}), 422)


async def _wrong(db: Reader, read: Form[JoinForm], invitation: FoundInvitation) -> dict[str, str]:
    """What is wrong with each field, and what only the fields together, or the database, can tell."""
    errors: dict[str, str] = {}
    entered = read.entered
    if entered["way"] == "device" and invitation.person_role != "patient":
        errors["way"] = _("Staff sign in with a passphrase.")
    if entered["way"] == "passphrase":
        unreadable = "name" in read.errors
        errors |= await wrong_choice(db, entered, invitation.person_id, unreadable=unreadable)
    errors |= read.errors
    return {field: errors[field] for field in entered if field in errors}


async def _join(request: Visitor, store: Database, both: tuple[FoundInvitation, JoinForm], now: Now) -> Response[Any]:
    invitation, form = both
    hashed = await hash_passphrase(form.passphrase) if form.way == "passphrase" else None
    own = form.way == "device"
    async with store.writing() as tx:
        if not await use_invitation(tx, invitation.id, now):
            return show(JoinPage(entered={}, errors={"code": _(NOT_FOUND)}), 422)
        await use_recovery(tx, house_of(request), invitation, now)
        if hashed:
            await set_passphrase(tx, invitation.person_id, form.name, hashed)
        if form.zone in available_timezones() and invitation.person_role == "patient":
            await set_zone(tx, invitation.person_id, form.zone)
        own = own or invitation.person_role == "patient"
        await end_all_logins(tx, invitation.person_id, now)  # a new code is for a lost phone or a lost passphrase
        await forget_browsers(tx, invitation.person_id)
        role = invitation.person_role
        who = Entering(person_id=invitation.person_id, role=role, own=own, then=HOME[role])
        return await enter(request, tx, who, now)

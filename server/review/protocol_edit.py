"""Where an administrator changes numbers: typed, looked at as a difference, and only then signed as a new version.

A draft lives in its form alone. Going back is a new version with the numbers of an old one; nothing is written over.
"""

from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import AdminController
from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.differences import difference, with_numbers_of
from server.clinics.drafts import Draft, fields_of, read_draft
from server.clinics.protocol import Protocol
from server.clinics.queries import SignedProtocol, current_protocol
from server.clinics.signing import NewVersion, Signed, sign_protocol
from server.clinics.versions import find_version
from server.courses.own import Me, house_of
from server.db.connection import Reader, Transaction
from server.pages.forms import Posted, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.review.protocol_models import DraftForm, SignForm
from server.review.protocol_pages import asked_version, behind_page, draft_page, edit_page
from server.review.protocol_routes import HERE


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` is the version that was on the page; None where there is no such version. `draft` stands on top of it."""

    current: SignedProtocol
    seen: SignedProtocol | None
    draft: Draft
    entered: dict[str, str]
    errors: dict[str, str]

    @property
    def protocol(self) -> Protocol | None:
        return self.draft.protocol if self.seen else None


class ProtocolEditController(AdminController):
    path = f"{HERE}/edit"

    @get("/")
    async def open_editor(self, request: Visitor, db: Reads, me: Me) -> Response[str]:
        """With the numbers in force, or, to go back to them, with those of the version `from`."""
        current = await current_protocol(db, me.clinic_id)
        asked = asked_version(request.query_params.get("from"))
        if asked is None:
            return show(edit_page(current, fields_of(current.read()), {}))
        old = await find_version(db, me.clinic_id, asked)
        if old is None:
            raise NotFoundException
        numbers = fields_of(with_numbers_of(current.read(), old.read()))
        return show(edit_page(current, numbers, {}, old.version))

    @post("/")
    async def look_at_draft(self, db: Reads, me: Me, form: Sent) -> Response[str]:
        """Nothing is kept here. With the button "back" it is typed on."""
        typed = await _read(db, me, form)
        if form.values.get("back"):
            return show(edit_page(typed.current, typed.entered, {}))
        if typed.seen is None or typed.protocol is None:
            return show(edit_page(typed.current, typed.entered, typed.errors), 422)
        if typed.seen.version != typed.current.version:
            return await _behind(db, me, typed.seen, typed)
        if not difference(typed.current.read(), typed.protocol):
            return show(edit_page(typed.current, typed.entered, {"fasting": _nothing()}), 422)
        return show(await draft_page(db, me, (typed.current, typed.protocol), typed.entered, {}))

    @post("/sign", proven=later("Sign a new version of the protocol"))
    async def sign_draft(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat. What was signed meanwhile is shown first, and what was typed stays, on top of it."""
        typed, read = await _read(tx, me, form), read_form(SignForm, form)
        if typed.seen is None or typed.protocol is None:
            return show(edit_page(typed.current, typed.entered, typed.errors), 422)
        errors = dict(read.errors)
        if not difference(typed.seen.read(), typed.protocol):
            errors["because"] = _nothing()
        if read.value is None or errors:
            page = await draft_page(tx, me, (typed.seen, typed.protocol), typed.entered, errors)
            return show(page, 422)
        protocol = msgspec.structs.replace(typed.protocol, because=read.value.because)
        outcome = await _sign(tx, house_of(request), me, (read.value, protocol), now)
        return answer(request, then=HERE) if outcome in ("signed", "kept") else await _behind(tx, me, typed.seen, typed)


async def _read(db: Reader, me: Person, form: Posted) -> Typed:
    """On top of the version that was seen, so that a repeated form says the same again."""
    current = await current_protocol(db, me.clinic_id)
    version = read_form(DraftForm, form)
    seen = await find_version(db, me.clinic_id, version.value.version) if version.value else None
    draft = read_draft(form, (seen or current).read())
    own = {name: form.values.get(name, "").replace("\0", "\ufffd") for name in ("id", "because", "version")}
    errors = draft.errors
    if seen is None:
        errors = {
            "fasting": _("This page does not fit the clinic’s versions any more. Please look, and send it again.")
        }
    return Typed(current=current, seen=seen, draft=draft, entered=draft.entered | own, errors=errors | draft.errors)


async def _sign(tx: Transaction, house: House, me: Person, given: tuple[SignForm, Protocol], now: datetime) -> Signed:
    form, protocol = given
    outcome = await sign_protocol(tx, me, NewVersion(id=form.id, after=form.version, protocol=protocol), now)
    if outcome == "signed":
        await write_trail(tx, house.keys.trail, me, "signed protocol", course_id=None, subject_id=form.id, now=now)
    return outcome


async def _behind(db: Reader, me: Person, seen: SignedProtocol, typed: Typed) -> Response[str]:
    """Read anew: whoever was quicker has signed by now."""
    current = await current_protocol(db, me.clinic_id)
    if typed.protocol is None:
        raise NotFoundException
    return show(await behind_page(db, me, (seen, current, typed.protocol), typed.entered), 409)


def _nothing() -> str:
    return _("Nothing is changed yet. Choose another number, or leave this page.")

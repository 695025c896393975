"""One's own passkeys: which there are and when they were used, a new one, another name, one less."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import ProvingController
from server.access.lifetimes import is_proven
from server.access.people import STAFF
from server.accounts import ceremony
from server.accounts.changing import after_change, seen
from server.accounts.entering import device_name
from server.accounts.passkeys import (
    MOST,
    ids_of_passkeys,
    keep_passkey,
    list_passkeys,
    remove_passkey,
    rename_passkey,
    spend_challenge,
)
from server.accounts.proof_models import NewPasskey, PasskeyName, PasskeysPage
from server.accounts.proofs import find_proofs, of_login
from server.clinics.people import hold_person
from server.courses.own import Me, house_of
from server.db.connection import Reader, Transaction
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer, go
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import current_frame, show

HERE = "/account/passkeys"
NOT_MADE = later("The passkey was not made, or too much time went by. Please press the button once more.")
LAST = later("This is the last of your second proofs, and staff need one. Add another first, then remove this one.")
ADD, REMOVE = later("Make a passkey"), later("Remove a passkey")
ENOUGH = later("There are as many passkeys here as fit. Remove one that you no longer use.")


class PasskeysController(ProvingController):
    path = HERE

    @get("/")
    async def open_passkeys(self, request: Visitor, db: Reads, me: Me) -> Response[str]:
        return show(await _page(request, db, me.id, {"name": device_name(request)}, {}))

    @get("/new")
    async def ask_for_new(self, request: Visitor, db: Reads, me: Me, now: Now) -> Response[str]:
        """What the browser is to make, for this login and the next ten minutes."""
        house, visit = house_of(request), seen(request)
        challenge = ceremony.make_challenge(house.keys, of_login(visit, "enrol"), now)
        taken = await ids_of_passkeys(db, me.id)
        asked = ceremony.ask_for_new(house.settings, me, visit.tag, taken, challenge)
        return Response(asked, media_type="application/json")

    @post("/new", proven=ADD)
    async def add(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Before a proof the button of the page sends a name alone; afterwards the passkey is made there."""
        read = read_form(NewPasskey, form)
        errors = dict(read.errors)
        if (wrong := errors.pop("answer", "")) and not errors:
            if "answer" not in form.values:
                return show(await _page(request, tx, me.id, read.entered, {}))
            errors["name"] = _(NOT_MADE) if wrong else ""
        if read.value is None:
            return show(await _page(request, tx, me.id, read.entered, errors), 422)
        if len(await list_passkeys(tx, me.id)) >= MOST:
            return show(await _page(request, tx, me.id, read.entered, {}, refused=_(ENOUGH)), 409)
        if not await _make(request, tx, read.value, now):
            return show(await _page(request, tx, me.id, read.entered, {"name": _(NOT_MADE)}), 422)
        then = answer(request, then="/account/second" if current_frame().held else HERE)
        return await after_change(request, tx, then, now, gone=False)

    @post("/{passkey_id:uuid}/name")
    async def rename(self, request: Visitor, tx: Writes, me: Me, passkey_id: InPath[UUID], form: Sent) -> Response[Any]:
        read = read_form(PasskeyName, form)
        if not any(one.id == str(passkey_id) for one in await list_passkeys(tx, me.id)):
            raise NotFoundException
        if read.value is None:
            page = await _page(request, tx, me.id, read.entered, read.errors, wrong=str(passkey_id))
            return show(page, 422)
        await rename_passkey(tx, me.id, str(passkey_id), read.value.name)
        return go(HERE)

    @post("/{passkey_id:uuid}/remove", proven=REMOVE)
    async def remove(self, request: Visitor, tx: Writes, me: Me, passkey_id: InPath[UUID], now: Now) -> Response[Any]:
        """Every other device is signed out: a lost phone may be one of them."""
        await hold_person(tx, me.id)
        mine = {one.id: one for one in await list_passkeys(tx, me.id)}
        if not (gone := mine.get(str(passkey_id))):
            raise NotFoundException
        proofs = await find_proofs(tx, me.id)
        if me.role in STAFF and gone.copied_at is None and proofs.passkeys + proofs.one_time < 2:
            page = await _page(request, tx, me.id, {"name": device_name(request)}, {}, refused=_(LAST))
            return show(page, 409)
        await remove_passkey(tx, me.id, gone.id, now)
        return await after_change(request, tx, go(HERE), now, gone=True)


async def _make(request: Visitor, tx: Transaction, form: NewPasskey, now: Now) -> bool:
    house, visit = house_of(request), seen(request)
    read = ceremony.read_answer(form.answer)
    if read is None or not ceremony.is_live(house.keys, of_login(visit, "enrol"), read[1], now):
        return False
    made = ceremony.read_new(house.settings, form.answer, read[1])
    if made is None or not await spend_challenge(tx, house, read[1], now):
        return False
    return await keep_passkey(tx, visit.person.id, made, form.name, now)


async def _page(
    request: Visitor,
    db: Reader,
    person_id: str,
    entered: dict[str, str],
    errors: dict[str, str],
    *,
    wrong: str = "",
    refused: str = "",
) -> PasskeysPage:
    frame = current_frame()
    return PasskeysPage(
        desk=frame.staff and not frame.held,
        passkeys=await list_passkeys(db, person_id),
        possible=bool(ceremony.rp_id(house_of(request).settings)),
        only_at=ceremony.only_at(house_of(request).settings, frame.host),
        proven=is_proven(seen(request).proven_at, house_of(request).clock()),
        entered=entered,
        errors=errors,
        wrong=wrong,
        refused=refused,
    )

"""How one signs in, all on one page; setting up one-time codes, and making recovery codes."""

from typing import Any

from litestar import Response, get, post

from server.access.audience import ProvingController
from server.access.lifetimes import is_proven
from server.access.people import STAFF
from server.accounts.changing import after_change, seen
from server.accounts.one_time import address_for_app, begin_one_time, begun_secret, confirm_one_time, remove_one_time
from server.accounts.passkey_routes import LAST
from server.accounts.proof_models import CodeOfApp, CodesPage, OneTimePage, SecondPage
from server.accounts.proofs import find_proofs
from server.accounts.recovery_codes import make_codes
from server.accounts.sign_in import HOME
from server.clinics.people import hold_person
from server.courses.own import Me, house_of
from server.db.connection import Reader
from server.pages.forms import read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, go
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import current_frame, show
from server.pages.qr import draw_qr

SET_UP, TAKE_AWAY = later("Set up one-time codes"), later("Ask for one-time codes no more")
MAKE = later("Make ten recovery codes")
WRONG_CODE = later("These are not the figures that the app shows now. Please type the next ones.")


class SecondController(ProvingController):
    path = "/account"

    @get("/second")
    async def open_second(self, db: Reads, me: Me) -> Response[str]:
        frame = current_frame()
        return show(
            SecondPage(
                desk=frame.staff and not frame.held,
                held=frame.held,
                staff=frame.staff,
                proofs=await find_proofs(db, me.id),
                home=HOME[me.role],
            )
        )

    @get("/one-time")
    async def open_one_time(self, request: Visitor, db: Reads, me: Me) -> Response[str]:
        return show(await _one_time(request, db, me, {}, {}))

    @post("/one-time/begin", proven=SET_UP)
    async def begin(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        await begin_one_time(tx, house_of(request), me, now)
        return go("/account/one-time")

    @post("/one-time", proven=SET_UP)
    async def confirm(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        read = read_form(CodeOfApp, form)
        if read.value is None:
            return show(await _one_time(request, tx, me, read.entered, read.errors), 422)
        had = (await find_proofs(tx, me.id)).one_time > 0
        if not await confirm_one_time(tx, house_of(request), me.id, read.value.code, now):
            return show(await _one_time(request, tx, me, read.entered, {"code": _(WRONG_CODE)}), 422)
        return await after_change(request, tx, go("/account/second"), now, gone=had)

    @post("/one-time/remove", proven=TAKE_AWAY)
    async def remove(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[Any]:
        await hold_person(tx, me.id)
        proofs = await find_proofs(tx, me.id)
        if me.role in STAFF and proofs.one_time and not proofs.passkeys:
            return show(await _one_time(request, tx, me, {}, {}, _(LAST)), 409)
        removed = await remove_one_time(tx, me.id, now)
        return await after_change(request, tx, go("/account/second"), now, gone=removed)

    @get("/codes")
    async def open_codes(self, db: Reads, me: Me) -> Response[str]:
        return show(await _codes(db, me, []))

    @post("/codes", proven=MAKE)
    async def make(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[Any]:
        await hold_person(tx, me.id)
        had = (await find_proofs(tx, me.id)).codes > 0
        codes = await make_codes(tx, house_of(request).keys, me.id, now)
        return await after_change(request, tx, show(await _codes(tx, me, codes), 201), now, gone=had)


async def _codes(db: Reader, me: Me, codes: list[str]) -> CodesPage:
    frame, proofs = current_frame(), await find_proofs(db, me.id)
    home = HOME[me.role] if proofs.whole else "/account/second"
    return CodesPage(desk=frame.staff and not frame.held, codes=codes, proofs=proofs, home=home)


async def _one_time(
    request: Visitor, db: Reader, me: Me, entered: dict[str, str], errors: dict[str, str], refused: str = ""
) -> OneTimePage:
    frame = current_frame()
    house = house_of(request)
    shows = is_proven(seen(request).proven_at, house.clock())
    secret = (shows and await begun_secret(db, house, me.id)) or ""
    return OneTimePage(
        desk=frame.staff and not frame.held,
        on=(await find_proofs(db, me.id)).one_time > 0,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        qr=draw_qr(address_for_app(secret, me)) if secret else "",
        entered=entered,
        errors=errors,
        refused=refused,
    )

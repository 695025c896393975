"""How one signs in, all on one page; setting up one-time codes, and making recovery codes."""

from typing import Any

from litestar import Response, get, post

from server.access.audience import ProvingController
from server.access.people import STAFF
from server.accounts.one_time import address_for_app, begin_one_time, begun_secret, confirm_one_time, remove_one_time
from server.accounts.passkey_routes import LAST, seen
from server.accounts.proof_models import CodeOfApp, CodesPage, OneTimePage, SecondPage
from server.accounts.proofs import after_removing, find_proofs, settle_login
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

    @post("/one-time/begin")
    async def begin(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        await begin_one_time(tx, house_of(request), me, now)
        return go("/account/one-time")

    @post("/one-time")
    async def confirm(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        read = read_form(CodeOfApp, form)
        if read.value is None:
            return show(await _one_time(request, tx, me, read.entered, read.errors), 422)
        if not await confirm_one_time(tx, house_of(request), me.id, read.value.code, now):
            return show(await _one_time(request, tx, me, read.entered, {"code": _(WRONG_CODE)}), 422)
        await settle_login(tx, seen(request))
        return go("/account/second")

    @post("/one-time/remove")
    async def remove(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[Any]:
        await hold_person(tx, me.id)
        proofs = await find_proofs(tx, me.id)
        if me.role in STAFF and proofs.one_time and not proofs.passkeys:
            return show(await _one_time(request, tx, me, {}, {}, _(LAST)), 409)
        if await remove_one_time(tx, me.id, now):
            await after_removing(tx, seen(request), now)
        return go("/account/second")

    @get("/codes")
    async def open_codes(self, db: Reads, me: Me) -> Response[str]:
        return show(await _codes(db, me, []))

    @post("/codes")
    async def make(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        await hold_person(tx, me.id)
        codes = await make_codes(tx, house_of(request).keys, me.id, now)
        await settle_login(tx, seen(request))
        return show(await _codes(tx, me, codes), 201)


async def _codes(db: Reader, me: Me, codes: list[str]) -> CodesPage:
    frame, proofs = current_frame(), await find_proofs(db, me.id)
    home = HOME[me.role] if proofs.whole else "/account/second"
    return CodesPage(desk=frame.staff and not frame.held, codes=codes, proofs=proofs, home=home)


async def _one_time(
    request: Visitor, db: Reader, me: Me, entered: dict[str, str], errors: dict[str, str], refused: str = ""
) -> OneTimePage:
    frame = current_frame()
    secret = await begun_secret(db, house_of(request), me.id) or ""
    return OneTimePage(
        desk=frame.staff and not frame.held,
        on=(await find_proofs(db, me.id)).one_time > 0,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        qr=draw_qr(address_for_app(secret, me)) if secret else "",
        entered=entered,
        errors=errors,
        refused=refused,
    )

"""One's own account: devices that are signed in, what this one has to be told of others, and ending any of them.

A device that was here first ends a newer one at once. To end an older one it proves that it is its owner's.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import SignedInController
from server.access.devices import answer_for, forget_browser_of, forget_browsers, is_newer, list_new
from server.access.logins import end_all_logins, end_login, list_devices
from server.access.people import Person, Visit
from server.accounts.entering import leave
from server.accounts.models import AccountPage, DevicesPage
from server.accounts.proofs import find_proofs
from server.accounts.proving import need_proof
from server.courses.own import Me, house_of, visit_of
from server.db.connection import Reader, Transaction
from server.pages.handlers import InPath, Now, Reads, Store, Visitor, Writes, answer
from server.pages.language import later
from server.pages.page import current_frame, show

HERE = "/account/devices"
END_ONE = later("Sign out another device")
END_OTHERS = later("Sign out all other devices")


class AccountController(SignedInController):
    path = "/account"

    @get("/")
    async def open_account(self, request: Visitor, db: Reads, me: Me, now: Now) -> Response[str]:
        visit, proofs = _visit(request), await find_proofs(db, me.id)
        return show(
            AccountPage(
                devices=await list_devices(db, me, now),
                this_device=visit.login_id,
                by_device_alone=not proofs.passphrase and not proofs.passkeys,
                staff=current_frame().staff,
            )
        )

    @get("/devices")
    async def open_devices(self, request: Visitor, db: Reads, me: Me, now: Now) -> Response[str]:
        ended = request.query_params.get("ended", "")
        return show(await _devices(db, (me, _visit(request)), ended == "1", now))

    @post("/devices/{login_id:uuid}/end")
    async def end_device(
        self, request: Visitor, store: Store, me: Me, login_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        visit, other = _visit(request), str(login_id)
        async with store.reading() as db:
            live = {one.id for one in await list_devices(db, me, now)}
            newer = await is_newer(db, visit, other)
        if other not in live:
            raise NotFoundException
        if other != visit.login_id and not newer:
            await need_proof(request, END_ONE)
        async with store.writing() as tx:
            if not await end_login(tx, me.id, other, now):
                raise NotFoundException
            await forget_browser_of(tx, me.id, other)
        return leave(house_of(request)) if other == visit.login_id else answer(request, then=HERE)

    @post("/devices/others/end")
    async def end_others(self, request: Visitor, store: Store, me: Me, now: Now) -> Response[Any]:
        visit = _visit(request)
        async with store.reading() as db:
            others = [one for one in await list_devices(db, me, now) if one.id != visit.login_id]
        if not all(one.known_since > visit.known_since for one in others):
            await need_proof(request, END_OTHERS)
        async with store.writing() as tx:
            await _end_others(tx, visit, now)
        return answer(request, then=HERE)

    @post("/devices/{login_id:uuid}/mine")
    async def say_it_was_me(
        self, request: Visitor, tx: Writes, me: Me, login_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Safe to repeat, also from two devices."""
        if not await answer_for(tx, _visit(request), str(login_id), now):
            raise NotFoundException
        return answer(request, then=HERE)

    @post("/devices/{login_id:uuid}/not-mine")
    async def say_it_was_not_me(
        self, request: Visitor, tx: Writes, me: Me, login_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Ends it and all others but this one, at once: whoever was here first need not prove anything for that."""
        visit = _visit(request)
        if not await answer_for(tx, visit, str(login_id), now):
            raise NotFoundException
        await _end_others(tx, visit, now)
        return answer(request, then=f"{HERE}?ended=1")


def _visit(request: Visitor) -> Visit:
    visit = visit_of(request)
    if visit is None:
        raise NotFoundException
    return visit


async def _end_others(tx: Transaction, visit: Visit, now: datetime) -> None:
    """No browser but this one is known any more: where the others come again, it is told."""
    await end_all_logins(tx, visit.person.id, now, keep=visit.login_id)
    await forget_browsers(tx, visit.person.id, but_of=visit.login_id)


async def _devices(db: Reader, who: tuple[Person, Visit], ended: bool, now: datetime) -> DevicesPage:
    me, visit = who
    return DevicesPage(
        devices=await list_devices(db, me, now),
        this_device=visit.login_id,
        new_devices=await list_new(db, visit, now),
        ended=ended,
        clinic_phone=me.clinic_phone,
        staff=current_frame().staff,
    )

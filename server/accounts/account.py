"""One's own account: devices that are signed in, and ending any of them."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import SignedInController
from server.access.logins import end_login, list_devices
from server.accounts.models import AccountPage
from server.accounts.sign_in import signed_out
from server.courses.own import Me, house_of, visit_of
from server.pages.handlers import InPath, Now, Reads, Visitor, Writes, answer
from server.pages.page import current_frame, show


class AccountController(SignedInController):
    path = "/account"

    @get("/")
    async def open_account(self, request: Visitor, db: Reads, me: Me, now: Now) -> Response[str]:
        visit = visit_of(request)
        hashed = await db.value("select passphrase_hash from person where id = :id", id=me.id)
        return show(
            AccountPage(
                devices=await list_devices(db, me.id, now),
                this_device=visit.login_id if visit else "",
                has_passphrase=hashed is not None,
                staff=current_frame().staff,
            )
        )

    @post("/devices/{login_id:uuid}/end")
    async def end_device(self, request: Visitor, tx: Writes, me: Me, login_id: InPath[UUID], now: Now) -> Response[Any]:
        if not await end_login(tx, me.id, str(login_id), now):
            raise NotFoundException
        visit = visit_of(request)
        if visit and visit.login_id == str(login_id):
            return signed_out(house_of(request))
        return answer(request, then="/account")

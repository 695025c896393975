"""An administrator ends an account of the staff, takes it up again, gives another role; what follows is said first."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import AdminController
from server.access.people import Person
from server.access.trail import write_trail
from server.accounts.ending import Asked, Wanted, change_account
from server.accounts.staff_models import AccountForm, RoleForm
from server.accounts.staff_page import Said, staff_account_page
from server.accounts.standing import Account, find_account
from server.courses.own import Me, house_of
from server.db.connection import Reader, Transaction
from server.pages.forms import Form, read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show

BEHIND = later("Somebody changed this account meanwhile, and nothing was done. This is how it stands now.")
LAST = later("This is the only administrator who has come in. Nothing was changed.")
GONE = later("Your own account is no administrator’s any more. Nothing was changed.")
REFUSED = {"behind": BEHIND, "last": LAST, "gone": GONE}


class StaffAccountController(AdminController):
    path = "/clinic/staff/{person_id:uuid}/account"

    @get("/")
    async def open_account(
        self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], now: Now
    ) -> Response[str]:
        account = await _account(tx, me, person_id)
        return await _show(request, tx, me, (account, Said()), 200)

    @post("/end", proven=later("End an account of the staff"))
    async def end(
        self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        account = await _account(tx, me, person_id)
        return await _change(request, tx, me, (account, "ended", read_form(AccountForm, form)))

    @post("/again", proven=later("Take an account of the staff up again"))
    async def take_up(
        self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        account = await _account(tx, me, person_id)
        return await _change(request, tx, me, (account, "taken up", read_form(AccountForm, form)))

    @post("/role", proven=later("Change the role of one of the staff"))
    async def give_role(
        self, request: Visitor, tx: Writes, me: Me, person_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        account = await _account(tx, me, person_id)
        return await _change(request, tx, me, (account, "role", read_form(RoleForm, form)))


async def _account(db: Reader, me: Person, person_id: UUID) -> Account:
    account = await find_account(db, me.clinic_id, str(person_id))
    if account is None:
        raise NotFoundException
    return account


async def _change(
    request: Visitor, tx: Transaction, me: Person, asked: tuple[Account, Asked, Form[Any]]
) -> Response[Any]:
    house, (account, what, read) = house_of(request), asked
    said, form = Said(which=what, entered=read.entered, errors=dict(read.errors)), read.value
    if what == "role" and form is not None and form.role == form.was:
        said.errors["role"] = _("Please choose another role than the one that it is.")
    if form is None or said.errors:
        return await _show(request, tx, me, (account, said), 422)
    role = form.role if what == "role" else form.was
    wanted = Wanted(id=form.id, person_id=account.id, what=what, was=form.was, role=role, to=form.to or "")
    outcome = await change_account(tx, house, me, wanted, house.clock())
    if outcome == "done":
        return answer(request, then=f"/clinic/staff/{account.id}/account")
    if outcome == "alone":
        said.errors["to"] = _("Please choose who takes over, or a patient would have nobody.")
        return await _show(request, tx, me, (account, said), 422)
    refused = msgspec.structs.replace(said, refused=_(REFUSED[outcome]))
    return await _show(request, tx, me, (await _account(tx, me, UUID(account.id)), refused), 409)


async def _show(
    request: Visitor, tx: Transaction, me: Person, shown: tuple[Account, Said], status: int
) -> Response[str]:
    """The page may name patients, and so leaves its own row."""
    house, now = house_of(request), house_of(request).clock()
    await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id=shown[0].id, now=now)
    return show(await staff_account_page(tx, me, shown, now), status)

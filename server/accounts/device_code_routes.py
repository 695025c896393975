"""A patient makes a code for another device of theirs, and signs in there with it."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec
from litestar import Response, post

from server.access import attempts
from server.access.audience import PatientController, ThresholdController
from server.accounts.changing import seen
from server.accounts.device_codes import (
    LASTS,
    FoundDeviceCode,
    find_device_code,
    make_device_code,
    use_device_code,
)
from server.accounts.entering import Entering, enter
from server.accounts.models import JoinPage
from server.accounts.sign_in import HOME
from server.courses.own import address_of, house_of
from server.pages.errors import error_page
from server.pages.forms import Tick, Words, read_form
from server.pages.handlers import Now, Sent, Store, Visitor, Writes
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show

NOT_FOUND = later("This code does not open anything now. It may have been used, or be over. You can make another.")
MAKE = later("Make a code for another device of yours")


class ComeForm(msgspec.Struct, frozen=True, kw_only=True):
    secret: Annotated[str, Words(40, one_line=True)]
    own: Annotated[bool, Tick()]


class DeviceCodePage(Page, kw_only=True):
    """Shown once: the code is kept only as a hash."""

    template: ClassVar[str] = "accounts/device_code.html"
    code: str
    expires_at: datetime


class ComePage(Page, kw_only=True):
    """On the other device, before it is signed in."""

    template: ClassVar[str] = "accounts/come.html"
    found: FoundDeviceCode
    secret: str


class DeviceCodeController(PatientController):
    path = "/account/devices/code"

    @post("/", proven=MAKE)
    async def make(self, request: Visitor, tx: Writes, now: Now) -> Response[str]:
        code = await make_device_code(tx, house_of(request).keys, seen(request), now)
        return show(DeviceCodePage(code=code, expires_at=now + LASTS), 201)


class ComeController(ThresholdController):
    path = "/join/device"

    @post("/")
    async def come(self, request: Visitor, store: Store, form: Sent, now: Now) -> Response[Any]:
        house, read = house_of(request), read_form(ComeForm, form)
        secret = read.entered["secret"][:40]
        of = attempts.subjects(house.keys, "join", secret, address_of(request))
        async with store.reading() as db:
            if await attempts.too_many(db, of, now):
                return error_page(429, {"Retry-After": "900"})
        async with store.writing() as tx:
            found = await find_device_code(tx, house.keys, secret, now) if read.value else None
            if read.value and found and await use_device_code(tx, found.id, now):
                who = Entering(person_id=found.person_id, role="patient", own=read.value.own, then=HOME["patient"])
                return await enter(request, tx, who, now)
            await attempts.note_attempt(tx, of, now)
        return show(JoinPage(entered={}, errors={"code": _(NOT_FOUND)}), 422)

"""One's own reminders: the list, what is switched off, quiet hours, and the address for e-mail."""

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import OwnCourse as Owned
from server.courses.own import OwnCourse, house_of, rest_first
from server.db.connection import Reader
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.reminders.addresses import ask_address, confirm_address, end_addresses
from server.reminders.choices import keep_choice
from server.reminders.keeping import mark_seen
from server.reminders.models import AddressForm, ChoiceForm, CodeForm
from server.reminders.pages import Typed, reminders_page

HERE = "/reminders"


class RemindersController(PatientController):
    path = HERE
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_reminders(self, request: Visitor, tx: Writes, course: OwnCourse, now: Now) -> Response[str]:
        """Opening it is having seen them; a copy that a phone makes for its pocket is not."""
        before = request.query_params.get("before") or ""
        page = show(await reminders_page(tx, request, course, now, before=before))
        if "tidemark-pocket" not in request.headers:
            await mark_seen(tx, course, now)
        return page

    @post("/choices")
    async def keep_choices(
        self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now
    ) -> Response[Any]:
        read = read_form(ChoiceForm, form)
        if read.value is None:
            return await _again(request, tx, course, (read.entered, read.errors), now)
        await keep_choice(tx, course, read.value.chosen(), now)
        return answer(request, then=HERE)

    @post("/mail")
    async def ask_for_code(
        self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now
    ) -> Response[Any]:
        """Repeatable: one id, one code."""
        _with_mail(request)
        read = read_form(AddressForm, form)
        errors = read.errors
        if read.value and not (read.value.address and read.value.address.isascii()):
            errors = {"address": _("Please write the address that it goes to, in plain letters.")}
        if errors or read.value is None:
            return await _again(request, tx, course, (read.entered, errors), now)
        asked = await ask_address(tx, course, (read.value.id, read.value.address or ""), now)
        if asked == "strange":
            raise NotFoundException
        if asked == "too many":
            errors = {"address": _("Five codes were sent within a day, and no more are. Please try again tomorrow.")}
            return await _again(request, tx, course, (read.entered, errors), now)
        return answer(request, then=f"{HERE}#mail")

    @post("/mail/confirm")
    async def confirm(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        _with_mail(request)
        read = read_form(CodeForm, form)
        if read.value is None:
            return await _again(request, tx, course, (read.entered, read.errors), now)
        typed = await confirm_address(tx, house_of(request).keys, course, read.value.code, now)
        if typed == "confirmed":
            return answer(request, then=f"{HERE}#mail")
        said = {
            "wrong": _("This is not the code that was sent. Please look again."),
            "no more": _("This code works no more. Please ask for another."),
            "nothing": _("No code is waited for. Please write the address first."),
        }[typed]
        if typed == "wrong":
            return await _again(request, tx, course, ({}, {"code": said}), now)
        return await _again(request, tx, course, ({}, {"address": said}), now, 409)

    @post("/mail/end")
    async def end_mail(self, request: Visitor, tx: Writes, course: OwnCourse, now: Now) -> Response[Any]:
        await end_addresses(tx, course, now)
        return answer(request, then=f"{HERE}#mail")


def _with_mail(request: Visitor) -> None:
    """Where the clinic sends no mail there is no such page."""
    if not house_of(request).settings.sends_mail:
        raise NotFoundException


async def _again(
    request: Visitor, db: Reader, course: Owned, typed: Typed, now: Now, status: int = 422
) -> Response[str]:
    return show(await reminders_page(db, request, course, now, typed), status)

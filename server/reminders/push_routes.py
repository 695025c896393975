"""Notifications on a phone: begun by a touch on that phone, ended there by signing out, and for all phones at once."""

from typing import Any

from litestar import Response, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import OwnCourse, house_of, visit_of
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Visitor, Writes, answer
from server.reminders.devices import NewDevice, add_device, end_devices, read_subscription
from server.reminders.models import PushForm

THEN = "/reminders#push"


class PushController(PatientController):
    path = "/reminders/push"

    @post("/")
    async def begin(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        """Filled in by the browser, never by hand, and only where somebody stays signed in. Repeatable by its id."""
        read, visit = read_form(PushForm, form), visit_of(request)
        if read.value is None or visit is None or not visit.own_device:
            raise NotFoundException
        if read_subscription(house_of(request).settings, read.value.subscription) is None:
            raise NotFoundException
        new = NewDevice(id=read.value.id, login_id=visit.login_id, subscription=read.value.subscription)
        if not await add_device(tx, course, new, now):
            raise NotFoundException
        return answer(request, then=THEN)

    @post("/end")
    async def end(self, request: Visitor, tx: Writes, course: OwnCourse, now: Now) -> Response[Any]:
        await end_devices(tx, course, now)
        return answer(request, then=THEN)

"""Notifications on a phone: begun by a touch on that phone, ended for all phones at once."""

from typing import Any

from litestar import Response, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import OwnCourse, house_of
from server.pages.forms import read_form
from server.pages.handlers import Now, Sent, Visitor, Writes, answer
from server.reminders.devices import add_device, end_devices, read_subscription
from server.reminders.models import PushForm

THEN = "/reminders#push"


class PushController(PatientController):
    path = "/reminders/push"

    @post("/")
    async def begin(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        """Filled in by the browser, never by hand. Repeatable by its id."""
        read = read_form(PushForm, form)
        if read.value is None or read_subscription(house_of(request).settings, read.value.subscription) is None:
            raise NotFoundException
        if not await add_device(tx, course, (read.value.id, read.value.subscription), now):
            raise NotFoundException
        return answer(request, then=THEN)

    @post("/end")
    async def end(self, request: Visitor, tx: Writes, course: OwnCourse, now: Now) -> Response[Any]:
        await end_devices(tx, course, now)
        return answer(request, then=THEN)

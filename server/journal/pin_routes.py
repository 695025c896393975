"""Pinning a shared entry for the next talk, and taking it off again."""

from typing import Any
from uuid import UUID

from litestar import Response, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import OwnCourse
from server.courses.sessions import list_sessions
from server.journal.pages import dressed_entry, entry_page
from server.journal.pinning import PinForm, last_talk, pin, unpin
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show


class PinController(PatientController):
    path = "/journal/entries/{entry_id:uuid}/pin"

    @post("/")
    async def pin_entry(
        self, request: Visitor, tx: Writes, course: OwnCourse, entry_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Repeatable: a pin has an id of its own, and taking off what is off changes nothing."""
        read = read_form(PinForm, form)
        entry = await dressed_entry(tx, course, str(entry_id), now)
        if entry is None:
            raise NotFoundException
        if read.value is None:
            return error_page(422)
        outcome = "pinned"
        if read.value.pin == "1":
            since = last_talk(await list_sessions(tx, course), now)
            outcome = await pin(tx, course, entry, read.value.id, since, now)
        else:
            await unpin(tx, course, entry, now)
        if outcome == "strange":
            raise NotFoundException
        if outcome == "pinned":
            return answer(request, then=f"/journal/entries/{entry.id}")
        said = {
            "full": _("Three are pinned already, and three are plenty for one talk. Take one off first."),
            "not shared": _("This entry is not shared just now, so there is nobody to pin it for."),
        }[outcome]
        page = await entry_page(tx, course, entry.id, now, ({}, {"pin": said}))
        return error_page(404) if page is None else show(page, 409)

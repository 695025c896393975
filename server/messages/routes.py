"""The patient's messages: the thread, writing to the care team, and taking back what nobody has opened."""

import re
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.ids import read_id
from server.messages.keeping import Outcome, keep_message
from server.messages.models import MOST_A_DAY, MessageForm
from server.messages.pages import NOTHING_TYPED, messages_page, write_page
from server.messages.taking_back import take_back
from server.pages.errors import refusal_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show

NUMBER = re.compile(r"[0-9]{1,6}")
HERE = "/messages"


class MessagesController(PatientController):
    path = HERE
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_messages(self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, now: Now) -> Response[str]:
        """Opening it is what the care team sees as read; a copy that a phone makes for its pocket is not."""
        before = before_of(request)
        return show(await messages_page(tx, course, me, before, (now, is_looked_at(request))))

    @get("/write")
    async def open_write(self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, now: Now) -> Response[str]:
        """`about` names an entry of one's own."""
        asked = read_id(request.query_params.get("about") or "")
        typed = ({"about": asked}, {}) if asked else NOTHING_TYPED
        return show(await write_page(tx, course, me, typed, (now, is_looked_at(request))))

    @post("/")
    async def send_message(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat, and taken at every hour; what the hours mean for it is kept with it."""
        read = read_form(MessageForm, form)
        if read.value is None:
            return show(await write_page(tx, course, me, (read.entered, read.errors), (now, True)), 422)
        kept = await keep_message(tx, course, me, read.value, now)
        if kept == "strange":
            raise NotFoundException
        if kept == "closed":
            said = _(
                "The course has ended, and this thread with it. These words were not sent; please call the clinic."
            )
            return show(await write_page(tx, course, me, (read.entered, {}), (now, True), said), 409)
        if kept != "kept":
            errors = refused_words(kept)
            return show(await write_page(tx, course, me, (read.entered, errors), (now, True)), 422)
        return answer(request, then=HERE)

    @post("/{message_id:uuid}/take-back")
    async def take_message_back(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, message_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        done, reader = await take_back(tx, course, me, str(message_id), now)
        if done == "strange":
            raise NotFoundException
        return opened_meanwhile(reader) if done == "opened" else answer(request, then=HERE)


def before_of(request: Visitor) -> int | None:
    """The number that the page asked for goes on before."""
    found = NUMBER.fullmatch(request.query_params.get("before") or "")
    return int(found[0]) if found else None


def is_looked_at(request: Visitor) -> bool:
    """Not when a phone fetches a copy to keep: nobody may ever open that."""
    dest = request.headers.get("sec-fetch-dest", "document")
    return dest == "document" and "tidemark-pocket" not in request.headers


def refused_words(kept: Outcome) -> dict[str, str]:
    if kept == "nothing":
        return {"about": _("That entry is not at the clinic, or not any more. The message can go without it.")}
    return {
        "body": _("%(most)s messages came from you within a day, and no more fit. Please call the clinic.",
                  most=MOST_A_DAY)
    }  # fmt: skip


def opened_meanwhile(reader: str) -> Response[str]:
    return refusal_page(
        409,
        _("%(name)s has opened it meanwhile.", name=reader),
        _("A message can be taken back until somebody opens it. What you can do now is to write another."),
    )

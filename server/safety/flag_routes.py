"""Flags for clinicians: who owns what until when, taking it, handing it over, and closing it with a note (Y-35)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.people import Person
from server.access.trail import write_trail
from server.courses.own import Me, house_of
from server.db.connection import Transaction
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Store, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.safety.answering import Doing, do, leave_trail, mark_seen
from server.safety.duty import mark_away, until_in_days
from server.safety.flag_pages import (
    AwayForm,
    CloseForm,
    HandForm,
    StripFragment,
    TakeForm,
    flag_page,
    flags_page,
    read_strip,
)
from server.safety.flags import Refused
from server.safety.watching import Line, course_of_flag, find_line, glance, pass_on_due

Typed = tuple[str, dict[str, str], dict[str, str]]


class FlagsController(ClinicianController):
    path = "/flags"

    @get("/")
    async def open_flags(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        key = house_of(request).keys.trail
        await write_trail(tx, key, me, "listed", course_id=None, subject_id="flags", now=now)
        return show(await flags_page(tx, me, now, {}))

    @get("/news", by_itself=True)
    async def ask_for_news(self, request: Visitor, store: Store, me: Me, now: Now) -> Response[str]:
        """Open desks ask every second and a half. Nothing new costs one question, and tells nothing of anybody."""
        async with store.reading() as db:
            at = await glance(db, me, now)
        if at.mark == request.query_params.get("known") and not (at.first and at.first <= now):
            return Response("", status_code=204, media_type="text/plain")
        async with store.writing() as tx:
            key = house_of(request).keys.trail
            await write_trail(tx, key, me, "listed", course_id=None, subject_id="flags", now=now)
            return show(StripFragment(flags=await read_strip(tx, me, now)))

    @post("/away")
    async def be_away(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """What is mine is passed on at once; 0 days, or "back", says that I am here again."""
        read = read_form(AwayForm, form)
        if read.value is None:
            return show(await flags_page(tx, me, now, read.errors), 422)
        days = 0 if read.value.back else read.value.days
        until = until_in_days(now, days)
        await mark_away(tx, read.value.id, (me.clinic_id, me.id), until, (me.id, now))
        return answer(request, then="/flags")

    @get("/{flag_id:uuid}")
    async def open_flag(self, request: Visitor, tx: Writes, me: Me, flag_id: InPath[UUID], now: Now) -> Response[str]:
        house, line = house_of(request), await _find(tx, me, str(flag_id), now)
        if line.deadline and line.deadline <= now:
            await pass_on_due(tx, me.clinic_id, now)
            line = await _find(tx, me, line.id, now)
        await leave_trail(tx, house, me, line, ("opened flag", now))
        await mark_seen(tx, me, line, now)
        return show(await flag_page(tx, house, me, line, ("", {}, {}), now))

    @post("/{flag_id:uuid}/take")
    async def take_flag(self, request: Visitor, tx: Writes, me: Me, flag_id: InPath[UUID], form: Sent) -> Response[Any]:
        read = read_form(TakeForm, form)
        if read.value is None:
            return await _show(request, tx, me, str(flag_id), ("", read.entered, read.errors))
        return await _do(request, tx, me, str(flag_id), Doing(id=read.value.id, deed="take"))

    @post("/{flag_id:uuid}/hand-over")
    async def hand_over_flag(
        self, request: Visitor, tx: Writes, me: Me, flag_id: InPath[UUID], form: Sent
    ) -> Response[Any]:
        read = read_form(HandForm, form)
        if read.value is None:
            return await _show(request, tx, me, str(flag_id), ("", read.entered, read.errors))
        return await _do(request, tx, me, str(flag_id), Doing(id=read.value.id, deed="hand", to_id=read.value.to))

    @post("/{flag_id:uuid}/close")
    async def close_flag(
        self, request: Visitor, tx: Writes, me: Me, flag_id: InPath[UUID], form: Sent
    ) -> Response[Any]:
        """Never without a note: what was found, and what was agreed (Y-35)."""
        read = read_form(CloseForm, form)
        errors = dict(read.errors)
        if read.value and not read.value.note.strip():
            errors["note"] = _("Please write what you found and what you agreed. A flag is not closed without a note.")
        if read.value is None or errors:
            return await _show(request, tx, me, str(flag_id), ("", read.entered, errors))
        doing = Doing(id=read.value.id, deed="close", note=read.value.note)
        return await _do(request, tx, me, str(flag_id), doing)


async def _find(tx: Transaction, me: Person, flag_id: str, now: datetime) -> Line:
    line = await find_line(tx, me, flag_id, now)
    if line is None:
        raise NotFoundException
    return line


async def _do(request: Visitor, tx: Transaction, me: Person, flag_id: str, doing: Doing) -> Response[Any]:
    """Refused with everything kept when somebody was first, or the colleague is not here."""
    house, now = house_of(request), house_of(request).clock()
    line = await _find(tx, me, flag_id, now)
    course = await course_of_flag(tx, house, me, line)
    if course is None:
        raise NotFoundException
    try:
        await do(tx, me, flag_id, course.box, doing, now)
    except Refused:
        said = _("It was closed meanwhile. Nothing was changed; what you wrote is kept below.")
        if line.deadline:
            said = _("This colleague is not here now. Please choose another.")
        return await _show(request, tx, me, flag_id, (said, {"note": doing.note}, {}), 409)
    await leave_trail(tx, house, me, line, ("changed flag", now))
    return answer(request, then="/flags" if doing.deed == "close" else f"/flags/{flag_id}")


async def _show(
    request: Visitor, tx: Transaction, me: Person, flag_id: str, typed: Typed, status: int = 422
) -> Response[Any]:
    """With what was typed. It is read like every page of it, and leaves its row."""
    house, now = house_of(request), house_of(request).clock()
    line = await _find(tx, me, flag_id, now)
    await leave_trail(tx, house, me, line, ("opened flag", now))
    return show(await flag_page(tx, house, me, line, typed, now), status)

"""Dates on their way to the arc: read from the form, held against the clinic, shown with what was found, and kept."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

import msgspec

from server.access.people import Person
from server.clinics.protocol import AT_HOME
from server.courses.conflicts import Slot, end_of, mark_of
from server.courses.models import CaseloadCourse
from server.courses.placing import place_session
from server.courses.sessions import find_session, plan_session
from server.db.connection import Transaction
from server.ids import new_id
from server.pages.forms import Form, Posted, read_form
from server.pages.handlers import Answer
from server.pages.language import gettext as _
from server.pages.times import from_local, local, local_day
from server.review.arc_check import Clinic, Found, check
from server.review.arc_deed import Deed, must_be_read
from server.review.arc_forms import ArcForm, rows_in, staff_in
from server.review.arc_models import Proposed, Typed
from server.review.arc_page import not_yet
from server.review.arc_words import day_and_time, say

Dates = list[tuple[date, time]]


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """`slots` in order of time, so that their numbers will be."""

    form: ArcForm
    slots: list[Slot]


async def plan(deed: Deed) -> Answer:
    """With `look` nothing is kept. A form sent twice plans once: the sessions' ids follow from its own."""
    read, clinic = read_form(ArcForm, deed.form), await deed.clinic()
    proposal, errors = read_proposal(read, deed.form, deed.case, clinic, deed.now)
    if deed.stopped:
        return await deed.shown(shown_again(read, deed.form, {"day": deed.stopped}, clinic), 409)
    if proposal is None:
        return await deed.shown(shown_again(read, deed.form, errors, clinic), 422)
    if proposal.form.id and await find_session(deed.tx, deed.case, proposal.slots[0].session_id):
        return deed.done()
    found = await check(deed.tx, clinic, (deed.case, deed.me, deed.now), proposal.slots, new=True)
    known = proposal.form.id is None
    if proposal.form.look or must_be_read(found, proposal.form.anyway, known=known):
        waits = any(one.kind == "waits" for _index, one in found)
        status = 200 if proposal.form.look else 422 if waits else 409
        shown = preview(read, proposal, found, clinic)
        return await deed.shown(shown if status == 200 else shown.wrong("proposed", not_yet()), status)
    await keep(deed.tx, proposal, deed.case, (deed.me, deed.now))
    return deed.done()


def passed() -> str:
    return _("This moment has passed. Please choose a later one.")


def read_proposal(
    read: Form[ArcForm], sent: Posted, case: CaseloadCourse, clinic: Clinic, now: datetime
) -> tuple[Proposal | None, dict[str, str]]:
    """The dates as they were proposed, or as they were changed one by one; every wrong field at once."""
    errors = dict(read.errors)
    if read.value is None:
        return None, errors
    form = read.value
    rows, wrong = rows_in(sent, form.count)
    errors |= wrong
    if form.route in AT_HOME and not case.protocol.home_routes:
        errors["route"] = _("The clinic’s protocol does not allow this route at home.")
    if said := wrong_room(form.room, clinic, at_home=form.route in AT_HOME):
        errors["room"] = said
    dates = [
        row or (form.day + timedelta(days=index * form.days_between), form.at) for index, row in enumerate(rows)
    ]  # fmt: skip
    starts = [from_local(*one, clinic.zones[0]) for one in dates]
    for index, start in enumerate(starts):
        if start <= now:
            errors.setdefault(f"day-{index + 1}" if rows[index] else "day", passed())
    if errors:
        return None, errors
    staff = staff_in(sent, [one.id for one in clinic.team])
    return Proposal(form=form, slots=_slots(form, sorted(starts), staff, case, clinic)), {}


def _slots(
    form: ArcForm, starts: list[datetime], staff: tuple[str, ...], case: CaseloadCourse, clinic: Clinic
) -> list[Slot]:
    first = max((one.number for one in clinic.placed), default=0) + 1
    return [
        Slot(
            session_id=session_id_of(form, index),
            course_id=case.id,
            number=first + index,
            start=start,
            end=end_of(case.protocol, form.route, start),
            room_id=form.room or "",
            staff=staff,
        )
        for index, start in enumerate(starts)
    ]


def session_id_of(form: ArcForm, index: int) -> str:
    """From the form's own id, so that a form sent twice plans once."""
    return str(uuid5(UUID(form.id), f"session {index}")) if form.id else ""


def wrong_room(room: str | None, clinic: Clinic, *, at_home: bool) -> str:
    if room and at_home:
        return _("A session at home takes no room of the clinic’s.")
    if room and room not in {one.id for one in clinic.in_use}:
        return _("Please choose one of the answers shown.")
    return ""


async def keep(tx: Transaction, proposal: Proposal, case: CaseloadCourse, by: tuple[Person, datetime]) -> None:
    """As many as a course can hold."""
    form, now = proposal.form, by[1]
    for slot in proposal.slots:
        kept = await plan_session(
            tx, case, form.route, slot.start, now, form.purpose or "arc", slot.session_id or new_id(now)
        )
        if kept is None:
            return
        await place_session(tx, case, kept, (slot.room_id, slot.staff), by)


def shown_again(read: Form[ArcForm], sent: Posted, errors: dict[str, str], clinic: Clinic) -> Typed:
    """With what was typed, where something could not be read."""
    count = read.value.count if read.value else 0
    rows = [
        Proposed(number=n, day=sent.values[f"day-{n}"], at=sent.values.get(f"at-{n}", ""), said="", stands=[])
        for n in range(1, count + 1)
        if f"day-{n}" in sent.values
    ]
    staff = staff_in(sent, [one.id for one in clinic.team])
    return Typed(form="arc", entered=read.entered, errors=errors, proposed=rows, staff=staff)


def preview(read: Form[ArcForm], proposal: Proposal, found: Found, clinic: Clinic) -> Typed:
    zone, names = clinic.zones[0], clinic.names
    rows = []
    for index, slot in enumerate(proposal.slots):
        here = local(slot.start, zone)
        stands = [say(one, names, zone) for at, one in found if at == index]
        said = day_and_time(slot.start, zone)
        day, at = here.date().isoformat(), f"{here:%H:%M}"
        rows.append(Proposed(number=slot.number, day=day, at=at, said=said, stands=stands))
    return Typed(
        form="arc",
        entered=read.entered | {"id": proposal.form.id or ""},
        proposed=rows,
        mark=mark_of(found),
        staff=proposal.slots[0].staff,
        day=local_day(proposal.slots[0].start, zone),
    )

"""A session of the arc moved, given a room and staff, or taken out. What took place stays where it was."""

from datetime import datetime
from uuid import UUID

import msgspec

from server.clinics.protocol import AT_HOME
from server.courses.conflicts import Slot, end_of, mark_of
from server.courses.models import CaseloadCourse, Session
from server.courses.own import session_in
from server.courses.placing import Placed, place_session
from server.courses.sessions import list_sessions, move_session
from server.courses.taking_out import TakenOut, list_taken_out, take_out
from server.pages.forms import read_form
from server.pages.handlers import Answer
from server.pages.language import gettext as _
from server.pages.times import from_local, local, local_day
from server.review.arc_check import Clinic, Found, check
from server.review.arc_deed import Deed, changed_since, moved_meanwhile, must_be_read, placed_meanwhile
from server.review.arc_forms import MoveForm, OutForm, PlaceForm, staff_in
from server.review.arc_models import Typed
from server.review.arc_planning import passed, wrong_room
from server.review.arc_words import Said, say


async def move(deed: Deed, session_id: UUID) -> Answer:
    """Every clock of the patient follows: nothing of a session's times is stored but its own."""
    read, clinic = read_form(MoveForm, deed.form), await deed.clinic()
    session = await session_in(deed.tx, deed.case, session_id)
    errors = dict(read.errors)
    to = from_local(read.value.day, read.value.at, deed.me.clinic_zone) if read.value else deed.now
    if not errors and to <= deed.now:
        errors["day"] = passed()
    typed = Typed(form=f"{session.id} move", entered=read.entered, errors=errors)
    if read.value is None or errors:
        return await deed.shown(typed, 422)
    if session.planned_at == to and session.taken_out_at is None:
        return deed.done()
    if said := deed.stopped or await moved_meanwhile(deed.tx, deed, session, read.value.seen):
        return await deed.shown(typed.wrong("day", said), 409)
    moving = moved_slots(session, to, clinic, deed.case, after=read.value.after == "1")
    slots = [slot for _placed, slot in moving]
    found = await check(deed.tx, clinic, (deed.case, deed.me, deed.now), slots)
    if must_be_read(found, read.value.anyway, known=not read.value.seen):
        return await deed.shown(typed.against(said_of(found, slots, clinic), mark_of(found)), 409)
    standing = {one.id: one for one in await list_sessions(deed.tx, deed.case)}
    for placed, slot in moving:
        await move_session(
            deed.tx, deed.case, standing[placed.id], slot.start, read.value.reason, deed.me, deed.now
        )  # fmt: skip
    return deed.done()


async def place(deed: Deed, session_id: UUID) -> Answer:
    """Its room, and who is there."""
    read, clinic = read_form(PlaceForm, deed.form), await deed.clinic()
    session = await session_in(deed.tx, deed.case, session_id)
    placed = next(one for one in clinic.placed if one.id == session.id)
    staff, errors = staff_in(deed.form, [one.id for one in clinic.team]), dict(read.errors)
    room = read.value.room if read.value else None
    if said := wrong_room(room, clinic, at_home=session.route in AT_HOME):
        errors["room"] = said
    typed = Typed(form=f"{session.id} place", entered=read.entered, errors=errors, staff=staff)
    if read.value is None or errors:
        return await deed.shown(typed, 422)
    if said := deed.stopped or changed_since(session):
        return await deed.shown(typed.wrong("room", said), 409)
    if read.value.seen != placed.place:
        said = await placed_meanwhile(deed.tx, deed, session, clinic.where(placed))
        return await deed.shown(typed.wrong("room", said), 409)
    slot = msgspec.structs.replace(placed.slot(deed.case), room_id=room or "", staff=staff)
    found = await check(deed.tx, clinic, (deed.case, deed.me, deed.now), [slot])
    found = [
        one for one in found if one[1].kind in ("room", "staff", "away")
    ]  # what was there before is said elsewhere
    if must_be_read(found, read.value.anyway, known=False):
        return await deed.shown(typed.against(said_of(found, [slot], clinic), mark_of(found)), 409)
    await place_session(deed.tx, deed.case, session.id, (slot.room_id, staff), (deed.me, deed.now))
    return deed.done()


async def leave_out(deed: Deed, session_id: UUID) -> Answer:
    """Its row and its number stay, with the reason that the patient reads. The first reason stands."""
    read = read_form(OutForm, deed.form)
    session = await session_in(deed.tx, deed.case, session_id)
    typed = Typed(form=f"{session.id} out", entered=read.entered, errors=read.errors)
    if read.value is None:
        return await deed.shown(typed, 422)
    earlier = next((one for one in await list_taken_out(deed.tx, deed.case) if one.number == session.number), None)
    if earlier and earlier.reason == read.value.reason:
        return deed.done()
    if said := deed.stopped or changed_since(session):
        said = taken_out_meanwhile(earlier) if earlier else said
        return await deed.shown(typed.wrong("reason", said), 409)
    if not await take_out(deed.tx, deed.case, session.id, read.value.reason, (deed.me, deed.now)):
        said = _("This session has been opened meanwhile, and stays where it is.")
        return await deed.shown(typed.wrong("reason", said), 409)
    return deed.done()


def taken_out_meanwhile(earlier: TakenOut) -> str:
    return _(
        "%(name)s has taken this session out meanwhile: %(reason)s", name=earlier.by_name, reason=earlier.reason
    )  # fmt: skip


def moved_slots(
    session: Session, to: datetime, clinic: Clinic, case: CaseloadCourse, *, after: bool
) -> list[tuple[Placed, Slot]]:
    """The session at its new time and, where asked, all that come after it, by the same days at their own hours."""
    zone = clinic.zones[0]
    days = local_day(to, zone) - local_day(session.planned_at, zone)
    found = []
    for one in clinic.placed:
        start = to if one.id == session.id else None
        if after and one.coming and one.planned_at > session.planned_at and one.id != session.id:
            here = local(one.planned_at, zone)
            start = from_local(here.date() + days, here.time(), zone)
        if start:
            slot = msgspec.structs.replace(
                one.slot(case), start=start, end=end_of(case.protocol, one.route, start)
            )  # fmt: skip
            found.append((one, slot))
    return found


def said_of(found: Found, slots: list[Slot], clinic: Clinic) -> list[Said]:
    """With the session's number in front where there are several."""
    told = []
    for index, one in found:
        said = say(one, clinic.names, clinic.zones[0])
        if len(slots) > 1:
            text = _("Session %(number)s: %(said)s", number=slots[index].number, said=said.text)
            said = Said(text=text, refuses=said.refuses)
        told.append(said)
    return told

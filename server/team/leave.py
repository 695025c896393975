"""Handing courses over while one is away: which days, to whom, which patients; and the page of all that."""

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

import msgspec

from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.queries import StaffMember, list_staff
from server.courses.team import HandOver, stand_in
from server.db.connection import Reader, Transaction
from server.pages.forms import Posted, read_form
from server.pages.language import gettext as _
from server.pages.times import from_local, local_day
from server.safety.duty import away_until
from server.team.models import MOST_TICKED, HandedOver, HandOverForm, LeavePage, Mine, Spell
from server.team.queries import list_hand_overs, list_handed_over, list_held, list_mine
from server.team.words import span

LONGEST = timedelta(days=366)
TICK = "course-"


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says of what was sent: a sentence, patients left out, what was entered and what is wrong."""

    words: str = ""
    left_out: list[Mine] = []
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}
    ticked: tuple[str, ...] = ()


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """`status` is 409 where the form is right and the clinic is not so: no such colleague, nobody to hand over."""

    form: HandOverForm | None
    chosen: list[Mine]
    said: Said
    status: int


async def read_leave(db: Reader, me: Person, posted: Posted, now: datetime) -> Wanted:
    """Every wrong field at once; `form` is None when there is one."""
    read = read_form(HandOverForm, posted)
    errors, given = dict(read.errors), read.value
    if "colleague" in errors:
        errors["colleague"] = _("Please choose a colleague.")
    ticked = tuple(name.removeprefix(TICK) for name in posted.values if name.startswith(TICK))
    mine = await list_mine(db, me)
    chosen = mine if read.entered["which"] != "some" else [one for one in mine if one.course_id in ticked]
    if not errors.keys() & {"since", "until"}:  # also where a colleague is still to be chosen
        since, until = (date.fromisoformat(read.entered[one]) for one in ("since", "until"))
        errors |= _wrong_days(since, until, local_day(now, me.clinic_zone))
    status = 422 if errors else 409
    if not chosen and "which" not in errors:
        errors["which"] = _("Please choose at least one patient.")
    if given and given.colleague not in {one.id for one in await list_colleagues(db, me)}:
        errors["colleague"] = _("Please choose one of the colleagues shown.")
    said = Said(entered=read.entered, errors=errors, ticked=ticked)
    return Wanted(form=None if errors else given, chosen=chosen, said=said, status=status)


def _wrong_days(since: date, until: date, today: date) -> dict[str, str]:
    if since < today:
        return {"since": _("This day has passed. Please choose today or a later one.")}
    if until < since:
        return {"until": _("The last day comes before the first. Please choose a later one.")}
    if until - since > LONGEST:
        return {"until": _("This is longer than a year. For good, add a colleague on the patient’s page.")}
    return {}


async def list_colleagues(db: Reader, me: Person) -> list[StaffMember]:
    """Of the same profession: what is shared with a therapist is read by one, and a decision is a prescriber's."""
    return [
        one
        for one in await list_staff(db, me.clinic_id)
        if one.role == me.role and one.id != me.id and one.ended_at is None
    ]


def span_of(form: HandOverForm, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """From the first moment of the first day, or now, to the last of the last, on the clinic's clock."""
    since = max(now, from_local(form.since, time(0), zone))
    return since, from_local(form.until + timedelta(days=1), time(0), zone)


async def hand_over(
    tx: Transaction, house: House, me: Person, wanted: tuple[HandOverForm, list[Mine]], now: datetime
) -> list[Mine]:
    """Whom it leaves out, as the colleague is there in that time. Courses in the order of their ids: no two wait
    for each other."""
    form, chosen = wanted
    since, until = span_of(form, now, me.clinic_zone)
    given = HandOver(id=form.id, from_id=me.id, to_id=form.colleague, since=since, until=until)
    left_out = []
    for one in sorted(chosen, key=lambda mine: mine.course_id):
        outcome = await stand_in(tx, one.course_id, str(uuid5(UUID(form.id), one.course_id)), given, now)
        if outcome == "done":
            about = {"course_id": one.course_id, "subject_id": form.colleague}
            await write_trail(tx, house.keys.trail, me, "changed team", **about, now=now)
        elif outcome != "repeated":
            left_out.append(one)
    return sorted(left_out, key=lambda one: one.patient_name)


def _spell(one: HandedOver, zone: str) -> Spell:
    words = span(one.since, one.until, zone)
    return Spell(hand_over_id=one.hand_over_id, name=one.name, when=words, patients=one.standing or one.courses)


async def leave_page(db: Reader, me: Person, said: Said, now: datetime) -> LeavePage:
    today = local_day(now, me.clinic_zone)
    mine = await list_mine(db, me, MOST_TICKED + 1)
    handed = await list_hand_overs(db, me, now)
    return LeavePage(
        mine=mine[:MOST_TICKED],
        more=len(mine) > MOST_TICKED,
        today=today.isoformat(),
        last=(today + LONGEST).isoformat(),
        colleagues=[(one.id, one.name) for one in await list_colleagues(db, me)],
        standing=[_spell(one, me.clinic_zone) for one in handed if one.standing],
        past=[_spell(one, me.clinic_zone) for one in handed if not one.standing],
        held=[_spell(one, me.clinic_zone) for one in await list_held(db, me, now)],
        away=await away_until(db, me.id, now),
        left_out=said.left_out,
        said=said.words,
        ticked=said.ticked,
        entered=said.entered,
        errors=said.errors,
    )


async def trail_of_end(tx: Transaction, house: House, me: Person, hand_over_id: str, now: datetime) -> bool:
    """A row for each course on which something ends. False where this person made no such hand-over."""
    places = await list_handed_over(tx, me, hand_over_id)
    for one in places:
        if one.until > max(now, one.since):
            about = {"course_id": one.course_id, "subject_id": one.person_id}
            await write_trail(tx, house.keys.trail, me, "changed team", **about, now=now)
    return bool(places)

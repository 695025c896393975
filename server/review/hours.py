"""Where an administrator writes when somebody answers: the hours of a week, and the days on which nobody does."""

from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import AdminController
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.cover import (
    MOST_CLOSED,
    ClosedDay,
    CoverChange,
    NewWeek,
    change_cover,
    close_day,
    list_closed_days,
    list_cover_changes,
    open_day,
)
from server.clinics.hours import Cover, CoverNow, cover_now
from server.clinics.queries import list_cover
from server.clinics.week import DAYS, read_day, read_week, said_of_day, week_changes
from server.clinics.weekdays import WEEKDAYS
from server.courses.own import Me, house_of
from server.db.connection import Reader
from server.pages.forms import Day, Form, Id, Posted, Whole, Wrong, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import Page, show
from server.pages.times import local_day

HERE = "/clinic/hours"
Typed = tuple[dict[str, str], dict[str, str]]


class WeekForm(msgspec.Struct, frozen=True, kw_only=True):
    """`number` is that of the change that was the latest on the page."""

    id: Annotated[str, Id()]
    number: Annotated[int, Whole(0, 999_999)]


class ClosedForm(msgspec.Struct, frozen=True, kw_only=True):
    closed_id: Annotated[str, Id()]
    closed: Annotated[date, Day()]


class HoursPage(Page, kw_only=True):
    """`days` are name of the field, weekday, what is written there. `changed`: what somebody else changed meanwhile."""

    template: ClassVar[str] = "review/hours.html"
    tab: ClassVar[str] = "clinic"
    days: list[tuple[str, str, str]]
    number: int
    cover: CoverNow
    zone: str
    closed: list[ClosedDay]
    changes: list[tuple[str, datetime, list[str]]]
    changed: list[str]
    changed_by: str
    least: str
    entered: dict[str, str]
    errors: dict[str, str]


class HoursController(AdminController):
    path = HERE

    @get("/")
    async def open_hours(self, db: Reads, me: Me, now: Now) -> Response[str]:
        return show(await _page(db, me, ({}, {}), now))

    @post("/")
    async def change_hours(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat. What another administrator changed meanwhile is said, and nothing is written over."""
        read, week = _read_week(form)
        entered = read.entered | {name: form.values.get(name, "") for name in DAYS}
        if read.value is None or read.errors:
            return show(await _page(tx, me, (entered, read.errors), now), 422)
        new = NewWeek(id=read.value.id, after=read.value.number, week=week)
        outcome = await change_cover(tx, me, new, now)
        if outcome != "kept":
            return show(await _behind(tx, me, entered, (read.value.number, now)), 409)
        key = house_of(request).keys.trail
        await write_trail(tx, key, me, "changed clinic", course_id=None, subject_id=new.id, now=now)
        return answer(request, then=HERE)

    @post("/closed")
    async def add_closed_day(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Closing a day that is closed already changes nothing."""
        read, today = read_form(ClosedForm, form), local_day(now, me.clinic_zone)
        errors = dict(read.errors)
        if read.value and read.value.closed < today:
            errors["closed"] = _("This day is over. Please choose today or a later day.")
        if read.value and len(await list_closed_days(tx, me.clinic_id, today)) >= MOST_CLOSED:
            errors["closed"] = _("At most %(n)s fit here.", n=MOST_CLOSED)
        if read.value is None or errors:
            return show(await _page(tx, me, (read.entered, errors), now), 422)
        await close_day(tx, me, (read.value.closed_id, read.value.closed), now)
        return answer(request, then=f"{HERE}#closed-days")

    @post("/closed/{day_id:uuid}/open")
    async def open_closed_day(
        self, request: Visitor, tx: Writes, me: Me, day_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """The hours of its weekday count again."""
        if not await open_day(tx, me, str(day_id), now):
            raise NotFoundException
        return answer(request, then=f"{HERE}#closed-days")


def _read_week(posted: Posted) -> tuple[Form[WeekForm], list[Cover]]:
    """Every wrong day at once."""
    form, week = read_form(WeekForm, posted), list[Cover]()
    for weekday, name in enumerate(DAYS):
        try:
            week += read_day(posted.values.get(name, ""), weekday)
        except Wrong as wrong:
            form.errors[name] = str(wrong)
    if not week and not form.errors:
        form.errors[DAYS[0]] = _("Somebody has to answer on one day at least. Please write its hours.")
    return form, week


async def _behind(db: Reader, me: Person, entered: dict[str, str], at: tuple[int, datetime]) -> HoursPage:
    """What was typed stays in its fields; sent again from here, it is sent knowing what it changes."""
    seen, now = at
    page = await _page(db, me, ({name: entered[name] for name in DAYS}, {}), now)
    since = [one for one in await list_cover_changes(db, me.clinic_id) if one.number > seen]
    if since:
        page.changed = week_changes(read_week(since[-1].week_before), read_week(since[0].week))
        page.changed_by = since[0].by_name
    page.errors = {"hours": _("Nothing was changed yet. What you typed stands below.")}
    return page


async def _page(db: Reader, me: Person, typed: Typed, now: datetime) -> HoursPage:
    entered, errors = typed
    week = await list_cover(db, me.clinic_id)
    changes = await list_cover_changes(db, me.clinic_id)
    today = local_day(now, me.clinic_zone)
    return HoursPage(
        days=[
            (name, _(WEEKDAYS[at]), entered.get(name, said_of_day(week, at))) for at, name in enumerate(DAYS)
        ],
        number=changes[0].number if changes else 0,
        cover=cover_now(week, now, me.clinic_zone),
        zone=me.clinic_zone,
        closed=await list_closed_days(db, me.clinic_id, today),
        changes=[_line(one) for one in changes],
        changed=[],
        changed_by="",
        least=today.isoformat(),
        entered=entered,
        errors=errors,
    )  # fmt: skip


def _line(change: CoverChange) -> tuple[str, datetime, list[str]]:
    said = week_changes(read_week(change.week_before), read_week(change.week))
    return change.by_name, change.at, said or [_("Signed as they were.")]

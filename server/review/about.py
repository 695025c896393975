"""Where an administrator changes the clinic's name, phone and clock, and the crisis lines that its patients see."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import AdminController
from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.clinics.facts import (
    ClinicChange,
    NewFacts,
    PhoneRule,
    ZoneRule,
    change_clinic,
    list_clinic_changes,
)
from server.clinics.queries import Clinic, find_clinic
from server.courses.own import Me, house_of
from server.db.connection import Reader, Transaction
from server.pages.content import read_json
from server.pages.forms import Choice, Id, Rule, Whole, Words, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show
from server.safety.help import Region, read_region

HERE = "/clinic/about"
ZONES = (
    "America/St_Johns", "America/Halifax", "America/Toronto", "America/New_York", "America/Winnipeg",
    "America/Chicago", "America/Regina", "America/Edmonton", "America/Denver", "America/Vancouver",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
)  # fmt: skip
FIELDS = {"name": later("Name"), "phone": later("Phone"), "zone": later("Clock"), "region": later("Crisis lines")}
Typed = tuple[dict[str, str], dict[str, str]]


class RegionRule(Rule):
    """One of those that there are numbers for."""

    def missing(self) -> str:
        return Choice().missing()

    def read(self, text: str, now: datetime) -> str:
        return str(Choice(*(one["region"] for one in read_json("help/index.json")["regions"])).read(text, now))


class FactsForm(msgspec.Struct, frozen=True, kw_only=True):
    """`number` is that of the change that was the latest on the page."""

    id: Annotated[str, Id()]
    number: Annotated[int, Whole(0, 999_999)]
    name: Annotated[str, Words(80, one_line=True, missing=later("A clinic has a name. Patients see it in Help."))]
    phone: Annotated[str, PhoneRule()]
    zone: Annotated[str, ZoneRule()]


class RegionForm(msgspec.Struct, frozen=True, kw_only=True):
    region_id: Annotated[str, Id()]
    region_number: Annotated[int, Whole(0, 999_999)]
    region: Annotated[str, RegionRule()]


class AboutPage(Page, kw_only=True):
    """`regions` are those there are numbers for, with the numbers. `changed`: what somebody else changed meanwhile."""

    template: ClassVar[str] = "review/about.html"
    tab: ClassVar[str] = "clinic"
    clinic: Clinic
    number: int
    zones: tuple[str, ...]
    regions: list[Region]
    changes: list[tuple[str, datetime, list[str]]]
    changed: list[str]
    changed_by: str
    entered: dict[str, str]
    errors: dict[str, str]


class AboutController(AdminController):
    path = HERE

    @get("/")
    async def open_about(self, db: Reads, me: Me) -> Response[str]:
        return show(await _page(db, me, ({}, {})))

    @post("/")
    async def change_facts(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        read = read_form(FactsForm, form)
        if read.value is None:
            return show(await _page(tx, me, (read.entered, read.errors)), 422)
        given = read.value
        new = NewFacts(
            id=given.id, after=given.number, about="facts", name=given.name, phone=given.phone, zone=given.zone
        )
        return await _keep(request, tx, me, (new, read.entered), now)

    @post("/region")
    async def choose_region(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Only one that there are numbers for."""
        read = read_form(RegionForm, form)
        if read.value is None:
            return show(await _page(tx, me, (read.entered, read.errors)), 422)
        given = read.value
        new = NewFacts(id=given.region_id, after=given.region_number, about="region", region=given.region)
        return await _keep(request, tx, me, (new, read.entered), now)


async def _keep(
    request: Visitor, tx: Transaction, me: Person, given: tuple[NewFacts, dict[str, str]], now: datetime
) -> Response[Any]:
    """Both forms: kept and written down, or what changed meanwhile is said and nothing is written over."""
    new, entered = given
    if await change_clinic(tx, me, new, now) != "kept":
        return show(await _behind(tx, me, entered, new.after), 409)
    house: House = house_of(request)
    await write_trail(tx, house.keys.trail, me, "changed clinic", course_id=None, subject_id=new.id, now=now)
    return answer(request, then=HERE if new.about == "facts" else f"{HERE}#region")


async def _behind(db: Reader, me: Person, entered: dict[str, str], seen: int) -> AboutPage:
    """What was typed stays in its fields; sent again from here, it is sent knowing what it changes."""
    kept = {name: value for name, value in entered.items() if name in FIELDS}
    page = await _page(db, me, (kept, {}))
    changes = await list_clinic_changes(db, me.clinic_id)
    since = [one for one in changes if one.number > seen]
    if since:
        before = next((one for one in changes if one.number == seen), None)
        page.changed = _changes(before, since[0])
        page.changed_by = since[0].by_name
    page.errors = {"about": _("Nothing was changed yet. What you typed stands below.")}
    return page


async def _page(db: Reader, me: Person, typed: Typed) -> AboutPage:
    clinic = await find_clinic(db, me.clinic_id)
    if clinic is None:
        raise NotFoundException
    changes = await list_clinic_changes(db, me.clinic_id)
    lines = zip(changes, [*changes[1:], None], strict=False)
    return AboutPage(
        clinic=clinic,
        number=changes[0].number if changes else 0,
        zones=ZONES,
        regions=[read_region(one["region"]) for one in read_json("help/index.json")["regions"]],
        changes=[(one.by_name, one.at, _changes(before, one)) for one, before in lines],
        changed=[],
        changed_by="",
        entered=typed[0],
        errors=typed[1],
    )


def _changes(before: ClinicChange | None, after: ClinicChange) -> list[str]:
    """Each a sentence; of the first change on the list only what it says now is known."""
    said = []
    for name, title in FIELDS.items():
        new, old = _said_of(after, name), _said_of(before, name) if before else ""
        of_this_form = (name == "region") == (after.about == "region")
        if before is None and of_this_form:
            said.append(_("%(what)s: %(new)s.", what=_(title), new=new))
        elif before and old != new:
            said.append(_("%(what)s: %(old)s became %(new)s.", what=_(title), old=old, new=new))
    return said or [_("Signed as it was.")]


def _said_of(change: ClinicChange, name: str) -> str:
    return read_region(change.region).name if name == "region" else str(getattr(change, name))

"""Help: people to call, by region, with the clinic's true hours. No sign-in, no form, and kept on the phone (R-03)."""

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

import msgspec
from litestar import Response, get

from server.access.audience import PublicController
from server.clinics.hours import Cover, CoverNow, closed_days, cover_now, weekly
from server.clinics.queries import Clinic, find_clinic, list_cover, only_clinic
from server.courses.own import house_of, visit_of
from server.db.connection import Reader
from server.pages.content import read_json
from server.pages.handlers import Now, Reads, Visitor
from server.pages.page import Page, show
from server.pages.times import clock, from_local, local, weekday
from server.safety.support import Support, own_support

CLOSED = 6  # days ahead that are shown


class Line(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    to: str
    href: str
    name: str
    text: str
    hours: str | None


class Region(msgspec.Struct, frozen=True, kw_only=True):
    region: str
    name: str
    emergency: dict[str, str]
    lines: list[Line]
    verified_on: str


class HelpPage(Page, kw_only=True):
    template: ClassVar[str] = "safety/help.html"
    region: Region
    others: list[tuple[str, str]]
    clinic: Clinic | None
    cover: CoverNow
    week: list[tuple[str, str, str]]
    closed: list[str]
    zone: str
    elsewhere: str
    verified: datetime
    support: Support | None


class HelpController(PublicController):
    opt = {"audience": "public", "every_clinic": "for visitors"}  # where one is the only one

    @get("/help")
    async def open_help(self, request: Visitor, db: Reads, now: Now) -> Response[str]:
        """Where the reader says they are, else their clinic's region, else the first of the list (Y-21)."""
        clinic = await _clinic_of(request, db)
        index = read_json("help/index.json")
        region = region_of(clinic, request.query_params.get("region"))
        chosen = region.region
        week = await list_cover(db, clinic.id) if clinic else []
        zone = clinic.zone if clinic else "UTC"
        visit = visit_of(request)
        return show(
            HelpPage(
                region=region,
                others=[(one["region"], one["name"]) for one in index["regions"] if one["region"] != chosen],
                clinic=clinic,
                cover=cover_now(week, now, zone) if _read_now(request) else CoverNow(None, None),
                week=[_hours(one, now, zone) for one in weekly(week)],
                closed=sorted(day for day in closed_days(week) if day >= local(now, zone).date().isoformat())[:CLOSED],
                zone=zone,
                elsewhere=index["elsewhere"],
                verified=datetime.fromisoformat(region.verified_on + "T12:00:00+00:00"),
                support=await own_support(db, house_of(request).vault, visit.person) if visit else None,
            )
        )


def _read_now(request: Visitor) -> bool:
    """A copy fetched for keeping must not say "open now": it may be read at night (Fetch Metadata tells it apart)."""
    return request.headers.get("sec-fetch-dest", "document") == "document"


def _hours(cover: Cover, now: datetime, zone: str) -> tuple[str, str, str]:
    """The weekday, and when it opens and closes, as one says them."""
    today = local(now, zone).date()
    day = today + timedelta(days=(cover.weekday - today.weekday()) % 7)
    opens, closes = (from_local(day, time.fromisoformat(at), zone) for at in (cover.opens, cover.closes))
    return weekday(opens, zone), clock(opens, zone), clock(closes, zone)


def region_of(clinic: Clinic | None, asked: str | None = None) -> Region:
    """The one that is asked for, else the clinic's, else the first of the list."""
    index = read_json("help/index.json")
    known: list[str] = [one["region"] for one in index["regions"]]
    at_home = clinic.region if clinic and clinic.region in known else index["default"]
    return read_region(asked if asked in known else at_home)


def read_region(region: str) -> Region:
    found: dict[str, Any] = read_json(f"help/{region}.json")
    return msgspec.convert(found, Region)


async def _clinic_of(request: Visitor, db: Reader) -> Clinic | None:
    """A signed-out phone is told of a clinic only where the installation has one alone."""
    visit = visit_of(request)
    return await find_clinic(db, visit.person.clinic_id) if visit else await only_clinic(db)

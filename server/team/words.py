"""A place on a care team in words, for staff and for the patient: as what, since when, until when. Pure."""

from datetime import datetime, timedelta

import msgspec

from server.access.vault import Box
from server.courses.places import Place
from server.pages.language import gettext as _
from server.pages.times import clock, day_and_clock, local_day, long_date

MOMENT = timedelta(milliseconds=1)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`reason` is of an emergency, and empty otherwise."""

    place: Place
    as_what: str
    when: str
    reason: str


def as_what(place: Place, *, alone: bool = False) -> str:
    """`alone`: there is no other therapist, so that nobody is "co-"."""
    if place.kind == "stand_in":
        return _("Stands in for %(name)s", name=place.for_name)
    if place.kind == "emergency":
        return _("Opened in an emergency")
    if place.kind == "co_therapist" and not alone:
        return _("Co-therapist")
    return _("Prescriber") if place.role == "prescriber" else _("Therapist")


def last_day(until: datetime) -> datetime:
    """A place that lasts to the end of a day ends as the next begins; people say the day."""
    return until - MOMENT


def when(place: Place, now: datetime, zone: str) -> str:
    since = long_date(place.since, zone)
    if place.kind == "emergency" and place.until:
        return between(place.since, place.until, zone)
    if place.until is None:
        return _("since %(day)s", day=since)
    if place.living(now):
        until = long_date(last_day(place.until), zone)
        return _("since %(since)s, until the end of %(until)s", since=since, until=until)
    return span(place.since, place.until, zone)


def span(since: datetime, until: datetime, zone: str) -> str:
    """From the first day to the last, both in it."""
    if until <= since:
        return _("taken back before it began")
    first, last = long_date(since, zone), long_date(last_day(until), zone)
    if first == last:
        return _("on %(day)s", day=first)
    return _("from %(since)s until the end of %(until)s", since=first, until=last)


def between(since: datetime, until: datetime, zone: str) -> str:
    """23 November, 2:05 pm, until 6:05 pm; past midnight with the day."""
    same = local_day(since, zone) == local_day(until, zone)
    end = clock(until, zone) if same else day_and_clock(until, zone)
    return _("%(since)s, until %(until)s", since=day_and_clock(since, zone), until=end)


def lines_of(places: list[Place], box: Box, now: datetime, zone: str) -> list[Line]:
    therapists = sum(1 for one in places if one.role == "therapist" and one.lasting and one.living(now))
    return [
        Line(
            place=one,
            as_what=as_what(one, alone=therapists < 2 and one.living(now)),
            when=when(one, now, zone),
            reason=box.open_maybe("care_team.reason", one.id, one.reason_locked),
        )
        for one in places
    ]

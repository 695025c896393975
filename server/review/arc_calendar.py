"""Two weeks of the clinic as a calendar: this course's sessions, what else is booked, who is away, what is closed.

Pure. Of a patient whose care team one is not on there is no name: only that there is a session, when and with whom.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from server.clinics.hours import Cover, closed_days, weekly
from server.courses.booked import Booked
from server.pages.language import gettext as _
from server.pages.times import clock, from_local, in_words, local_day, weekday_short

WEEKS = 2
SHOWN = 3


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`ours` is a session of the course whose page it is; `course_id` of another whose care team one is on."""

    text: str
    ours: bool
    course_id: str = ""


class Day(msgspec.Struct, frozen=True, kw_only=True):
    date: date
    title: str
    today: bool
    closed: bool
    lines: list[Line]
    more: int
    away: list[str]


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """`names` of rooms and people by id; `away` until when, by name; `course_id` is the one whose page it is."""

    course_id: str
    names: Mapping[str, str]
    away: Mapping[str, datetime]
    week: Sequence[Cover]
    zone: str
    now: datetime


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def days_of(monday: date, zone: str) -> list[datetime]:
    """When each day of the weeks begins, and when the last one ends."""
    return [from_local(monday + timedelta(days=day), time(0), zone) for day in range(7 * WEEKS + 1)]


def span_of_day(day: date, zone: str) -> tuple[datetime, datetime]:
    return from_local(day, time(0), zone), from_local(day + timedelta(days=1), time(0), zone)


def weeks_of(monday: date, booked: Sequence[Booked], around: Around) -> list[list[Day]]:
    """The clock of a place is asked of each day, not of each session."""
    begins = days_of(monday, around.zone)
    days: list[list[Booked]] = [[] for _begin in begins]
    for one in booked:
        if at := bisect_right(begins, one.planned_at):
            days[at - 1].append(one)
    shown = [_day(monday + timedelta(days=at), found, around, SHOWN) for at, found in enumerate(days[:-1])]
    return [shown[7 * week : 7 * week + 7] for week in range(WEEKS)]


def whole_day(day: date, booked: Sequence[Booked], around: Around) -> Day:
    return _day(day, [one for one in booked if local_day(one.planned_at, around.zone) == day], around, len(booked))


def _day(day: date, booked: Sequence[Booked], around: Around, most: int) -> Day:
    """What is this course's is always shown; of the others as many as there is room for."""
    ours = [one for one in booked if one.course_id == around.course_id]
    others = [one for one in booked if one.course_id != around.course_id]
    shown = sorted([*ours, *others[:most]], key=lambda one: (one.planned_at, one.id))
    noon = from_local(day, time(12), around.zone)
    today = local_day(around.now, around.zone)
    return Day(
        date=day,
        title=_title(day, around.zone),
        today=day == today,
        closed=_is_closed(day, around.week),
        lines=[_line(one, around) for one in shown],
        more=max([len(booked), *(one.on_day for one in booked)]) - len(shown),
        away=[name for name, until in around.away.items() if day >= today and noon < until],
    )


def _is_closed(day: date, week: Sequence[Cover]) -> bool:
    hours = weekly(week)
    return day.isoformat() in closed_days(week) or (bool(hours) and day.weekday() not in {one.weekday for one in hours})


def _line(one: Booked, around: Around) -> Line:
    ours = one.course_id == around.course_id
    what = _("Session %(number)s", number=in_words(one.number)) if ours else one.patient_name or _("one session")
    where = [around.names[id] for id in (one.room_id, *one.staff.split()) if id in around.names]
    course = one.course_id if one.patient_name and not ours else ""
    text = ", ".join([clock(one.planned_at, around.zone), what, *where])
    return Line(text=text, ours=ours, course_id=course)


def _title(day: date, zone: str) -> str:
    return weekday_short(from_local(day, time(12), zone), zone)

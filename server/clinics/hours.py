"""When somebody at the clinic answers: true hours, in the clinic's own zone. Pure."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

import msgspec

from server.pages.times import from_local, local

AHEAD = 60  # days looked through for the next hour: more than any clinic is closed in one go


class Cover(msgspec.Struct, frozen=True):
    """One stretch of a week: weekday 0 is Monday; times are the clinic's wall clock, HH:MM.

    With `day`, a date, it says instead that the clinic is closed on that day, whatever the week says.
    """

    weekday: int
    opens: str
    closes: str
    day: str = ""


class CoverNow(msgspec.Struct, frozen=True):
    """`until` when open; `next_opens` when closed and any hours are known."""

    until: datetime | None
    next_opens: datetime | None


def cover_now(week: list[Cover], now: datetime, zone: str) -> CoverNow:
    """Looks through today and the days after it, as far as AHEAD; a day on which the clinic is closed has no hours."""
    today = local(now, zone).date()
    hours, closed = weekly(week), closed_days(week)
    for day in (today + timedelta(days=ahead) for ahead in range(AHEAD)):
        if day.isoformat() in closed:
            continue
        for cover in hours:
            if cover.weekday != day.weekday():
                continue
            opens = from_local(day, time.fromisoformat(cover.opens), zone)
            closes = from_local(day, time.fromisoformat(cover.closes), zone)
            if opens <= now < closes:
                return CoverNow(closes, None)
            if opens > now:
                return CoverNow(None, opens)
    return CoverNow(None, None)


def weekly(week: Iterable[Cover]) -> list[Cover]:
    """The hours of every week, in order, without the days on which the clinic is closed."""
    return sorted((one for one in week if not one.day), key=lambda one: (one.weekday, one.opens))


def closed_days(week: Iterable[Cover]) -> set[str]:
    return {one.day for one in week if one.day}

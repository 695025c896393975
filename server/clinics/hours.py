"""When somebody at the clinic answers: true hours, in the clinic's own zone. Pure."""

from datetime import datetime, time, timedelta

import msgspec

from server.pages.times import from_local, local


class Cover(msgspec.Struct, frozen=True):
    """One stretch of a week: weekday 0 is Monday; times are the clinic's wall clock, HH:MM."""

    weekday: int
    opens: str
    closes: str


class CoverNow(msgspec.Struct, frozen=True):
    """`until` when open; `next_opens` when closed and any hours are known."""

    until: datetime | None
    next_opens: datetime | None


def cover_now(week: list[Cover], now: datetime, zone: str) -> CoverNow:
    """Looks through today and the eight days after it, so a weekly hour is found once at least."""
    today = local(now, zone).date()
    next_opens: datetime | None = None
    for ahead in range(9):
        day = today + timedelta(days=ahead)
        for cover in sorted(week, key=lambda one: one.opens):
            if cover.weekday != day.weekday():
                continue
            opens = from_local(day, time.fromisoformat(cover.opens), zone)
            closes = from_local(day, time.fromisoformat(cover.closes), zone)
            if opens <= now < closes:
                return CoverNow(closes, None)
            if opens > now and next_opens is None:
                next_opens = opens
    return CoverNow(None, next_opens)

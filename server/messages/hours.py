"""The clinic's true hours in words, on the clinic's own clock, and by when an answer was stated. Pure."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from babel.dates import get_timezone_location

from server.clinics.hours import Cover, closed_days, cover_now, weekly
from server.pages.language import babel_locale, ngettext
from server.pages.language import gettext as _
from server.pages.times import clock, from_local, in_words, local, weekday, weekday_and_date

Stretch = tuple[str, str]


def next_opening(week: list[Cover], at: datetime, zone: str) -> datetime | None:
    """When it opens next, where the clinic was closed at this moment; None where it was open, or has no hours."""
    found = cover_now(week, at, zone)
    return None if found.until else found.next_opens


def answer_by(week: list[Cover], at: datetime, days: int, zone: str) -> datetime | None:
    """The end of the last of so many working days after the one on which it reached an open clinic.

    A working day is one with cover hours on which the clinic is not closed. None where it has written down no hours.
    """
    came = cover_now(week, at, zone)
    arrived = at if came.until else came.next_opens
    if arrived is None:
        return None
    hours, closed = weekly(week), closed_days(week)
    weekdays = {one.weekday for one in hours}
    day, left = local(arrived, zone).date(), days
    while left > 0:
        day += timedelta(days=1)
        left -= day.weekday() in weekdays and day.isoformat() not in closed
    closes = max(one.closes for one in hours if one.weekday == day.weekday())
    return from_local(day, time.fromisoformat(closes), zone)


def zone_words(zone: str, reader_zone: str) -> str:
    """Whose clock it is, for a reader who lives by another; otherwise nothing."""
    if zone == reader_zone:
        return ""
    return _(", %(city)s time", city=get_timezone_location(zone, locale=babel_locale(), return_city=True))


def moment_words(at: datetime, zone: str, reader_zone: str) -> str:
    """Monday 23 November, 9:00 am, Toronto time"""
    words = _("%(day)s, %(clock)s", day=weekday_and_date(at, zone), clock=clock(at, zone))
    return words + zone_words(zone, reader_zone)


def promise_words(names: list[str], days: int) -> str:
    """Theo and Pria answer here within two working days."""
    within = ngettext("within %(count)s working day", "within %(count)s working days", days, count=in_words(days))
    if days < 1:
        within = _("on the same working day")
    if not names:
        return _("Your care team answers here %(within)s.", within=within)
    joined = _(" and ").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return ngettext("%(names)s answers here %(within)s.", "%(names)s answer here %(within)s.", len(names),
                    names=joined, within=within)  # fmt: skip


def week_words(week: list[Cover], now: datetime, zone: str, reader_zone: str) -> str:
    """Monday to Friday, 9:00 am to 5:00 pm. Empty where the clinic has written down no hours."""
    if not weekly(week):
        return ""
    monday = local(now, zone).date() - timedelta(days=local(now, zone).weekday())
    days = [(number, _of_day(week, number)) for number in range(7)]
    parts = []
    for stretches, found in groupby(days, key=lambda one: one[1]):
        numbers = [number for number, _stretches in found]
        if stretches:
            first, last = (monday + timedelta(days=number) for number in (numbers[0], numbers[-1]))
            parts.append(_days_and_hours(first, last, stretches, zone))
    return "; ".join(parts) + zone_words(zone, reader_zone)


def now_words(week: list[Cover], now: datetime, zone: str, reader_zone: str) -> str:
    """Whether the clinic is open at this moment, and until when that is so; empty where its hours are unknown."""
    found = cover_now(week, now, zone)
    if found.until:
        closes = clock(found.until, zone) + zone_words(zone, reader_zone)
        return _("The clinic is open today until %(clock)s.", clock=closes)
    if found.next_opens is None:
        return ""
    when = moment_words(found.next_opens, zone, reader_zone)
    if local(found.next_opens, zone).date() == local(now, zone).date():
        return _("It is closed now, and opens today at %(clock)s.",
                 clock=clock(found.next_opens, zone) + zone_words(zone, reader_zone))  # fmt: skip
    return _("It is closed now, until %(when)s.", when=when)


def closed_words(week: list[Cover], now: datetime, zone: str, reader_zone: str) -> str:
    """What becomes of words that are written now. Empty while somebody is there."""
    found = cover_now(week, now, zone)
    if found.until:
        return ""
    if found.next_opens is None:
        return _("The clinic has not written down when somebody is there. Expect nobody to read this soon.")
    return _(
        "The clinic is closed until %(when)s. What you write now waits until then; expect nobody to read it before.",
        when=moment_words(found.next_opens, zone, reader_zone),
    )


def _of_day(week: list[Cover], number: int) -> tuple[Stretch, ...]:
    return tuple(sorted((one.opens, one.closes) for one in week if one.weekday == number and not one.day))


def _days_and_hours(first: date, last: date, stretches: tuple[Stretch, ...], zone: str) -> str:
    begins, ends = (weekday(from_local(day, time(12), zone), zone) for day in (first, last))
    days = begins if first == last else _("%(first)s to %(last)s", first=begins, last=ends)
    return _("%(days)s, %(hours)s", days=days, hours=_hours(first, stretches, zone))


def _hours(day: date, stretches: tuple[Stretch, ...], zone: str) -> str:
    said = []
    for stretch in stretches:
        opens, closes = (clock(from_local(day, time.fromisoformat(at), zone), zone) for at in stretch)
        said.append(_("%(opens)s to %(closes)s", opens=opens, closes=closes))
    return _(" and ").join(said)

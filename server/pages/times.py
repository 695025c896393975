"""Times as people say them, on their own clock. Storage is UTC; every function takes the zone to show."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from server.pages.language import babel_locale, gettext, later, ngettext

_ = gettext
ORDINALS = (
    later("first"), later("second"), later("third"), later("fourth"), later("fifth"), later("sixth"),
    later("seventh"), later("eighth"), later("ninth"), later("tenth"), later("eleventh"), later("twelfth"),
)  # fmt: skip
COUNTS = (
    later("zero"), later("one"), later("two"), later("three"), later("four"), later("five"), later("six"),
    later("seven"), later("eight"), later("nine"), later("ten"), later("eleven"), later("twelve"),
)  # fmt: skip


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def local_day(moment: datetime, zone: str) -> date:
    return local(moment, zone).date()


def weekday_and_date(moment: datetime, zone: str) -> str:
    """Wednesday 25 November"""
    return _day(local_day(moment, zone), _("EEEE d MMMM"))


def long_date(moment: datetime, zone: str) -> str:
    """25 November"""
    return _day(local_day(moment, zone), _("d MMMM"))


def short_date(moment: datetime, zone: str) -> str:
    """25 Nov"""
    return _day(local_day(moment, zone), _("d MMM")).replace(".", "")


def weekday_short(moment: datetime, zone: str) -> str:
    """Fri 27 Nov"""
    return _day(local_day(moment, zone), _("EEE d MMM")).replace(".", "")


def weekday(moment: datetime, zone: str) -> str:
    return _day(local_day(moment, zone), "EEEE")


def clock(moment: datetime, zone: str) -> str:
    """5:00 am"""
    return " ".join(clock_parts(moment, zone)).strip()


def clock_parts(moment: datetime, zone: str) -> tuple[str, str]:
    """The figures and what follows them, for the large clock: ('5:00', 'am'); ('17:00', '') where a day has 24."""
    shown = local(moment, zone)
    at = shown.time().replace(second=0, microsecond=0)
    return _written(at, _("h:mm"), babel_locale()), _written(at, _("a"), babel_locale()).replace(".", "").lower()


def day_and_clock(moment: datetime, zone: str) -> str:
    """23 November, 8:54 am"""
    return _("%(day)s, %(clock)s", day=long_date(moment, zone), clock=clock(moment, zone))


def spoken_clock(moment: datetime, zone: str) -> str:
    """11, or 11:30: the hour as one says it in a headline."""
    figures = clock_parts(moment, zone)[0]
    return figures.removesuffix(":00")


def relative_day(moment: datetime, now: datetime, zone: str) -> str:
    """today, tomorrow, yesterday, on Friday (within a week), or on 3 May"""
    days = (local_day(moment, zone) - local_day(now, zone)).days
    if days in (-1, 0, 1):
        return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}[days]
    if -7 < days < 7:
        return _("on %(weekday)s", weekday=weekday(moment, zone))
    return _("on %(day)s", day=long_date(moment, zone))


def age(moment: datetime, now: datetime) -> str:
    """2 days, 22 h, 5 min: how long something has waited, and never less than a minute."""
    waited = max(now - moment, timedelta(0))
    if waited >= timedelta(hours=36):
        return ngettext("%(n)s day", "%(n)s days", round(waited / timedelta(days=1)))
    if waited >= timedelta(hours=1):
        return _("%(n)s h", n=int(waited / timedelta(hours=1)))
    return _("%(n)s min", n=max(1, int(waited / timedelta(minutes=1))))


def ordinal(number: int) -> str:
    return _(ORDINALS[number - 1]) if 0 < number <= len(ORDINALS) else str(number)


def in_words(number: int) -> str:
    return _(COUNTS[number]) if 0 <= number < len(COUNTS) else str(number)


def part_of_day(moment: datetime, zone: str) -> str:
    """in the morning, in the afternoon, in the evening, at night: for a clock time said in words."""
    hour = local(moment, zone).hour
    if hour < 4 or hour >= 22:
        return _("at night")
    if hour < 12:
        return _("in the morning")
    return _("in the afternoon") if hour < 18 else _("in the evening")


def bare_part_of_day(moment: datetime, zone: str) -> str:
    """For "tomorrow morning"."""
    hour = local(moment, zone).hour
    if hour < 12:
        return _("morning")
    return _("afternoon") if hour < 18 else _("evening") if hour < 22 else _("night")


def from_local(day: date, at: time, zone: str) -> datetime:
    """A day and a clock time as a person typed them, as a moment.

    In the hour that a spring change skips the later reading is taken, in the hour that an autumn change repeats the
    first, as PEP 495 has it for fold=0.
    """
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def full_date(day: date) -> str:
    """With its year: of a birth, of a letter."""
    return _day(day, _("d MMMM y"))


def _day(day: date, pattern: str) -> str:
    return _written(day, pattern, babel_locale())


@lru_cache(maxsize=8192)
def _written(moment: date | time, pattern: str, locale: str) -> str:
    """Kept: a page names the same few days and minutes of a clock many times, and Babel takes its time over each."""
    if isinstance(moment, date):
        return format_date(moment, pattern, locale=locale)
    return format_time(moment, pattern, locale=locale)

"""The hours of a week as they are typed, read and said in words; what is wrong is said of its day. Pure."""

import re
from datetime import time
from itertools import pairwise

import msgspec

from server.clinics.hours import Cover, weekly
from server.clinics.weekdays import WEEKDAYS
from server.pages.forms import Wrong
from server.pages.language import gettext as _

DAYS = tuple(f"day-{day}" for day in range(7))
MOST_SPANS = 6  # a day
LAST = time(23, 59)
CLOCK = re.compile(r"([0-9]{1,2})(?::?([0-9]{2}))?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)
BETWEEN = re.compile(r"\s*(?:-|–|—|to)\s*", re.IGNORECASE)
AND = re.compile(r"\s*(?:,|;|and)\s*", re.IGNORECASE)


class Span(msgspec.Struct, frozen=True, order=True):
    opens: time
    closes: time


def read_day(text: str, weekday: int) -> list[Cover]:
    """ "9:00–12:30, 13:00–17:00", in order; nothing for a closed day. Raises Wrong."""
    spans = sorted(_read_span(part) for part in AND.split(text.strip()) if part)
    if len(spans) > MOST_SPANS:
        raise Wrong(_("At most %(n)s fit here.", n=MOST_SPANS))
    for before, after in pairwise(spans):
        if after.opens < before.closes:
            said = {"one": _said(before), "other": _said(after)}
            raise Wrong(_("These hours overlap: %(one)s and %(other)s.", **said))
    return [Cover(weekday, f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for one in spans]


def _read_span(text: str) -> Span:
    parts = BETWEEN.split(text.strip())
    if len(parts) != 2:
        raise Wrong(_("Please write hours like 9:00–12:30, 13:00–17:00, or leave the day empty."))
    span = Span(_read_clock(parts[0]), _read_clock(parts[1]))
    if span.opens >= span.closes:
        raise Wrong(_("%(span)s ends before it begins. Hours over midnight belong to two days.", span=_said(span)))
    return span


def _read_clock(text: str) -> time:
    """9, 9:00, 0900, 5 pm, 17:00; 24:00 is the last minute of the day."""
    found = CLOCK.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0) if 1 <= hour <= 12 else 99
    if (hour, minute) == (24, 0):
        return LAST
    if hour > 23 or minute > 59:
        raise Wrong(_("“%(text)s” is no time of day. Please write hours like 9:00–17:00.", text=text.strip()[:20]))
    return time(hour, minute)


def _said(span: Span) -> str:
    return f"{span.opens.hour}:{span.opens:%M}–{span.closes.hour}:{span.closes:%M}"


def said_of_day(week: list[Cover], weekday: int) -> str:
    """As it is typed: read again it is the same day."""
    hours = [one for one in weekly(week) if one.weekday == weekday]
    return ", ".join(_said(Span(time.fromisoformat(one.opens), time.fromisoformat(one.closes))) for one in hours)


def write_week(week: list[Cover]) -> str:
    return msgspec.json.encode([[one.weekday, one.opens, one.closes] for one in weekly(week)]).decode()


def read_week(text: str) -> list[Cover]:
    return [Cover(*one) for one in msgspec.json.decode(text, type=list[tuple[int, str, str]])]


def week_changes(before: list[Cover], after: list[Cover]) -> list[str]:
    """Each a sentence: what became of a day."""
    said = []
    for day, name in enumerate(WEEKDAYS):
        old, new = said_of_day(before, day) or _("closed"), said_of_day(after, day) or _("closed")
        if old != new:
            said.append(_("%(day)s: %(old)s became %(new)s.", day=_(name), old=old, new=new))
    return said

"""Weeks of reading, from the minutes in which something was opened and from what was done with. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import msgspec

from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.review.reading_minutes import minutes_by_week


class Waited(msgspec.Struct, frozen=True):
    """How many were done with, and the longest that one of them had waited."""

    done: int
    longest: timedelta | None


NOTHING = Waited(0, None)


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """`readers`: how many opened something. `longest`: the longest that something had waited when it was done with."""

    monday: date
    minutes: int
    readers: int
    done: int
    longest: timedelta | None


def weeks_of(opened: Iterable[str], waited: Mapping[date, Waited], mondays: Iterable[date], zone: str) -> list[Week]:
    """Of one person, one for each of `mondays`."""
    minutes = minutes_by_week(opened, zone)
    return [
        Week(
            monday=monday, minutes=minutes.get(monday, 0), readers=int(monday in minutes),
            done=waited.get(monday, NOTHING).done, longest=waited.get(monday, NOTHING).longest,
        )
        for monday in mondays
    ]  # fmt: skip


def summed(people: Iterable[Iterable[Week]], mondays: Iterable[date]) -> list[Week]:
    """Over several people: two who read at once are two."""
    of: dict[date, list[Week]] = {}
    for weeks in people:
        for one in weeks:
            of.setdefault(one.monday, []).append(one)
    return [
        Week(
            monday=monday,
            minutes=sum(one.minutes for one in of.get(monday, [])),
            readers=sum(one.readers for one in of.get(monday, [])),
            done=sum(one.done for one in of.get(monday, [])),
            longest=max((one.longest for one in of.get(monday, []) if one.longest is not None), default=None),
        )
        for monday in mondays
    ]


def time_said(minutes: int) -> str:
    """45 minutes; 2 h 5 min."""
    if minutes < 60:
        return ngettext("one minute", "%(num)s minutes", minutes)
    if minutes % 60 == 0:
        return _("%(hours)s h", hours=minutes // 60)
    return _("%(hours)s h %(minutes)s min", hours=minutes // 60, minutes=minutes % 60)


def above_cap(minutes: int, cap: int | None) -> str:
    """A sentence for the talk with the clinic; empty at the cap and below it, and where there is none."""
    if cap is None or minutes <= cap:
        return ""
    return _(
        "About %(minutes)s of reading this week; the clinic counts on %(cap)s. Nothing changes on this desk. It is "
        "something to bring to the clinic: fewer patients, other days, or more time.",
        minutes=time_said(minutes),
        cap=time_said(cap),
    )

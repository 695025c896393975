"""Weeks of reading, from the minutes in which something was opened and from what was done with. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec

from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.review.reading_minutes import minutes_by_week, monday_of, weeks_until
from server.review.reading_queries import Done


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """`readers`: how many opened something. `longest`: the longest that something had waited when it was done with."""

    monday: date
    minutes: int
    readers: int
    done: int
    longest: timedelta | None


def weeks_of(opened: Iterable[Iterable[str]], done: list[Done], now: datetime, zone: str) -> list[Week]:
    """This week first. `opened` of each person by themselves: two who read at once are two."""
    minutes: dict[date, list[int]] = {}
    for one in opened:
        for monday, count in minutes_by_week(one, zone).items():
            minutes.setdefault(monday, []).append(count)
    waited: dict[date, list[timedelta]] = {}
    for item in done:
        waited.setdefault(monday_of(item.done_at, zone), []).append(max(item.done_at - item.since, timedelta(0)))
    return [
        Week(
            monday=monday, minutes=sum(minutes.get(monday, [])), readers=len(minutes.get(monday, [])),
            done=len(waited.get(monday, [])), longest=max(waited.get(monday, []), default=None),
        )
        for monday in weeks_until(now, zone)
    ]  # fmt: skip


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

"""How long somebody has been reading, estimated from what they opened. Pure.

Openings that lie no more than GAP minutes apart are one sitting. A sitting counts from the minute of its first opening
through the minute of its last: what is read after the last one is not known, and neither is a pause in between. A week
begins on Monday by the clinic's clock; a sitting over that midnight is counted in both, each its own part.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

import msgspec

from server.pages.times import from_local, local_day

GAP = 5  # minutes
WEEKS = 8


class Sitting(msgspec.Struct, frozen=True):
    began: datetime
    minutes: int


def read_minute(text: str) -> datetime:
    """2026-11-25T15:04, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def sittings(opened: Iterable[datetime]) -> list[Sitting]:
    """`opened` are the minutes in which something was opened, in any order."""
    found: list[Sitting] = []
    for at in sorted(set(opened)):
        last = found[-1] if found else None
        if last and at - (last.began + timedelta(minutes=last.minutes - 1)) <= timedelta(minutes=GAP):
            found[-1] = Sitting(last.began, int((at - last.began) / timedelta(minutes=1)) + 1)
        else:
            found.append(Sitting(at, 1))
    return found


def monday_of(moment: datetime, zone: str) -> date:
    day = local_day(moment, zone)
    return day - timedelta(days=day.weekday())


def weeks_until(now: datetime, zone: str) -> list[date]:
    """The Mondays of the last WEEKS weeks, this one first."""
    this = monday_of(now, zone)
    return [this - timedelta(weeks=back) for back in range(WEEKS)]


def by_monday(moments: Iterable[datetime], zone: str) -> dict[date, list[datetime]]:
    """In order. The clock of a place is asked once a week: to ask it of each moment takes longer than all the rest."""
    weeks: dict[date, list[datetime]] = {}
    monday, ends = date.min, datetime.min.replace(tzinfo=UTC)
    for at in sorted(moments):
        if at >= ends:
            monday = monday_of(at, zone)
            ends = from_local(monday + timedelta(weeks=1), time(0), zone)
        weeks.setdefault(monday, []).append(at)
    return weeks


def minutes_by_week(opened: Iterable[str], zone: str) -> dict[date, int]:
    weeks = by_monday((read_minute(text) for text in set(opened)), zone)
    return {monday: sum(one.minutes for one in sittings(minutes)) for monday, minutes in weeks.items()}

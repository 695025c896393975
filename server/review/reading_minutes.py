"""How long somebody has been reading, estimated from what they opened. Pure.

Openings that lie no more than GAP minutes apart are one sitting. A sitting counts from the minute of its first opening
through the minute of its last: what is read after the last one is not known, and neither is a pause in between. It
belongs to the week in which it began, by the clinic's clock.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

from server.pages.times import local_day

GAP = 5  # minutes
WEEKS = 8


class Sitting(msgspec.Struct, frozen=True):
    began: datetime
    minutes: int


def sittings(opened: Iterable[str]) -> list[Sitting]:
    """`opened` are the minutes in which something was opened, 2026-11-25T15:04 in UTC, in any order."""
    found: list[Sitting] = []
    for text in sorted(set(opened)):
        at = datetime.fromisoformat(text).replace(tzinfo=UTC)
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


def minutes_by_week(opened: Iterable[str], zone: str) -> dict[date, int]:
    total: dict[date, int] = {}
    for one in sittings(opened):
        week = monday_of(one.began, zone)
        total[week] = total.get(week, 0) + one.minutes
    return total

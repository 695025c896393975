"""What a patient lets the care team see of one kind, all of it or nothing: their latest word counts, and none is no.

Each feature keeps such words in a table of its own, as rows that are only added.
"""

from datetime import datetime, timedelta

import msgspec

TICK = timedelta(milliseconds=1)


class Word(msgspec.Struct, frozen=True):
    shared: int
    at: datetime


def lets_see(last: Word | None) -> bool:
    return last is not None and last.shared == 1


def time_of_next(last: Word | None, now: datetime) -> datetime:
    """No two words have the same time, by whatever clock: the later one is the latest. The caller holds the course."""
    return now if last is None else max(now, last.at + TICK)

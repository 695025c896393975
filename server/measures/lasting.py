"""How long a gain lasted after each session, read off the answers themselves. Pure; a description, never advice.

The model, in full. `before` is the latest total of the seven days before a session. Of the totals after it, up to
the next session, the lowest is `best`; before - best is the gain. Fewer points than people notice (Q-22) are no gain.
Half of it is gone when the total has come back to the middle between the two. As a total wavers by itself, it counts
as below or above that middle only where it is further from it than half of the points that people notice. So the
answer is a span of days: `held` is the last day on which the gain had certainly not halved, `gone` the first on which
it certainly had. Nothing is drawn through the days between, and stretches without an answer are named.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

from server.courses.models import Session
from server.measures.answers import Answered
from server.measures.instruments import Instrument

State = Literal["no start", "no answers", "no gain", "holds", "halved"]
START_WITHIN = timedelta(days=7)
GAP = 10  # days without an answer that are named: questions about two weeks are asked weekly at most


class Lasted(msgspec.Struct, frozen=True, kw_only=True):
    """Days are counted from the session. `watched` is the day of the last answer that belongs to it."""

    number: int
    state: State
    before: int | None = None
    best: int | None = None
    best_day: int = 0
    held: int = 0
    gone: int | None = None
    watched: int = 0
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def gain(self) -> int:
        return (self.before or 0) - (self.best or 0)


def lasted(instrument: Instrument, answered: Sequence[Answered], sessions: Sequence[Session]) -> list[Lasted]:
    """One of each session that took place, in their order. `answered` oldest first."""
    held = sorted((one for one in sessions if one.held), key=lambda one: one.day)
    ends = [one.day for one in held[1:]]
    return [_one(instrument, answered, session, end) for session, end in zip(held, [*ends, None], strict=False)]


def _one(instrument: Instrument, answered: Sequence[Answered], session: Session, end: datetime | None) -> Lasted:
    start = [one for one in answered if session.day - START_WITHIN <= one.answered_at < session.day]
    after = [one for one in answered if one.answered_at >= session.day and (end is None or one.answered_at < end)]
    points = [((one.answered_at - session.day).days, one.body.total) for one in after]
    days = [0, *(day for day, _total in points)]
    gaps = tuple((one, two) for one, two in pairwise(days) if two - one > GAP)
    if not start:
        return Lasted(number=session.number, state="no start", watched=days[-1], gaps=gaps)
    before = start[-1].body.total
    if not points:
        return Lasted(number=session.number, state="no answers", before=before)
    least = instrument.change.minimal_important_difference
    return _faded(Lasted(
        number=session.number, state="no gain", before=before, watched=days[-1], gaps=gaps
    ), before, points, least)  # fmt: skip


def _faded(found: Lasted, before: int, points: list[tuple[int, int]], least: int) -> Lasted:
    best_day, best = min(points, key=lambda one: (one[1], one[0]))
    found = msgspec.structs.replace(found, best=best, best_day=best_day)
    if before - best < least:
        return found
    middle, wavers = (before + best) / 2, least / 2
    later = [(day, total) for day, total in points if day >= best_day]
    gone = next((day for day, total in later if total > middle + wavers), None)
    kept = [day for day, total in later if total < middle - wavers and (gone is None or day < gone)]
    return msgspec.structs.replace(
        found, state="holds" if gone is None else "halved", held=max(kept, default=best_day), gone=gone
    )

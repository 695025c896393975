"""Which answers are one check-in, and when the next is due: from the times that they were written at. Pure.

A question without an answer stays without one: nothing is filled in for it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

WINDOW = timedelta(days=2)  # a check-in begins with its first answer and can be gone on with for as long
EVERY = timedelta(days=7)
AFTER_A_SESSION = timedelta(days=1)
MOST_WEEKS = 60


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The values of options, or a number from 0 to 10; and the patient's own words."""

    values: tuple[str, ...] = ()
    words: str = ""

    @property
    def empty(self) -> bool:
        return not self.values and not self.words


class Told(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    question: str
    answer: Answer
    written_at: datetime
    received_at: datetime


class CheckIn(msgspec.Struct, frozen=True, kw_only=True):
    """`told` is by question the telling that arrived last; an empty one has been looked at and left open."""

    began_at: datetime
    told: dict[str, Told]

    def answer(self, question: str) -> Told | None:
        found = self.told.get(question)
        return None if found is None or found.answer.empty else found

    @property
    def ends_at(self) -> datetime:
        return self.began_at + WINDOW

    @property
    def last_at(self) -> datetime:
        return max(one.received_at for one in self.told.values())


class Round(msgspec.Struct, frozen=True, kw_only=True):
    """`open` can still be gone on with; `last` is the one before; `next_at` is None before there was a session."""

    open: CheckIn | None
    last: CheckIn | None
    next_at: datetime | None
    due: bool


class Week(msgspec.Struct, frozen=True, kw_only=True):
    """A check-in, or from when on one was due and none was made."""

    at: datetime
    check_in: CheckIn | None


def check_ins_of(told: Iterable[Told]) -> list[CheckIn]:
    """Oldest first; in whatever order they come."""
    found: list[CheckIn] = []
    for one in sorted(told, key=lambda it: (it.written_at, it.received_at, it.id)):
        if not found or one.written_at >= found[-1].ends_at:
            found.append(CheckIn(began_at=one.written_at, told={}))
        held = found[-1].told.get(one.question)
        if held is None or (held.received_at, held.id) < (one.received_at, one.id):
            found[-1].told[one.question] = one
    return found


def round_of(check_ins: Sequence[CheckIn], first_session: datetime | None, now: datetime) -> Round:
    """The first is due a day after the first session, each further one seven days after the one before it began."""
    newest = check_ins[-1] if check_ins else None
    open_one = newest if newest is not None and now < newest.ends_at else None
    last = (check_ins[-2] if len(check_ins) > 1 else None) if open_one else newest
    next_at = first_session + AFTER_A_SESSION if first_session else None
    if newest is not None:
        next_at = newest.began_at + EVERY
    return Round(open=open_one, last=last, next_at=next_at, due=next_at is not None and next_at <= now)


def weeks_of(check_ins: Sequence[CheckIn], first_session: datetime | None, until: datetime) -> list[Week]:
    """Newest first, with every week that passed without one; the week that is going on is not one of them."""
    due = first_session + AFTER_A_SESSION if first_session else None
    found: list[Week] = []
    for one in check_ins:
        found += _passed(due, one.began_at)
        found.append(Week(at=one.began_at, check_in=one))
        due = one.began_at + EVERY
    found += _passed(due, until)
    return found[::-1][:MOST_WEEKS]


def _passed(due: datetime | None, until: datetime) -> list[Week]:
    weeks = (until - due) // EVERY if due is not None else 0
    return [Week(at=due + EVERY * at, check_in=None) for at in range(weeks)] if due is not None else []

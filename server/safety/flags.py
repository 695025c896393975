"""A flag is a list of steps that is only added to; until it is closed it has an owner and a deadline. Pure.

Nothing closes by itself. What the wall clock does wrong makes a flag climb earlier, never later.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.clinics.flag_policy import Level
from server.safety.policy import Duty

Deed = Literal["opened", "seen", "taken", "handed_over", "escalated", "closed"]
Why = Literal["", "unanswered", "away", "clock"]
CLOCK_SLACK = timedelta(minutes=2)  # a clock that is put right by less has not gone back


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What was done, and how the flag stands after it. `by_id` is None where nobody did it but time.

    `at` never goes back. `everybody`: the list has been gone through, and all clinicians of the clinic are asked.
    `deadline` is None on the closing step alone.
    """

    number: int
    deed: Deed
    at: datetime
    by_id: str | None
    owner_id: str
    deadline: datetime | None
    everybody: bool = False
    why: Why = ""
    note: str = ""


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """`looked_at` is the latest that the clock has said while this deadline stood: whoever looks writes it on."""

    id: str
    level: Level
    steps: tuple[Step, ...]
    looked_at: datetime

    @property
    def last(self) -> Step:
        return self.steps[-1]

    @property
    def closed(self) -> bool:
        return self.last.deed == "closed"

    def after(self, steps: Iterable[Step], now: datetime) -> "Flag":
        """With these further steps. A new deadline is counted by the clock as it is now, right or wrong."""
        more = tuple(steps)
        renewed = any(one.deed not in ("seen", "closed") for one in more)
        looked_at = now if renewed else max(self.looked_at, now)
        return msgspec.structs.replace(self, steps=self.steps + more, looked_at=looked_at)


class Refused(Exception):
    """What was asked cannot be done: the flag is closed, the note has no words, or there is no such colleague."""


def open_flag(flag_id: str, level: Level, duty: Duty, now: datetime) -> Flag:
    owner, everybody = _next_owner("", duty)
    step = Step(
        number=1, deed="opened", at=now, by_id=None, owner_id=owner, everybody=everybody,
        deadline=now + duty.minutes_to_answer(level, now),
    )  # fmt: skip
    return Flag(id=flag_id, level=level, steps=(step,), looked_at=now)


def advance(flag: Flag, duty: Duty, now: datetime) -> list[Step]:
    """The steps that are due and not yet taken; several where nobody looked for long, at most once round the list."""
    steps: list[Step] = []
    last, clock_went_back = flag.last, now < flag.looked_at - CLOCK_SLACK
    while why := _due(last, duty, now, clock_went_back and not steps):
        from_then = last.deadline if why == "unanswered" and len(steps) < len(duty.order) else None
        last = _climb(flag.level, last, duty, (why, from_then or now), now)
        steps.append(last)
    return steps


def see(flag: Flag, by_id: str, now: datetime) -> Step | None:
    """None when this person has been written down before, or when it is closed. Seeing answers nothing."""
    if flag.closed or any(one.by_id == by_id and one.deed != "opened" for one in flag.steps):
        return None
    last = flag.last
    return _after(last, "seen", by_id, now, (last.owner_id, last.deadline, last.everybody))


def take(flag: Flag, by_id: str, duty: Duty, now: datetime) -> Step:
    """Whoever takes it owns it. Taking it again says that it is still being looked after."""
    _refuse_if(flag.closed)
    return _after(flag.last, "taken", by_id, now, (by_id, now + duty.minutes_to_close(flag.level), False))


def hand_over(flag: Flag, by_id: str, to_id: str, duty: Duty, now: datetime) -> Step:
    """To a colleague who is here. They have the time to answer from now on."""
    _refuse_if(flag.closed or to_id not in duty.here)
    deadline = now + duty.minutes_to_answer(flag.level, now)
    return _after(flag.last, "handed_over", by_id, now, (to_id, deadline, False))


def close(flag: Flag, by_id: str, note: str, now: datetime) -> Step:
    """By a person, with a note; whoever owned it last stays named."""
    _refuse_if(flag.closed or not note.strip() or not by_id)
    step = _after(flag.last, "closed", by_id, now, (flag.last.owner_id, None, False))
    return msgspec.structs.replace(step, note=note)


def _refuse_if(it: bool) -> None:
    if it:
        raise Refused


def _due(last: Step, duty: Duty, now: datetime, clock_went_back: bool) -> Why:
    if last.deadline is None:
        return ""
    if clock_went_back:
        return "clock"
    if last.owner_id not in duty.here and _next_owner(last.owner_id, duty)[0] != last.owner_id:
        return "away"
    return "unanswered" if last.deadline <= now else ""


def _climb(level: Level, last: Step, duty: Duty, due: tuple[Why, datetime], now: datetime) -> Step:
    """Counted from when it was due. Whoever has time left from there gets all of it: nobody could answer earlier."""
    why, since = due
    owner, everybody = _next_owner(last.owner_id, duty)
    deadline = since + duty.minutes_to_answer(level, since)
    if deadline > now or since == now:
        deadline = now + duty.minutes_to_answer(level, now)
    step = _after(last, "escalated", None, now, (owner, deadline, last.everybody or everybody))
    return msgspec.structs.replace(step, why=why)


def _after(last: Step, deed: Deed, by_id: str | None, now: datetime, stands: tuple[str, datetime | None, bool]) -> Step:
    owner, deadline, everybody = stands
    return Step(
        number=last.number + 1, deed=deed, at=max(now, last.at), by_id=by_id, owner_id=owner, deadline=deadline,
        everybody=everybody,
    )  # fmt: skip


def _next_owner(owner_id: str, duty: Duty) -> tuple[str, bool]:
    """The next of the list who is here, and whether it has gone past the end of the list: then everybody is asked."""
    at = duty.order.index(owner_id) if owner_id in duty.order else -1
    listed = [(one, False) for one in duty.order[at + 1 :]] + [(one, True) for one in duty.order[: at + 1]]
    found = next(((one, round_again) for one, round_again in listed if one in duty.here), None)
    if found:
        return found
    if duty.here:
        at = duty.here.index(owner_id) if owner_id in duty.here else -1
        return duty.here[(at + 1) % len(duty.here)], True
    return duty.policy.steward, True

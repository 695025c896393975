"""When a questionnaire is asked for: before each session at the same offset, and after the last (Q-21). Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.clinics.protocol import Protocol
from server.courses.models import Session

State = Literal["later", "open", "answered", "recent", "missed"]
STAYS_OPEN = {7: 7, 30: 14}  # days, of the times after the last session; every other for four weeks
LATE = 28


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Answers from `opens` up to `closes` belong to it, and from `asked` on it is asked for.

    `session` is the number of the session that it comes before; nought for those after the last, `after` days later.
    """

    opens: datetime
    asked: datetime
    closes: datetime
    session: int = 0
    after: int = 0


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """A window and what has become of it. "recent": answered too shortly before to be asked again (Q-21)."""

    window: Window
    state: State
    answered_at: datetime | None = None


def windows(sessions: Sequence[Session], protocol: Protocol, now: datetime) -> list[Window]:
    """In the order of their sessions. One whose day went by, or lies in a pause, has no window until it is moved."""
    ordered = sorted(sessions, key=lambda one: one.day)
    found: list[Window] = []
    before: Session | None = None
    for one in ordered:
        if one.held or (one.day > now and not one.paused(now)):
            found.append(_before(one, before, protocol))
        before = one if one.held else before
    last = before
    if last and all(one.held for one in ordered):
        found += [_after(last, days) for days in protocol.measure_after_days]
    return found


def turns(found: Sequence[Window], answered: Sequence[datetime], protocol: Protocol, now: datetime) -> list[Turn]:
    """What has become of each. `answered` are the times of the answers, in any order."""
    return [_turn(window, sorted(answered), timedelta(days=protocol.measure_again_days), now) for window in found]


def due(found: Sequence[Turn]) -> Turn | None:
    """The one that can be answered now."""
    return next((one for one in found if one.state == "open"), None)


def _before(session: Session, held: Session | None, protocol: Protocol) -> Window:
    opens = session.day - timedelta(days=protocol.baseline_days)
    asked = session.day - timedelta(days=min(protocol.measure_days_before, protocol.baseline_days))
    if held:
        opens, asked = max(opens, held.day), max(asked, held.day)
    return Window(opens=opens, asked=asked, closes=session.day, session=session.number)


def _after(session: Session, days: int) -> Window:
    opens = session.day + timedelta(days=days)
    return Window(opens=opens, asked=opens, closes=opens + timedelta(days=STAYS_OPEN.get(days, LATE)), after=days)


def _turn(window: Window, answered: list[datetime], apart: timedelta, now: datetime) -> Turn:
    within = [at for at in answered if window.opens <= at < window.closes]
    if within:
        return Turn(window=window, state="answered", answered_at=within[-1])
    earlier = [at for at in answered if at < window.opens]
    asked = max(window.asked, earlier[-1] + apart) if earlier else window.asked
    if asked >= window.closes:
        return Turn(window=window, state="recent", answered_at=earlier[-1])
    if now >= window.closes:
        return Turn(window=window, state="missed")
    return Turn(window=window, state="open" if now >= asked else "later")

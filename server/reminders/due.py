"""What somebody is to be reminded of, from their protocol and course: each with its moment and how long it helps. Pure.

Every moment follows from the plan and never from the time of looking, so that looking again finds the same reminders.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Literal

import msgspec

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.measures.cadence import Window
from server.pages.times import from_local, local_day
from server.reminders.quiet import Quiet

Kind = Literal[
    "fast", "food", "drink", "tomorrow", "today", "ride", "sitter", "measures", "day", "days", "week", "between"
]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FASTING_AHEAD = HOUR  # P-03
TOMORROW_AT, BETWEEN_AT = time(17), time(11)
TODAY_AHEAD = timedelta(hours=3)
UNCONFIRMED = (timedelta(hours=48), timedelta(hours=24))
TOO_SHORT = timedelta(hours=2)  # before a session nobody finds a ride any more by being reminded
AFTER: tuple[tuple[Kind, timedelta, timedelta], ...] = (
    ("day", timedelta(hours=24), timedelta(hours=24)),
    ("days", timedelta(hours=72), timedelta(hours=48)),
    ("week", timedelta(hours=168), timedelta(hours=72)),
)
WEEKS, HELPS_BETWEEN, NEARS = 26, timedelta(days=3), timedelta(days=3)
LATE = HOUR
RIDE, SITTER = "P-13", "P-14"


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`, `subject` and `due_at` name it for ever. `until` is when it helps no more, `about_at` what it speaks of.

    `since` is when its reason came up: what was planned five minutes ago is not late by a day. `comes_at` is its moment
    where that can change under the same name.
    """

    kind: Kind
    subject: str
    due_at: datetime
    until: datetime
    about_at: datetime | None = None
    session: Session | None = None
    earliest: datetime | None = None
    since: datetime | None = None
    comes_at: datetime | None = None

    def settled(self, quiet: Quiet) -> datetime | None:
        return quiet.settle(self.comes_at or self.due_at, self.until, self.earliest)


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A window of questionnaires that lacks an answer, and from when it is really asked for (Q-21)."""

    window: Window
    asked: datetime


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """`confirmed` are (session, line of its checklist); `asked` the questionnaires without an answer.

    `changed` says of each session when it was planned or moved last. `off` are the kinds switched off.
    """

    sessions: Sequence[Session]
    protocol: Protocol
    zone: str
    quiet: Quiet
    closed_at: datetime | None = None
    paused: bool = False
    own_plan: bool = False
    confirmed: frozenset[tuple[str, str]] = frozenset()
    asked: Sequence[Asked] = ()
    changed: Mapping[str, datetime] = {}
    off: frozenset[str] = frozenset()


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One that is to come now. `should_at` is when it ought to have come."""

    planned: Planned
    should_at: datetime


def plan(known: Known, now: datetime) -> list[Planned]:
    """All there is to remind of, whenever; nothing of a course that is closed or pauses."""
    if known.paused or (known.closed_at is not None and known.closed_at <= now):
        return []
    ahead = [one for one in known.sessions if not one.held and one.stands(now) and one.planned_at > now]
    found = [planned for one in ahead for planned in _before(one, known)]
    found += [_measures(one) for one in known.asked]
    last = max((one for one in known.sessions if one.held), key=lambda one: one.day, default=None)
    if last:
        found += _after(last, min((one.planned_at for one in ahead), default=None), known)
    return [one for one in found if one.kind not in known.off]


def due(known: Known, now: datetime) -> list[Due]:
    """What is to come now: its time is there, it still helps, and nothing is quiet."""
    if known.quiet.around(now):
        return []
    found = []
    for one in plan(known, now):
        at = one.settled(known.quiet)
        if at is not None and at <= now < one.until:
            found.append(Due(planned=one, should_at=max(at, one.since or at)))
    return found


def next_look(known: Known, now: datetime) -> datetime | None:
    """When the next of them comes, or when the quiet ends for one that waits."""
    opens = known.quiet.after(now)
    moments = [max(at, opens) for one in plan(known, now) if (at := one.settled(known.quiet)) and one.until > opens]
    return min((at for at in moments if at > now), default=None)


def is_late(should_at: datetime, made_at: datetime) -> bool:
    return made_at - should_at > LATE


def _before(session: Session, known: Known) -> Iterator[Planned]:
    since = known.changed.get(session.id)
    for one in (*_fasting(session, known), *_day_of(session, known), *_unconfirmed(session, known)):
        yield msgspec.structs.replace(one, session=session, since=since)


def _fasting(session: Session, known: Known) -> Iterator[Planned]:
    """An hour before each (P-03); for who has a plan of their own, or needs one, these times are not theirs (P-05)."""
    if known.own_plan:
        return
    food = session.planned_at - timedelta(hours=known.protocol.food_for(session.route))
    drink = session.planned_at - timedelta(hours=known.protocol.liquid_for(session.route))
    kinds: list[tuple[Kind, datetime]] = [("fast", food)] if food == drink else [("food", food), ("drink", drink)]
    for kind, at in kinds:
        yield Planned(kind=kind, subject=session.id, due_at=at - FASTING_AHEAD, until=at, about_at=at)


def _day_of(session: Session, known: Known) -> Iterator[Planned]:
    day = local_day(session.planned_at, known.zone)
    begins = from_local(day, time(0), known.zone)
    evening = from_local(day - DAY, TOMORROW_AT, known.zone)
    yield Planned(
        kind="tomorrow", subject=session.id, due_at=evening, until=begins, about_at=session.planned_at,
        earliest=from_local(day - DAY, time(0), known.zone),
    )  # fmt: skip
    yield Planned(
        kind="today", subject=session.id, due_at=session.planned_at - TODAY_AHEAD, until=session.planned_at,
        about_at=session.planned_at, earliest=begins,
    )  # fmt: skip


def _unconfirmed(session: Session, known: Known) -> Iterator[Planned]:
    """Twice: two days and one day before."""
    kind: Kind = "sitter" if session.at_home else "ride"
    if (session.id, SITTER if session.at_home else RIDE) in known.confirmed:
        return
    first, second = (session.planned_at - ahead for ahead in UNCONFIRMED)
    for at, until in ((first, second), (second, session.planned_at - TOO_SHORT)):
        yield Planned(kind=kind, subject=session.id, due_at=at, until=until, about_at=session.planned_at)


def _measures(one: Asked) -> Planned:
    window = one.window
    subject = f"before {window.session}" if window.session else f"after {window.after}"
    return Planned(
        kind="measures", subject=subject, due_at=window.asked, until=window.closes, comes_at=one.asked
    )  # fmt: skip


def _after(last: Session, following: datetime | None, known: Known) -> Iterator[Planned]:
    """Questions for the journal: at 24 hours, 72 hours and a week, then weekly until the next session nears."""
    for kind, later, helps in AFTER:
        at = last.day + later
        if following is None or at < following:
            yield _question(last, kind, at, min(at + helps, following or at + helps))
    until = following - NEARS if following else last.day + timedelta(days=known.protocol.integration_days)
    for week in range(2, WEEKS):
        at = from_local(local_day(last.day, known.zone) + week * 7 * DAY, BETWEEN_AT, known.zone)
        if at < until:
            yield _question(last, "between", at, min(at + HELPS_BETWEEN, until))


def _question(last: Session, kind: Kind, at: datetime, until: datetime) -> Planned:
    return Planned(kind=kind, subject=last.id, due_at=at, until=until, session=last, about_at=last.day)

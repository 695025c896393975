"""Where a course stands, derived from facts and never stored (product.md section 2). Pure."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.pages.times import local_day

Stage = Literal["intake", "preparation", "session day", "integration", "follow-up", "closed"]
NEARS = timedelta(days=3)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`last` is the latest session that took place; `next` the first that has not; `current` the one of today."""

    stage: Stage
    last: Session | None
    next: Session | None
    current: Session | None
    missed: Session | None


def standing(
    sessions: list[Session], protocol: Protocol, closed_at: datetime | None, now: datetime, zone: str
) -> Standing:
    """`sessions` in the order of their planned times, at any length. Those that a pause holds up are not waited for."""
    today = local_day(now, zone)
    last = max((one for one in sessions if one.held), key=lambda one: one.day, default=None)
    waiting = sorted((one for one in sessions if not one.held and not one.paused(now)), key=lambda one: one.planned_at)
    missed = next((one for one in waiting if local_day(one.planned_at, zone) < today), None)
    upcoming = next((one for one in waiting if local_day(one.planned_at, zone) >= today), None)
    current = _current(last, upcoming, now, zone)
    stage = _stage(last, upcoming or missed, current, protocol, closed_at, now)
    return Standing(stage=stage, last=last, next=upcoming, current=current, missed=missed)


def _current(last: Session | None, upcoming: Session | None, now: datetime, zone: str) -> Session | None:
    """One still open goes on past midnight until it has ended; one that has ended lasts to the end of its day."""
    today = local_day(now, zone)
    if last and (not last.over or local_day(last.day, zone) == today) and not _forgotten(last, now):
        return last
    if upcoming and local_day(upcoming.planned_at, zone) == today:
        return upcoming
    return None


def _forgotten(session: Session, now: datetime) -> bool:
    """Nobody stays in a session for two days: a record left open by mistake must not hold the patient there.

    At home nobody may be there to write that it ended.
    """
    return not session.over and now - session.day > timedelta(hours=14 if session.at_home else 36)


def _stage(
    last: Session | None,
    ahead: Session | None,
    current: Session | None,
    protocol: Protocol,
    closed_at: datetime | None,
    now: datetime,
) -> Stage:
    if closed_at is not None and closed_at <= now:
        return "closed"
    if current is not None:
        return "session day"
    if last is None:
        return "preparation" if ahead else "intake"
    if ahead is not None:
        return "preparation" if ahead.planned_at - now <= NEARS else "integration"
    return "integration" if now - last.day <= timedelta(days=protocol.integration_days) else "follow-up"


def day_offset(session: Session, moment: datetime, zone: str) -> int:
    """Whole days on the patient's own calendar since the session's day; 0 is the day itself."""
    return (local_day(moment, zone) - local_day(session.day, zone)).days


def session_before(sessions: list[Session], moment: datetime, zone: str) -> Session | None:
    """The latest session that had taken place by the day of `moment`: what an entry belongs to."""
    day = local_day(moment, zone)
    held = [one for one in sessions if one.held and local_day(one.day, zone) <= day]
    return max(held, key=lambda one: one.day, default=None)

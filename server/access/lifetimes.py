"""How long a login lasts: from its beginning, from its last use, and from the last proof of who it is."""

from datetime import datetime, timedelta
from typing import NamedTuple

from server.access.people import STAFF, Role


class Limits(NamedTuple):
    """`whole` from the sign-in on, whatever is done meanwhile; `idle` from the last thing the person asked for."""

    whole: timedelta
    idle: timedelta


OWN_PHONE = Limits(timedelta(days=90), timedelta(days=30))
SHARED_DEVICE = Limits(timedelta(hours=12), timedelta(minutes=30))
OF_STAFF = Limits(timedelta(hours=12), timedelta(minutes=30))
PROVEN_FOR = timedelta(minutes=5)
SEEN_EVERY = timedelta(minutes=10)  # a row is not written for each page
DEVICE_KNOWN_FOR = timedelta(days=400)
TOLD_FOR = timedelta(days=30)


def limits_of(role: Role, *, own: bool) -> Limits:
    """Staff have theirs on every device: one's own laptop lies open at a clinic too."""
    if role in STAFF:
        return OF_STAFF
    return OWN_PHONE if own else SHARED_DEVICE


def is_idle(limits: Limits, seen_at: datetime, now: datetime) -> bool:
    return now - seen_at >= limits.idle


def over_at(limits: Limits, seen_at: datetime, expires_at: datetime) -> datetime:
    """When a login ends by itself, if nothing more is asked for."""
    return min(expires_at, seen_at + limits.idle)


def seen_every(limits: Limits) -> timedelta:
    """Short limits are kept to the minute."""
    return min(SEEN_EVERY, limits.idle / 30)


def is_proven(proven_at: datetime | None, now: datetime) -> bool:
    """Also when the clinic's clock was set back: a proof from the future is none."""
    return proven_at is not None and abs(now - proven_at) <= PROVEN_FOR

"""The morning after: slept, clear-headed, and when one may think of driving again (P-43, P-44). Pure."""

from datetime import datetime, timedelta

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.courses.resting import rests_until
from server.courses.stages import Standing
from server.pages.times import local_day
from server.session_day.facts import Line

MORNING_ASKED = timedelta(days=3)


def asks_morning(protocol: Protocol, now_at: Standing, mornings: list[Line], now: datetime, zone: str) -> bool:
    """Slept and clear-headed? From the next day on, when the rest is over, until the latest answer says so (P-43).

    Also where nobody was there to write that the session ended.
    """
    last = now_at.last
    if last is None or now - last.day >= MORNING_ASKED:
        return False
    if now < rests_until(protocol, last.ended_at or last.day, last.started_at, last.route, zone):
        return False
    return local_day(now, zone) > local_day(last.day, zone) and not is_clear(last, mornings, zone)


def is_clear(last: Session, mornings: list[Line], zone: str) -> bool:
    """The latest answer counts, and only one of a later day: what is said on the evening itself speaks for no night."""
    after = [line for line in mornings if local_day(line.at, zone) > local_day(last.day, zone)]
    return bool(after) and bool(max(after, key=lambda line: (line.at, line.received_at)).body.clear)


def no_driving_until(
    protocol: Protocol, now_at: Standing, mornings: list[Line], now: datetime, zone: str
) -> datetime | None:
    """After the night's sleep, and not within the clinic's hours of the dose: the longer of the two (P-44)."""
    last = now_at.last
    if last is None or not is_clear(last, mornings, zone):
        return None
    until = last.day + timedelta(hours=protocol.no_driving_hours)
    return until if now < until else None

"""The hours after a session, when everything but rest, help and one line waits (S-10): one rule for every page."""

from datetime import datetime, time, timedelta

import msgspec

from server.access.people import Person
from server.clinics.protocol import Protocol, Route, read_protocol
from server.db.connection import Reader
from server.pages.times import from_local, local_day

A_WHILE = timedelta(hours=1)


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    route: Route
    started_at: datetime | None
    ended_at: datetime
    numbers: str


def rests_until(protocol: Protocol, ended: datetime, started: datetime | None, route: Route, zone: str) -> datetime:
    """Midnight of the session's own day; later only while the stay time runs, and for an hour after the end."""
    midnight = from_local(local_day(started or ended, zone) + timedelta(days=1), time(0), zone)
    stays = started + timedelta(minutes=protocol.stay_for(route)) if started else midnight
    return max(midnight, stays, ended + A_WHILE)


async def resting_session(db: Reader, patient: Person, now: datetime) -> str | None:
    """The session from which this patient still rests, or None."""
    found = await db.find(
        Ended,
        """
        select session.id, session.route, session.started_at, session.ended_at, protocol.numbers
        from course
        join session on session.course_id = course.id
        join protocol on protocol.id = course.protocol_id
        where course.patient_id = :patient and session.ended_at > :since and session.ended_at <= :now
        order by session.ended_at desc limit 1
        """,
        patient=patient.id,
        since=now - timedelta(days=2),
        now=now,
    )
    if found is None:
        return None
    protocol = read_protocol(found.numbers)
    until = rests_until(protocol, found.ended_at, found.started_at, found.route, patient.zone)
    return found.id if now < until else None

"""What is asked for before one session, as its ready board tells it. Two short reads, and nothing is opened."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec

from server.courses.models import Course, Session
from server.db.connection import Reader
from server.measures.answers import list_when
from server.measures.cadence import due, turns, windows
from server.measures.instruments import Instrument, instruments


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`names` of all that are asked and `open` of those without an answer; `opens` when the first is asked for.

    `answered_at` is the last answer, once none is open and the time for them has come.
    """

    names: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    opens: datetime | None = None
    answered_at: datetime | None = None


def asked_of(course: Course) -> list[Instrument]:
    """Those that the clinic's protocol switches on and whose licence allows it, in the protocol's order."""
    known = instruments()
    return [known[one] for one in course.protocol.measures if one in known]


async def asked_before(db: Reader, course: Course, sessions: Sequence[Session], number: int, now: datetime) -> Asked:
    """Before the session of this number."""
    return asked_in(course, sessions, number, await list_when(db, course), now)


def asked_in(
    course: Course, sessions: Sequence[Session], number: int, when: Mapping[str, list[datetime]], now: datetime
) -> Asked:
    window = next((one for one in windows(sessions, course.protocol, now) if one.session == number), None)
    known = asked_of(course)
    if window is None or not known:
        return Asked()
    states = {one.short: turns([window], when.get(one.id, []), course.protocol, now)[0] for one in known}
    waits = any(one.state == "later" for one in states.values())
    answered = [one.answered_at for one in states.values() if one.answered_at]
    return Asked(
        names=tuple(states),
        open=tuple(name for name, one in states.items() if one.state == "open"),
        opens=window.asked,
        answered_at=max(answered) if answered and not waits else None,
    )


async def open_now(db: Reader, course: Course, sessions: Sequence[Session], now: datetime) -> list[Instrument]:
    """What is asked for just now."""
    found = windows(sessions, course.protocol, now)
    when = await list_when(db, course)
    return [one for one in asked_of(course) if due(turns(found, when.get(one.id, []), course.protocol, now))]

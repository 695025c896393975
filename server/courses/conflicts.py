"""What stands against a date: a room taken, somebody elsewhere, too near another session, outside the hours. Pure.

What two cannot have at once refuses; everything else is said by name, and a clinician may plan it all the same.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import chain
from typing import Literal

import msgspec

from server.clinics.hours import Cover, closed_days, weekly
from server.clinics.protocol import Protocol, Route
from server.pages.times import from_local, local, local_day

Kind = Literal[
    "waits", "room", "course", "pause", "staff", "away", "gone", "retired", "day", "spacing", "hours", "consent"
]
# One room holds one session, one person has one at a time, a decision comes first, and a pause is a pause.
REFUSES: frozenset[Kind] = frozenset({"waits", "room", "course", "pause"})


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """What a session takes of the clinic, from when its patient comes to when they may leave."""

    session_id: str
    course_id: str
    number: int
    start: datetime
    end: datetime
    room_id: str = ""
    staff: tuple[str, ...] = ()


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What a date is held against. `others` may hold the slot itself and those of its own course: both are known.

    `away` says until when, by person; `here` and `rooms` are who is on the care team and which rooms are in use;
    `pause` is from when to when, or open-ended. `zones` are the clinic's and the patient's.
    """

    others: Sequence[Slot] = ()
    own: Sequence[Slot] = ()
    away: Mapping[str, datetime] = {}
    here: frozenset[str] | None = None
    rooms: frozenset[str] | None = None
    week: Sequence[Cover] = ()
    zones: tuple[str, str] = ("UTC", "UTC")
    days_between: int = 0
    pause: tuple[datetime, datetime | None] | None = None
    waits: tuple[str, ...] = ()
    unsigned: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """`subject` is the id of the room or person that it is about, or words of the intake; `days` are those between."""

    kind: Kind
    subject: str = ""
    number: int = 0
    days: int = 0
    at: datetime | None = None
    until: datetime | None = None

    @property
    def refuses(self) -> bool:
        return self.kind in REFUSES


def end_of(protocol: Protocol, route: Route, start: datetime) -> datetime:
    """The stay that the protocol asks for; the fading of the pacing lies within it."""
    return start + timedelta(minutes=max(protocol.stay_for(route), protocol.fade_minutes))


def overlap(one: Slot, other: Slot) -> bool:
    """A session that ends at eleven and one that begins at eleven do not meet."""
    return one.start < other.end and other.start < one.end


def conflicts(slot: Slot, around: Around) -> list[Conflict]:
    """In the order in which one would say them: what refuses comes first."""
    found = list(chain(_decided(slot, around), _of_the_clinic(slot, around), _own(slot, around), _soft(slot, around)))
    return sorted(found, key=lambda one: not one.refuses)


def _decided(slot: Slot, around: Around) -> Iterable[Conflict]:
    if around.waits:
        yield Conflict(kind="waits", subject=", ".join(around.waits))
    if around.pause:
        start, end = around.pause
        if start <= slot.start and (end is None or slot.start < end):
            yield Conflict(kind="pause", at=start, until=end)


def _of_the_clinic(slot: Slot, around: Around) -> Iterable[Conflict]:
    for other in around.others:
        if other.session_id == slot.session_id or other.course_id == slot.course_id or not overlap(slot, other):
            continue
        if slot.room_id and slot.room_id == other.room_id:
            yield Conflict(kind="room", subject=slot.room_id, at=other.start, until=other.end)
        for person in slot.staff:
            if person in other.staff:
                yield Conflict(kind="staff", subject=person, at=other.start, until=other.end)
    for person in slot.staff:
        if around.here is not None and person not in around.here:
            yield Conflict(kind="gone", subject=person)
        elif (until := around.away.get(person)) and slot.start < until:
            yield Conflict(kind="away", subject=person, until=until)
    if slot.room_id and around.rooms is not None and slot.room_id not in around.rooms:
        yield Conflict(kind="retired", subject=slot.room_id)


def _own(slot: Slot, around: Around) -> Iterable[Conflict]:
    """Against the other sessions of the same course: at a time, on a day, or nearer than the protocol has them."""
    zone, near = around.zones[1], []
    for other in around.own:
        if other.session_id == slot.session_id:
            continue
        days = abs((local_day(slot.start, zone) - local_day(other.start, zone)).days)
        if overlap(slot, other):
            yield Conflict(kind="course", number=other.number, at=other.start)
        elif days == 0:
            yield Conflict(kind="day", number=other.number, at=other.start)
        elif days < around.days_between:
            near.append(Conflict(kind="spacing", number=other.number, days=days, at=other.start))
    yield from sorted(near, key=lambda one: (one.days, one.number))[:2]


def _soft(slot: Slot, around: Around) -> Iterable[Conflict]:
    if around.week and not _within(slot, around.week, around.zones[0]):
        yield Conflict(kind="hours")
    if around.unsigned:
        yield Conflict(kind="consent", subject=", ".join(around.unsigned))


def _within(slot: Slot, week: Sequence[Cover], zone: str) -> bool:
    """Never on a day on which the clinic is closed; where it has written down no hours, at any hour of another."""
    day, hours = local(slot.start, zone).date(), weekly(week)
    if day.isoformat() in closed_days(week):
        return False
    return not hours or any(
        from_local(day, time.fromisoformat(one.opens), zone) <= slot.start
        and slot.end <= from_local(day, time.fromisoformat(one.closes), zone)
        for one in hours
        if one.weekday == day.weekday()
    )


def mark_of(found: Iterable[tuple[int, Conflict]]) -> str:
    """A name for exactly these conflicts: a tick covers what was read beside it, and nothing that came since."""
    said = sorted(f"{number} {msgspec.json.encode(one).decode()}" for number, one in found if not one.refuses)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16] if said else ""

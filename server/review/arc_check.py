"""Holds dates against what the clinic knows: its rooms, its staff, its hours, the protocol, intake and consent."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import msgspec

from server.access.people import Person
from server.clinics.hours import Cover
from server.clinics.queries import list_cover, list_protocols
from server.clinics.rooms import Room, list_rooms
from server.courses.booked import Booked, list_booked
from server.courses.conflicts import Around, Conflict, Slot, conflicts
from server.courses.models import CaseloadCourse
from server.courses.pausing import Pause, find_pause
from server.courses.placing import Placed, list_placed
from server.db.connection import Reader
from server.intake.booking import asked_before_booking
from server.preparation.queries import marked_ever
from server.safety.duty import Clinician, list_clinicians

MOST_PROTOCOLS = 100
LONGEST = timedelta(hours=24)  # no session that began earlier still goes on
Found = list[tuple[int, Conflict]]


class Clinic(msgspec.Struct, frozen=True, kw_only=True):
    """What an arc is planned in, and how the arc stands."""

    placed: list[Placed]
    rooms: list[Room]
    people: list[Clinician]
    week: list[Cover]
    pause: Pause | None
    zones: tuple[str, str]

    @property
    def team(self) -> list[Clinician]:
        return [one for one in self.people if one.in_team == 1 and one.ended_at is None]

    @property
    def in_use(self) -> list[Room]:
        return [one for one in self.rooms if one.retired_at is None]

    @property
    def names(self) -> dict[str, str]:
        return {one.id: one.name for one in self.people} | {one.id: one.name for one in self.rooms}

    def where(self, one: Placed) -> str:
        """Harbour room, Theo"""
        return ", ".join(self.names[id] for id in (one.room_id, *one.staff.split()) if id in self.names)

    def around(self, case: CaseloadCourse, now: datetime, but: Collection[str] = ()) -> Around:
        """Without the clinic's other sessions; `but` are sessions of this course that move themselves."""
        standing = [one for one in self.placed if one.taken_out_at is None and one.id not in but]
        return Around(
            own=[one.slot(case) for one in standing],
            away={one.id: one.away_until for one in self.people if one.away_until and one.away_until > now},
            here=frozenset(one.id for one in self.team),
            rooms=frozenset(one.id for one in self.in_use),
            week=self.week,
            zones=self.zones,
            days_between=case.protocol.days_between,
            pause=self.pause.span if self.pause else None,
        )


async def read_clinic(db: Reader, case: CaseloadCourse, me: Person, now: datetime) -> Clinic:
    return Clinic(
        placed=await list_placed(db, case),
        rooms=await list_rooms(db, case.clinic_id),
        people=await list_clinicians(db, case.clinic_id, case.id, now),
        week=await list_cover(db, case.clinic_id),
        pause=await find_pause(db, case, now) if case.closed_at is None else None,
        zones=(me.clinic_zone, case.zone),
    )


async def slots_of(db: Reader, case: CaseloadCourse, booked: Sequence[Booked]) -> list[Slot]:
    """How long each takes is in its own course's version of the protocol; those of other versions are looked up."""
    protocols = {one.protocol_id: case.protocol for one in booked if one.course_id == case.id}
    if any(one.protocol_id not in protocols for one in booked):
        for signed in await list_protocols(db, case.clinic_id, MOST_PROTOCOLS):
            protocols.setdefault(signed.id, signed.read())
    return [one.slot(protocols[one.protocol_id]) for one in booked if one.protocol_id in protocols]


async def check(
    db: Reader,
    clinic: Clinic,
    who: tuple[CaseloadCourse, Person, datetime],
    slots: Sequence[Slot],
    *,
    new: bool = False,
) -> Found:
    """What stands against each, by its place in the list. Sessions that are among the slots stand where they go to.

    Decisions and consent are asked of what is `new`: one that is planned may always be moved further away.
    """
    case, me, now = who
    booked: dict[str, Booked] = {}
    for slot in slots:
        booked |= {one.id: one for one in await list_booked(db, me, (slot.start - LONGEST, slot.end), now)}
    around = clinic.around(case, now, {one.session_id for one in slots})
    around = msgspec.structs.replace(
        around,
        others=await slots_of(db, case, list(booked.values())),
        own=[*around.own, *slots],
    )
    if new:
        asked = await asked_before_booking(db, case, now)
        paper = asked.on_paper and await marked_ever(db, case, "E-15")
        around = msgspec.structs.replace(
            around,
            waits=tuple(one.condition.title for one in asked.waits),
            unsigned=() if paper else tuple(asked.unsigned),
        )
    return [(index, one) for index, slot in enumerate(slots) for one in conflicts(slot, around)]

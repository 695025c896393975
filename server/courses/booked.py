"""What of a clinic is taken when: the sessions of all its courses, as a colleague may see them."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from server.access.people import Person
from server.clinics.protocol import Protocol, Route
from server.courses.conflicts import Slot, end_of
from server.courses.places import LIVING
from server.db.connection import Reader

MOST_BOOKED = 600  # of one clinic in two weeks


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """How many of each day, and spans of which all is wanted."""

    each: int
    whole: Sequence[tuple[datetime, datetime]] = ()


class Booked(msgspec.Struct, frozen=True, kw_only=True):
    """A session on the clinic's calendar. `patient_name` is empty for whoever is not on that course's care team.

    `on_day` is how many there are on its day, where only a part of the days was asked for.
    """

    id: str
    course_id: str
    protocol_id: str
    number: int
    route: Route
    planned_at: datetime
    opened_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    patient_name: str
    room_id: str
    staff: str
    on_day: int = 0

    def slot(self, protocol: Protocol) -> Slot:
        start = self.started_at or self.opened_at or self.planned_at
        return Slot(
            session_id=self.id,
            course_id=self.course_id,
            number=self.number,
            start=start,
            end=max(self.ended_at or end_of(protocol, self.route, start), start),
            room_id=self.room_id,
            staff=tuple(self.staff.split()),
        )


WHO_AND_WHERE = f"""
    select session.id, session.course_id, course.protocol_id, session.number, session.route, session.planned_at,
           session.opened_at, session.started_at, session.ended_at, taken.on_day,
           coalesce((select patient.name from care_team join person as patient on patient.id = course.patient_id
                     where care_team.course_id = session.course_id and care_team.person_id = :me
                       and {LIVING} limit 1), '') as patient_name,
           coalesce((select room_id from session_place as place where place.session_id = session.id
                     and place.until is null and place.room_id is not null), '') as room_id,
           coalesce((select string_agg(place.person_id, ' ' order by place.person_id) from session_place as place
                     where place.session_id = session.id and place.until is null
                       and place.person_id is not null), '') as staff
    from taken
    join session on session.id = taken.id
    join course on course.id = session.course_id
"""
TAKEN = """
    session.clinic_id = :clinic and session.planned_at >= :start and session.planned_at < :end
    and (session.taken_out_at is null or session.opened_at is not null)
"""


async def list_booked(db: Reader, me: Person, span: tuple[datetime, datetime], now: datetime) -> list[Booked]:
    """What the clinician's own clinic holds from one moment to another, at most MOST_BOOKED, in order of time."""
    return await db.all(
        Booked,
        f"""
        with taken as (
            select session.id, 0 as on_day from session where {TAKEN}
            order by session.planned_at, session.id limit :most
        )
        {WHO_AND_WHERE} order by session.planned_at, session.id
        """,
        me=me.id,
        now=now,
        clinic=me.clinic_id,
        start=span[0],
        end=span[1],
        most=MOST_BOOKED,
    )


async def list_by_day(
    db: Reader, me: Person, course_id: str, days: Sequence[datetime], part: Part, now: datetime
) -> list[Booked]:
    """The same from the first of `days` to the last, each of which begins one: the first few of every day, all of this
    course, and all that lies in `part.whole`. `on_day` says how many there are.
    """
    day = "".join(f" when session.planned_at < :d{at} then {at}" for at in range(1, len(days)))
    whole = "".join(
        f" or (session.planned_at >= :from{at} and session.planned_at < :to{at})" for at in range(len(part.whole))
    )
    given = {f"d{at}": moment for at, moment in enumerate(days) if at > 0}
    given |= {f"from{at}": start for at, (start, _end) in enumerate(part.whole)}
    given |= {f"to{at}": end for at, (_start, end) in enumerate(part.whole)}
    return await db.all(
        Booked,
        f"""
        with found as (
            select session.id, case {day} end as day,
                   case when session.course_id = :course {whole} then 1 else 0 end as always,
                   session.planned_at
            from session where {TAKEN}
        ), placed as (
            select found.id, found.always, count(*) over (partition by found.day) as on_day,
                   row_number() over (partition by found.day order by found.planned_at, found.id) as place
            from found
        ), taken as (
            select placed.id, placed.on_day from placed where placed.always = 1 or placed.place <= :each limit :most
        )
        {WHO_AND_WHERE} order by session.planned_at, session.id
        """,
        me=me.id,
        now=now,
        clinic=me.clinic_id,
        course=course_id,
        start=days[0],
        end=days[-1],
        each=part.each,
        most=MOST_BOOKED,
        **given,
    )

"""What of a clinic is taken when: the sessions of all its courses, as a colleague may see them."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.clinics.protocol import Protocol, Route
from server.courses.conflicts import Slot, end_of
from server.courses.places import LIVING
from server.db.connection import Reader

MOST_BOOKED = 600  # of one clinic in two weeks


class Booked(msgspec.Struct, frozen=True, kw_only=True):
    """A session on the clinic's calendar. `patient_name` is empty for whoever is not on that course's care team."""

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


async def list_booked(db: Reader, me: Person, span: tuple[datetime, datetime], now: datetime) -> list[Booked]:
    """What the clinician's own clinic holds from one moment to another, at most MOST_BOOKED, in order of time."""
    return await db.all(
        Booked,
        f"""
        select session.id, session.course_id, course.protocol_id, session.number, session.route, session.planned_at,
               session.opened_at, session.started_at, session.ended_at,
               coalesce((select patient.name from care_team join person as patient on patient.id = course.patient_id
                         where care_team.course_id = session.course_id and care_team.person_id = :me
                           and {LIVING} limit 1), '') as patient_name,
               coalesce((select room_id from session_place as place where place.session_id = session.id
                         and place.until is null and place.room_id is not null), '') as room_id,
               coalesce((select string_agg(place.person_id, ' ' order by place.person_id) from session_place as place
                         where place.session_id = session.id and place.until is null
                           and place.person_id is not null), '') as staff
        from session
        join course on course.id = session.course_id
        where session.clinic_id = :clinic and session.planned_at >= :start and session.planned_at < :end
          and (session.taken_out_at is null or session.opened_at is not null)
        order by session.planned_at, session.id limit :most
        """,
        me=me.id,
        now=now,
        clinic=me.clinic_id,
        start=span[0],
        end=span[1],
        most=MOST_BOOKED,
    )

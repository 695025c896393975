"""Which room a session has and who is there, with its history.

One row a room or person, from when to when: who planned Theo in, and who planned him out again, stays written down.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from server.access.people import Person
from server.clinics.protocol import Route
from server.courses.conflicts import Slot, end_of
from server.courses.models import Course, Purpose
from server.db.connection import Reader, Transaction
from server.ids import new_id


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A session of the arc as the care team plans it; one that was taken out carries when, by whom, and why."""

    id: str
    number: int
    route: Route
    purpose: Purpose
    planned_at: datetime
    opened_at: datetime | None
    started_at: datetime | None
    discharged_by_name: str | None
    room_id: str
    staff: str
    taken_out_at: datetime | None
    taken_out_by_name: str | None
    out_reason_locked: bytes | None

    @property
    def place(self) -> str:
        """Room and people as one text, the same for the same: what a form has seen."""
        return " ".join([self.room_id or "-", *sorted(self.staff.split())])

    @property
    def coming(self) -> bool:
        return self.opened_at is None and self.taken_out_at is None

    @property
    def day(self) -> datetime:
        return self.started_at or self.opened_at or self.planned_at

    def slot(self, course: Course) -> Slot:
        return Slot(
            session_id=self.id,
            course_id=course.id,
            number=self.number,
            start=self.day,
            end=end_of(course.protocol, self.route, self.day),
            room_id=self.room_id,
            staff=tuple(self.staff.split()),
        )


async def list_placed(db: Reader, course: Course) -> list[Placed]:
    """The whole arc in order of time, with what was taken out of it."""
    return await db.all(
        Placed,
        """
        select session.id, session.number, session.route, session.purpose, session.planned_at, session.opened_at,
               session.started_at, discharger.name as discharged_by_name,
               coalesce((select room_id from session_place as place where place.session_id = session.id
                         and place.until is null and place.room_id is not null), '') as room_id,
               coalesce((select string_agg(place.person_id, ' ' order by place.person_id) from session_place as place
                         where place.session_id = session.id and place.until is null
                           and place.person_id is not null), '') as staff,
               case when session.opened_at is null then session.taken_out_at end as taken_out_at,
               taker.name as taken_out_by_name, session.out_reason_locked
        from session
        left join person as discharger on discharger.id = session.discharged_by
        left join person as taker on taker.id = session.taken_out_by
        where session.course_id = :course order by session.planned_at, session.number limit 40
        """,
        course=course.id,
    )


async def place_session(
    tx: Transaction,
    course: Course,
    session_id: str,
    here: tuple[str, Collection[str]],
    by: tuple[Person, datetime],
) -> None:
    """`here` is the room, or nothing, and the people. Only what differs is written: repeating it adds nothing."""
    me, now = by
    held = await _held(tx, course, session_id)
    wanted = {(here[0], "")} if here[0] else set()
    wanted |= {("", person) for person in here[1]}
    for one in held:
        if (one.room_id, one.person_id) not in wanted:
            await tx.run(
                "update session_place set until = :now, until_by = :by where id = :id and course_id = :course",
                id=one.id,
                course=course.id,
                by=me.id,
                now=now,
            )
    for room, person in sorted(wanted - {(one.room_id, one.person_id) for one in held}):
        await tx.run(
            """
            insert into session_place (id, session_id, course_id, room_id, person_id, since, by_id)
            values (:id, :session, :course, :room, :person, :now, :by)
            """,
            id=new_id(now),
            session=session_id,
            course=course.id,
            room=room or None,
            person=person or None,
            by=me.id,
            now=now,
        )


async def _held(db: Reader, course: Course, session_id: str) -> list["Held"]:
    return await db.all(
        Held,
        """
        select id, coalesce(room_id, '') as room_id, coalesce(person_id, '') as person_id from session_place
        where session_id = :session and course_id = :course and until is null
        """,
        session=session_id,
        course=course.id,
    )


async def last_placed_by(db: Reader, course: Course, session_id: str) -> str:
    """Who changed room or people last; empty where nobody did."""
    found = await db.value(
        """
        select person.name from session_place as place
        join person on person.id = case when place.until_by is not null then place.until_by else place.by_id end
        where place.session_id = :session and place.course_id = :course
        order by coalesce(place.until, place.since) desc, place.id desc limit 1
        """,
        session=session_id,
        course=course.id,
    )
    return str(found or "")


class Held(msgspec.Struct, frozen=True):
    id: str
    room_id: str
    person_id: str

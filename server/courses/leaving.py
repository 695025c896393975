"""Somebody leaves every care team at once, as their account ends or their role changes; no patient is left without one.

Whoever calls holds the trail (`access.trail.hold_trail`) before any course, as all do who change a team.
"""

from datetime import datetime

import msgspec

from server.access.house import House
from server.access.people import Person
from server.access.trail import write_trail
from server.courses.giving import Given, end, give, open_places
from server.courses.places import PLACE, Place
from server.courses.queries import hold
from server.db.connection import Reader, Transaction
from server.ids import new_id

MOST_ALONE = 2000


class Alone(msgspec.Struct, frozen=True, kw_only=True):
    """An open course to which nobody else of the profession belongs for good."""

    course_id: str
    patient_name: str


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    courses: int
    sessions: int


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """`to` takes over where nobody else is; empty where that is nowhere."""

    person_id: str
    role: str
    to: str


class CourseId(msgspec.Struct, frozen=True):
    course_id: str


async def list_alone(db: Reader, clinic_id: str, person_id: str, role: str) -> list[Alone]:
    return await db.all(
        Alone,
        """
        select course.id as course_id, patient.name as patient_name
        from care_team
        join course on course.id = care_team.course_id and course.clinic_id = :clinic and course.closed_at is null
        join person as patient on patient.id = course.patient_id
        where care_team.person_id = :person and care_team.until is null and care_team.kind <> 'emergency'
          and not exists (
            select 1 from care_team as other join person as colleague on colleague.id = other.person_id
            where other.course_id = course.id and other.person_id <> :person and other.until is null
              and other.kind <> 'emergency' and colleague.role = :role and colleague.ended_at is null)
        order by patient.name, course.id limit :most
        """,
        clinic=clinic_id,
        person=person_id,
        role=role,
        most=MOST_ALONE,
    )


async def count_ahead(db: Reader, clinic_id: str, person_id: str, now: datetime) -> Ahead:
    """Open courses to which somebody belongs for good, and the sessions of them in which they are planned."""
    return await db.one(
        Ahead,
        """
        select count(*) as courses, coalesce(sum((
                   select count(*) from session join session_place on session_place.session_id = session.id
                   where session.course_id = course.id and session.opened_at is null and session.taken_out_at is null
                     and session.planned_at > :now and session_place.person_id = :person
                     and session_place.until is null)), 0) as sessions
        from care_team
        join course on course.id = care_team.course_id and course.clinic_id = :clinic and course.closed_at is null
        where care_team.person_id = :person and care_team.until is null and care_team.kind <> 'emergency'
        """,
        clinic=clinic_id,
        person=person_id,
        now=now,
    )


async def hold_teams_of(tx: Transaction, person_id: str, now: datetime) -> None:
    """In the order of their ids, so that no two wait for each other."""
    for one in await tx.all(
        CourseId,
        """
        select distinct course_id from care_team
        where (person_id = :person or for_id = :person) and (until is null or until > :now) order by course_id
        """,
        person=person_id,
        now=now,
    ):
        await hold(tx, one.course_id)


async def leave_teams(tx: Transaction, house: House, leaving: Leaving, by: Person, now: datetime) -> None:
    """Ends every place, those in which others stand in for them too; each patient reads who left and who came."""
    alone = {one.course_id for one in await list_alone(tx, by.clinic_id, leaving.person_id, leaving.role)}
    places = await _places_to_end(tx, leaving.person_id, now)
    for place in places:
        await end(tx, place, by.id, now)
    for course_id in sorted({one.course_id for one in places}):
        if course_id in alone and leaving.to:
            await _take_over(tx, course_id, leaving.to, by, now)
        await write_trail(
            tx, house.keys.trail, by, "changed team", course_id=course_id, subject_id=leaving.person_id, now=now
        )


async def _places_to_end(db: Reader, person_id: str, now: datetime) -> list[Place]:
    return await db.all(
        Place,
        PLACE
        + " where (care_team.person_id = :person or care_team.for_id = :person)"
        + " and (care_team.until is null or (care_team.until > :now and care_team.until > care_team.since))"
        + " order by care_team.course_id, care_team.id",
        person=person_id,
        now=now,
    )


async def _take_over(tx: Transaction, course_id: str, to: str, by: Person, now: datetime) -> None:
    """For good; what they held for a while ends with it."""
    for one in await open_places(tx, course_id, to, now):
        await end(tx, one, by.id, now)
    await give(tx, Given(id=new_id(now), course_id=course_id, person_id=to, kind="member", since=now, by_id=by.id))

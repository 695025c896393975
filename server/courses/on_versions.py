"""Who goes by which version of the protocol. Every function takes the clinic or the clinician first."""

from datetime import UTC, datetime, timedelta

import msgspec

from server.access.people import Person
from server.courses.places import LIVING
from server.db.connection import Reader

COURSES_A_PAGE = 25
MOST_VERSIONS = 20
MOST_AT_ONCE = 200
SOON = timedelta(hours=48)  # clocks of these days have been read already: such a course is moved by itself
LONG_AGO = timedelta(hours=36)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class OnVersion(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    people: int


class CourseOn(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    patient_name: str
    next_at: datetime | None


class CourseId(msgspec.Struct, frozen=True):
    id: str


async def count_on_versions(db: Reader, clinic_id: str) -> list[OnVersion]:
    """Open courses of the clinic by their version, newest first, at most MOST_VERSIONS."""
    return await db.all(
        OnVersion,
        """
        select protocol.version, gone_by.people
        from (select protocol_id, count(*) as people from course
              where clinic_id = :clinic and closed_at is null group by protocol_id) as gone_by
        join protocol on protocol.id = gone_by.protocol_id
        order by protocol.version desc limit :most
        """,
        clinic=clinic_id,
        most=MOST_VERSIONS,
    )


async def count_own_on_versions(db: Reader, clinician: Person, now: datetime) -> list[OnVersion]:
    """The same of the courses of which this clinician is on the care team."""
    return await db.all(
        OnVersion,
        f"""
        select protocol.version, gone_by.people
        from (select protocol_id, count(*) as people from course
              where course.clinic_id = :clinic and course.closed_at is null
                and exists (select 1 from care_team where care_team.course_id = course.id
                            and care_team.person_id = :clinician and care_team.kind <> 'emergency'
                            and {LIVING})
              group by protocol_id) as gone_by
        join protocol on protocol.id = gone_by.protocol_id
        order by protocol.version desc limit :most
        """,
        clinic=clinician.clinic_id,
        clinician=clinician.id,
        now=now,
        most=MOST_VERSIONS,
    )


async def list_own_on(db: Reader, clinician: Person, protocol_id: str, after: str, now: datetime) -> list[CourseOn]:
    """On one version, in the order in which they began, behind the course `after`: a page of them and one more."""
    return await db.all(
        CourseOn,
        f"""
        select course.id, patient.name as patient_name,
               (select min(session.planned_at) from session where session.course_id = course.id
                and session.opened_at is null and session.taken_out_at is null
                and session.planned_at >= :now) as next_at
        from course join person as patient on patient.id = course.patient_id
        where course.clinic_id = :clinic and course.protocol_id = :protocol and course.closed_at is null
          and course.id > :after
          and exists (select 1 from care_team where care_team.course_id = course.id
                      and care_team.person_id = :clinician and care_team.kind <> 'emergency'
                      and {LIVING})
        order by course.id limit :most
        """,
        clinic=clinician.clinic_id,
        clinician=clinician.id,
        protocol=protocol_id,
        after=after,
        now=now,
        most=COURSES_A_PAGE + 1,
    )


async def list_own_to_move(
    db: Reader, clinician: Person, protocol_id: str, now: datetime, *, home_ends: bool
) -> list[str]:
    """On one version, at most MOST_AT_ONCE: no session now or soon and, where `home_ends`, none planned at home."""
    found = await db.all(
        CourseId,
        f"""
        select course.id from course
        where course.clinic_id = :clinic and course.protocol_id = :protocol and course.closed_at is null
          and exists (select 1 from care_team where care_team.course_id = course.id
                      and care_team.person_id = :clinician and care_team.kind <> 'emergency'
                      and {LIVING})
          and not exists (select 1 from session where session.course_id = course.id and session.ended_at is null
                          and session.discharged_at is null and session.taken_out_at is null
                          and session.planned_at between :since and :soon)
          and not exists (select 1 from session where session.course_id = course.id and session.opened_at is null
                          and session.taken_out_at is null and session.route in ('SLh', 'PO')
                          and session.planned_at >= :home_from)
        order by course.id limit :most
        """,
        clinic=clinician.clinic_id,
        clinician=clinician.id,
        protocol=protocol_id,
        now=now,
        since=now - LONG_AGO,
        soon=now + SOON,
        home_from=now - LONG_AGO if home_ends else NEVER,
        most=MOST_AT_ONCE,
    )
    return [one.id for one in found]

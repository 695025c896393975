"""Whom a way back in is for, who may reach them, and how far it has come."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.access.held import RECOVERY_LASTS
from server.access.people import Person, Role
from server.courses.places import LIVING
from server.db.connection import Reader

WAITS = timedelta(hours=72)
SHOWN = 100
WhyNot = Literal["", "own", "invited", "new"]
REACH = f"""
    person.clinic_id = :clinic and person.id <> :me and person.ended_at is null
    and (person.role <> 'patient' or :role = 'admin' or exists (
        select 1 from care_team join course on course.id = care_team.course_id
        where course.patient_id = person.id and care_team.person_id = :me
          and {LIVING} and care_team.kind <> 'emergency'))
"""


class Recovered(msgspec.Struct, frozen=True, kw_only=True):
    """Whom it is for. `course_id` of a patient, so that they read in their own list who did what."""

    id: str
    clinic_id: str
    name: str
    role: Role
    course_id: str | None
    joined: int

    @property
    def patient(self) -> bool:
        return self.role == "patient"


class Recovery(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    begun_by: str
    begun_by_name: str
    begun_at: datetime
    opens_at: datetime
    confirmed_by_name: str | None
    confirmed_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.confirmed_at is not None or self.opens_at <= now


class OpenRecovery(msgspec.Struct, frozen=True, kw_only=True):
    person_id: str
    person_name: str
    begun_by_name: str
    begun_at: datetime
    opens_at: datetime
    confirmed_at: datetime | None


async def find_person(db: Reader, staff: Person, person_id: str, now: datetime) -> Recovered | None:
    """Within reach: a patient of one's own team (administrators: of the clinic), a colleague; never oneself."""
    return await db.find(
        Recovered,
        f"""
        select person.id, person.clinic_id, person.name, person.role,
               (select course.id from course where course.patient_id = person.id
                order by course.id desc limit 1) as course_id,
               (select count(*) from login where login.person_id = person.id) as joined
        from person
        where person.id = :person and {REACH}
        """,
        person=person_id,
        clinic=staff.clinic_id,
        me=staff.id,
        role=staff.role,
        now=now,
    )


def may_begin(staff: Person, person: Recovered) -> bool:
    """For a patient whoever treats them; for staff an administrator, and for an administrator any of the staff."""
    if person.patient:
        return staff.role != "admin"
    return staff.role == "admin" or person.role == "admin"


async def find_recovery(db: Reader, person_id: str, now: datetime) -> Recovery | None:
    return await db.find(
        Recovery,
        """
        select recovery.id, begun_by, beginner.name as begun_by_name, begun_at, opens_at,
               confirmer.name as confirmed_by_name, confirmed_at
        from recovery
        join person as beginner on beginner.id = recovery.begun_by
        left join person as confirmer on confirmer.id = recovery.confirmed_by
        where recovery.person_id = :person and recovery.ended_at is null and recovery.begun_at > :since
        """,
        person=person_id,
        since=now - RECOVERY_LASTS,
    )


async def why_not_confirm(db: Reader, staff: Person, person_id: str, found: Recovery) -> WhyNot:
    """Empty for whoever may be the second person.

    Otherwise one who is alone would invite somebody, be them, and have it done in minutes instead of three days; the
    same with an account that was taken up again, given another role or let in anew within that time.
    """
    if found.begun_by == staff.id:
        return "own"
    why: WhyNot = await db.value(
        """
        select case
            when exists (select 1 from invitation where invitation.person_id = person.id
                         and invitation.invited_by in (:beginner, :person)) then 'invited'
            when person.created_at > :since
              or exists (select 1 from invitation where invitation.person_id = person.id
                         and invitation.used_at > :since)
              or exists (select 1 from account_change where account_change.person_id = person.id
                         and account_change.at > :since) then 'new'
            else '' end
        from person where person.id = :me
        """,
        me=staff.id,
        beginner=found.begun_by,
        person=person_id,
        since=found.begun_at - WAITS,
    )
    return why


async def list_recoveries(db: Reader, staff: Person, now: datetime) -> list[OpenRecovery]:
    """Open ones within the reader's reach, the oldest first."""
    return await db.all(
        OpenRecovery,
        f"""
        select person.id as person_id, person.name as person_name, beginner.name as begun_by_name,
               recovery.begun_at, recovery.opens_at, recovery.confirmed_at
        from recovery
        join person on person.id = recovery.person_id
        join person as beginner on beginner.id = recovery.begun_by
        where recovery.clinic_id = :clinic and recovery.ended_at is null and recovery.begun_at > :since and {REACH}
        order by recovery.begun_at limit :most
        """,
        clinic=staff.clinic_id,
        since=now - RECOVERY_LASTS,
        me=staff.id,
        role=staff.role,
        now=now,
        most=SHOWN,
    )


async def find_self(db: Reader, clinic_id: str, person_id: str) -> Recovered:
    return await db.one(
        Recovered,
        """
        select person.id, person.clinic_id, person.name, person.role,
               (select course.id from course where course.patient_id = person.id
                order by course.id desc limit 1) as course_id, 1 as joined
        from person where person.id = :person and person.clinic_id = :clinic
        """,
        person=person_id,
        clinic=clinic_id,
    )

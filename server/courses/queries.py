"""Courses: making one, reaching one's own, reaching one through the care team, and listing a caseload."""

from datetime import datetime
from typing import Any

import msgspec

from server.access.people import Person
from server.access.vault import Box, Vault, Wrapped
from server.clinics.protocol import read_protocol
from server.courses.models import CaseloadCourse, Course, CourseRow, OwnCourse
from server.courses.places import LIVING, Kind
from server.db.connection import Reader, Transaction
from server.ids import new_id

COURSE = """
    select course.id, course.clinic_id, course.patient_id, patient.name as patient_name, patient.zone,
           protocol.numbers, course.created_at, course.closed_at,
           clinic_key.wrapped as clinic_wrapped, course_key.wrapped as course_wrapped
    from course
    join person as patient on patient.id = course.patient_id
    join protocol on protocol.id = course.protocol_id
    join clinic_key on clinic_key.clinic_id = course.clinic_id
    join course_key on course_key.course_id = course.id
"""
CASE = f"{COURSE} join care_team on care_team.course_id = course.id"
THEIRS = f"care_team.person_id = :clinician and {LIVING} and course.clinic_id = :clinic"


class CareMember(msgspec.Struct, frozen=True):
    id: str
    name: str
    role: str
    kind: Kind


async def create_course(
    tx: Transaction, vault: Vault, patient: tuple[str, str], course_id: str, protocol_id: str, now: datetime
) -> None:
    """`patient` is (clinic id, person id). The course's key is made with it."""
    clinic_id, patient_id = patient
    wrapped = await tx.value("select wrapped from clinic_key where clinic_id = :clinic", clinic=clinic_id)
    await tx.run(
        """
        insert into course (id, clinic_id, patient_id, protocol_id, created_at)
        values (:id, :clinic, :patient, :protocol, :now)
        """,
        id=course_id,
        clinic=clinic_id,
        patient=patient_id,
        protocol=protocol_id,
        now=now,
    )
    await tx.run(
        "insert into course_key (course_id, wrapped, created_at) values (:id, :wrapped, :now)",
        id=course_id,
        wrapped=vault.new_course_key(clinic_id, wrapped, course_id),
        now=now,
    )


async def join_care_team(tx: Transaction, course_id: str, person_id: str, now: datetime) -> None:
    """From the start of the course; later places are given by `courses.team`."""
    tx.announce("team", person_id)
    await tx.run(
        "insert into care_team (id, course_id, person_id, since) values (:id, :course, :person, :now)",
        id=new_id(now),
        course=course_id,
        person=person_id,
        now=now,
    )


async def find_own_course(db: Reader, vault: Vault, patient: Person) -> OwnCourse | None:
    """The newest course of this patient at their clinic."""
    row = await db.find(
        CourseRow,
        COURSE + " where course.patient_id = :patient and course.clinic_id = :clinic"
        " order by course.created_at desc limit 1",
        patient=patient.id,
        clinic=patient.clinic_id,
    )
    return None if row is None else OwnCourse(**_opened(vault, row))


async def find_caseload_course(
    db: Reader, vault: Vault, clinician: Person, course_id: str, now: datetime
) -> CaseloadCourse | None:
    """Through a living place on the care team, in the clinician's own clinic; otherwise there is no such course."""
    row = await db.find(
        CourseRow, f"{CASE} where course.id = :course and {THEIRS} limit 1", course=course_id, **_asks(clinician, now)
    )
    return None if row is None else CaseloadCourse(**_opened(vault, row))


async def list_caseload_courses(
    db: Reader, vault: Vault, clinician: Person, most: int, now: datetime, only: str = "", **given: Any
) -> list[CaseloadCourse]:
    """Every open course of which the clinician is on the care team, by the patient's name, at most `most`.

    `only` is a further condition on the course, with what is `given` to it.
    """
    rows = await db.all(
        CourseRow,
        f"""
        {CASE} where {THEIRS} and course.closed_at is null {f"and {only}" if only else ""}
        order by patient.name, course.id limit :most
        """,
        most=most,
        **_asks(clinician, now),
        **given,
    )
    return [CaseloadCourse(**_opened(vault, row)) for row in rows]


async def find_course_of_session(
    db: Reader, vault: Vault, clinician: Person, session_id: str, now: datetime
) -> CaseloadCourse | None:
    """The same, from one of its sessions."""
    row = await db.find(
        CourseRow,
        f"{CASE} join session on session.course_id = course.id where session.id = :session and {THEIRS} limit 1",
        session=session_id,
        **_asks(clinician, now),
    )
    return None if row is None else CaseloadCourse(**_opened(vault, row))


def _asks(clinician: Person, now: datetime) -> dict[str, str | datetime]:
    return {"clinician": clinician.id, "clinic": clinician.clinic_id, "now": now}


async def find_course_of_clinic(db: Reader, vault: Vault, clinic_id: str, course_id: str) -> Course | None:
    """For who holds a sitter's card of this very course, and for what opens it to somebody: flags, an emergency."""
    row = await db.find(
        CourseRow,
        COURSE + " where course.id = :course and course.clinic_id = :clinic",
        course=course_id,
        clinic=clinic_id,
    )
    return None if row is None else Course(**_opened(vault, row))


async def course_of_patient(db: Reader, patient_id: str) -> str | None:
    """The id of a person's newest course; None for staff."""
    found: str | None = await db.value(
        "select id from course where patient_id = :patient order by created_at desc limit 1", patient=patient_id
    )
    return found


async def list_care_team(db: Reader, course_id: str, now: datetime) -> list[CareMember]:
    """Who is on it now: first who belongs to it for good, last who opened it in an emergency."""
    return await db.all(
        CareMember,
        f"""
        select person.id, person.name, person.role, care_team.kind from care_team
        join person on person.id = care_team.person_id
        where care_team.course_id = :course and {LIVING} and person.ended_at is null
        order by case care_team.kind when 'member' then 1 when 'co_therapist' then 2 when 'stand_in' then 3 else 4 end,
                 person.role desc, person.name, person.id limit 20
        """,
        course=course_id,
        now=now,
    )


def _opened(vault: Vault, row: CourseRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "clinic_id": row.clinic_id,
        "patient_id": row.patient_id,
        "patient_name": row.patient_name,
        "zone": row.zone,
        "protocol": read_protocol(row.numbers),
        "created_at": row.created_at,
        "closed_at": row.closed_at,
        "box": box_of(vault, row.clinic_id, row.id, row.clinic_wrapped, row.course_wrapped),
    }


def box_of(vault: Vault, clinic_id: str, course_id: str, clinic_wrapped: bytes, course_wrapped: bytes) -> Box:
    return vault.box(Wrapped(clinic_id, course_id, clinic_wrapped, course_wrapped))


async def hold_course(tx: Transaction, course: Course) -> None:
    """Whoever counts before adding waits for whoever is doing the same, until the end of the transaction."""
    await hold(tx, course.id)


async def hold(tx: Transaction, course_id: str) -> None:
    await tx.run("update course set created_at = created_at where id = :id", id=course_id)

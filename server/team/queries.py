"""What somebody may hand over, has handed over, and holds for others; and emergencies. The person comes first."""

from datetime import datetime

from server.access.people import Person
from server.courses.places import LIVING
from server.db.connection import Reader
from server.team.models import HandedOver, HandedPlace, Match, Mine, Opening

MOST_COURSES = 2000
MOST_HAND_OVERS = 20
MOST_MATCHES = 5
OPENINGS_SHOWN, OWN_SHOWN = 40, 10
LASTING_MINE = """
    from care_team
    join course on course.id = care_team.course_id
    join person as patient on patient.id = course.patient_id
    where care_team.person_id = :me and care_team.until is null and care_team.kind <> 'emergency'
      and course.clinic_id = :clinic and course.closed_at is null
"""
OPENING = """
    select care_team.id, care_team.course_id, course.clinic_id, patient.name as patient_name, person.name,
           care_team.since, care_team.until, ender.name as ended_by_name, care_team.seen_at, care_team.reason_locked,
           clinic_key.wrapped as clinic_wrapped, course_key.wrapped as course_wrapped
    from care_team
    join course on course.id = care_team.course_id
    join person as patient on patient.id = course.patient_id
    join person on person.id = care_team.person_id
    join clinic_key on clinic_key.clinic_id = course.clinic_id
    left join course_key on course_key.course_id = course.id
    left join person as ender on ender.id = care_team.ended_by
"""


async def list_mine(db: Reader, me: Person, most: int = MOST_COURSES) -> list[Mine]:
    """Open courses to which somebody belongs for good, by the patient's name."""
    return await db.all(
        Mine,
        f"""
        select course.id as course_id, patient.name as patient_name {LASTING_MINE}
        order by patient.name, course.id limit :most
        """,
        me=me.id,
        clinic=me.clinic_id,
        most=most,
    )


async def list_hand_overs(db: Reader, me: Person, now: datetime) -> list[HandedOver]:
    """Those of this person's own making, those that end last first, at most MOST_HAND_OVERS."""
    return await db.all(
        HandedOver,
        """
        select care_team.hand_over_id, person.name, min(care_team.since) as since,
               max(care_team.until) as until, count(*) as courses,
               sum(case when care_team.until > :now and care_team.until > care_team.since then 1 else 0 end) as standing
        from care_team join person on person.id = care_team.person_id
        where care_team.for_id = :me
        group by care_team.hand_over_id, person.name
        order by max(care_team.until) desc, care_team.hand_over_id limit :most
        """,
        me=me.id,
        now=now,
        most=MOST_HAND_OVERS,
    )


async def list_handed_over(db: Reader, me: Person, hand_over_id: str) -> list[HandedPlace]:
    """The places of one hand-over of this person's own making."""
    return await db.all(
        HandedPlace,
        """
        select course_id, person_id, since, until from care_team
        where for_id = :me and hand_over_id = :id order by course_id limit :most
        """,
        me=me.id,
        id=hand_over_id,
        most=MOST_COURSES,
    )


async def list_held(db: Reader, me: Person, now: datetime) -> list[HandedOver]:
    """What colleagues have handed over to this person, under way and planned."""
    return await db.all(
        HandedOver,
        """
        select care_team.hand_over_id, away.name, min(care_team.since) as since, max(care_team.until) as until,
               count(*) as courses, count(*) as standing
        from care_team join person as away on away.id = care_team.for_id
        where care_team.person_id = :me and care_team.until > :now and care_team.until > care_team.since
        group by care_team.hand_over_id, away.name
        order by min(care_team.since), care_team.hand_over_id limit :most
        """,
        me=me.id,
        now=now,
        most=MOST_HAND_OVERS,
    )


async def find_patients(db: Reader, me: Person, typed: str, now: datetime) -> list[Match]:
    """Patients of the clinic whose name has this in it, each with their newest course; one more than is shown."""
    plain = typed.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return await db.all(
        Match,
        f"""
        select course.id as course_id, patient.name as patient_name,
               (select count(*) from care_team where care_team.course_id = course.id and care_team.person_id = :me
                and {LIVING}) as there
        from person as patient
        join course on course.patient_id = patient.id
        where patient.clinic_id = :clinic and patient.role = 'patient'
          and (lower(patient.name) like :folded escape '\\' or patient.name like :typed escape '\\')
          and not exists (select 1 from course as newer
                          where newer.patient_id = patient.id and newer.created_at > course.created_at)
        order by patient.name, course.id limit :most
        """,
        clinic=me.clinic_id,
        me=me.id,
        now=now,
        folded=f"%{plain.lower()}%",
        typed=f"%{plain}%",
        most=MOST_MATCHES + 1,
    )


async def find_match(db: Reader, me: Person, course_id: str, now: datetime) -> Match | None:
    """One patient of the clinic, by the course that a form names."""
    return await db.find(
        Match,
        f"""
        select course.id as course_id, patient.name as patient_name,
               (select count(*) from care_team where care_team.course_id = course.id and care_team.person_id = :me
                and {LIVING}) as there
        from course join person as patient on patient.id = course.patient_id
        where course.id = :course and course.clinic_id = :clinic
        """,
        clinic=me.clinic_id,
        me=me.id,
        course=course_id,
        now=now,
    )


async def list_own_openings(db: Reader, me: Person) -> list[Opening]:
    """This person's, newest first, at most OWN_SHOWN."""
    return await db.all(
        Opening,
        OPENING
        + " where care_team.person_id = :me and care_team.kind = 'emergency'"
        + " order by care_team.since desc, care_team.id desc limit :most",
        me=me.id,
        most=OWN_SHOWN,
    )


async def find_own_opening(db: Reader, me: Person, place_id: str) -> str | None:
    """The course that this person opened in an emergency."""
    found: str | None = await db.value(
        "select course_id from care_team where id = :id and person_id = :me and kind = 'emergency'",
        id=place_id,
        me=me.id,
    )
    return found


async def list_openings(db: Reader, admin: Person, before: tuple[str, str]) -> list[Opening]:
    """Those of the clinic, newest first, from a key on; one more than is shown."""
    return await db.all(
        Opening,
        OPENING
        + " where course.clinic_id = :clinic and care_team.kind = 'emergency'"
        + " and (care_team.since < :at or (care_team.since = :at and care_team.id < :id))"
        + " order by care_team.since desc, care_team.id desc limit :most",
        clinic=admin.clinic_id,
        at=before[0],
        id=before[1],
        most=OPENINGS_SHOWN + 1,
    )

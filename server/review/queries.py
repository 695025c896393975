"""What the desk reads across features, and the answers it gives. Every function takes the clinician first."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Reader
from server.journal.queries import ANSWER, AnswerRow
from server.review.models import CaseRow, Earlier, HardMoment

MOST_CASES = 200
MOST_HARD = 20


class CountRow(msgspec.Struct, frozen=True):
    course_id: str
    waiting: int


async def list_cases(db: Reader, clinician: Person, today: datetime) -> list[CaseRow]:
    """The clinician's courses with what each one's reason may rest on; at most MOST_CASES, by name."""
    return await db.all(
        CaseRow,
        """
        select course.id as course_id, patient.name as patient_name, patient.zone,
               (select min(planned_at) from session
                where session.course_id = course.id and opened_at is null and taken_out_at is null
                  and planned_at >= :today) as next_at,
               (select number from session
                where session.course_id = course.id and opened_at is null and taken_out_at is null
                  and planned_at >= :today
                order by planned_at limit 1) as next_number,
               (select max(opened_at) from session
                where session.course_id = course.id and opened_at is not null) as last_at,
               (select number from session
                where session.course_id = course.id and opened_at is not null
                order by opened_at desc limit 1) as last_number,
               (select count(*) from share
                left join share_stop on share_stop.share_id = share.id
                where share.course_id = course.id and share_stop.share_id is null
                  and (share.audience = 'team' or share.audience = :role)
                  and not exists (select 1 from answer
                                  where answer.share_id = share.id and answer.entry_id = share.entry_id)) as waiting
        from care_team
        join course on course.id = care_team.course_id
        join person as patient on patient.id = course.patient_id
        where care_team.person_id = :clinician and care_team.until is null
          and course.clinic_id = :clinic and course.closed_at is null
        order by patient.name, course.id limit :most
        """,
        clinician=clinician.id,
        clinic=clinician.clinic_id,
        role=clinician.role,
        today=today,
        most=MOST_CASES,
    )


async def list_answers_to(db: Reader, course: Course, entry_id: str) -> list[Earlier]:
    rows = await db.all(
        AnswerRow,
        ANSWER + " where answer.entry_id = :entry and answer.course_id = :course order by answer.answered_at limit 20",
        entry=entry_id,
        course=course.id,
    )
    return [
        Earlier(
            name=row.name,
            body=course.box.open_maybe("answer.body", row.id, row.body_locked),
            answered_at=row.answered_at,
        )
        for row in rows
    ]


async def list_hard(db: Reader, therapist: Person, since: datetime) -> list[HardMoment]:
    """Hard moments of this therapist's own patients and sitters' worries that nobody has seen, oldest first (D-08)."""
    return await db.all(
        HardMoment,
        """
        select line.id as line_id, line.kind, line.session_id, patient.name as patient_name,
               session.number as session_number, line.at
        from care_team
        join record_line as line on line.course_id = care_team.course_id and line.kind in ('hard', 'concern')
        join session on session.id = line.session_id
        join course on course.id = line.course_id
        join person as patient on patient.id = course.patient_id
        where care_team.person_id = :therapist and care_team.until is null and course.clinic_id = :clinic
          and line.at >= :since
          and not exists (select 1 from record_line as seen join person as reader on reader.id = seen.by_id
                          where seen.about = line.id and seen.kind = 'seen' and reader.role = 'therapist')
        order by line.at limit :most
        """,
        therapist=therapist.id,
        clinic=therapist.clinic_id,
        since=since,
        most=MOST_HARD,
    )

"""The first part of a caseload, found from what presses: open flags, near sessions, what waits.

These are few however many patients there are, and they come before all others. So the facts of a patient are looked up
for those alone who are shown, and the whole list is put in order only where these do not fill its first part.
"""

from server.access.people import Person
from server.courses.places import LIVING
from server.db.connection import Reader
from server.review.case_queries import (
    FACTS,
    RANKED,
    REASONS,
    SHOWN,
    SHOWN_CASES,
    Asked,
    CaseRow,
    Moments,
    Reason,
    asked_by,
    list_cases,
)

PRESSING: tuple[Reason, ...] = ("flag", "soon", "waits")
# The place of each in the order of RANKED: its standing, and what it is put in order by there.
PLACES = """
    select course_id, min(place) as place from (
        select flag.course_id, '0' || min(flag.deadline) as place from flag
        where flag.clinic_id = :clinic and flag.deadline is not null group by flag.course_id
        union all
        select session.course_id, '1' || min(session.planned_at || ' ' || session.id) from session
        where session.clinic_id = :clinic and session.planned_at >= :today and session.planned_at < :soon
          and session.opened_at is null and session.taken_out_at is null group by session.course_id
        union all
        select item.course_id, '2' || min(item.since || ' ' || item.kind) from desk_item as item
        where item.clinic_id = :clinic and item.done_at is null and (item.until is null or item.until > :now)
          and (item.audience = 'team' or item.audience = :role or item.person_id = :me) group by item.course_id
    ) as pressing group by course_id
"""
MINE = f"""
    care_team.person_id = :me and {LIVING} and course.clinic_id = :clinic and course.closed_at is null
"""


async def list_first_cases(db: Reader, me: Person, asked: Asked, moments: Moments) -> list[CaseRow]:
    """As `list_cases`, which it asks where those who press do not fill the part, or others are asked for."""
    if asked.after or asked.courses is not None or asked.reason not in (None, *PRESSING):
        return await list_cases(db, me, asked, moments)
    rows = await _list_pressing(db, me, asked.reason, moments)
    if asked.reason or len(rows) > SHOWN:
        return rows
    return await list_cases(db, me, asked, moments)


async def _list_pressing(db: Reader, me: Person, reason: Reason | None, moments: Moments) -> list[CaseRow]:
    only, count = "", f"select count(*) from care_team join course on course.id = care_team.course_id where {MINE}"
    if reason:
        only, count = "and substr(places.place, 1, 1) = :standing", "select max(front.all_of_it) from front"
    return await db.all(
        CaseRow,
        f"""
        with places as ({PLACES}), front as materialized (
            select places.course_id, count(*) over () as all_of_it
            from places cross join care_team
            join course on course.id = care_team.course_id
            join person as patient on patient.id = course.patient_id
            where care_team.course_id = places.course_id and {MINE} {only}
            order by places.place, patient.name, places.course_id limit :most
        ),
        facts as materialized ({FACTS} and care_team.course_id in (select front.course_id from front)),
        ranked as ({RANKED}),
        shown as (
            select ranked.*, ({count}) as all_of_it from ranked
            order by ranked.standing, ranked.at, ranked.patient_name, ranked.course_id limit :most
        ) {SHOWN_CASES}
        """,
        **asked_by(me, moments),
        **({"standing": str(REASONS.index(reason))} if reason else {}),
    )

"""One thing that waits, or that somebody has done with. The clinician comes first."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.desk import Kind
from server.courses.places import LIVING
from server.db.connection import Reader
from server.review.queue_queries import MINE


class ItemRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: Kind
    subject_id: str
    course_id: str
    since: datetime


class DoneRow(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    subject_id: str
    course_id: str
    patient_name: str


async def find_item(db: Reader, me: Person, item: str, now: datetime) -> ItemRow | None:
    """One that waits for this clinician, by its id."""
    return await db.find(
        ItemRow,
        f"select item.id, item.kind, item.subject_id, item.course_id, item.since {MINE} and item.id = :item limit 1",
        me=me.id,
        clinic=me.clinic_id,
        role=me.role,
        now=now,
        item=item,
    )


async def find_done(db: Reader, me: Person, item: str, since: datetime) -> DoneRow | None:
    """What this clinician has marked as seen since then. A message is answered in its thread, an entry beside it."""
    return await db.find(
        DoneRow,
        """
        select item.kind, item.subject_id, item.course_id, patient.name as patient_name
        from desk_item as item
        join course on course.id = item.course_id
        join person as patient on patient.id = course.patient_id
        where item.id = :item and item.clinic_id = :clinic and item.done_by = :me and item.done_at >= :since
          and item.kind not in ('entry', 'message')
        """,
        item=item,
        clinic=me.clinic_id,
        me=me.id,
        since=since,
    )


# The first that arrived after a moment, of what several things wait as one.
LATER: dict[Kind, str] = {
    "check_in": "select min(received_at) from check_in_answer where course_id = :course and received_at > :seen",
    "measure": """
        select min(received_at) from measure_answer
        where course_id = :course and received_at > :seen and instrument <> 'day'
    """,
}


async def first_unseen(db: Reader, item: ItemRow, seen: datetime) -> datetime | None:
    """When the first came that was not yet there when the page was opened; its newest was of `seen`."""
    sql = LATER.get(item.kind)
    found: str | None = await db.value(sql, course=item.course_id, seen=seen) if sql else None
    return datetime.fromisoformat(found) if found else None


ANSWERED = """
    select 'entry' as kind, answer.entry_id as subject_id, answer.course_id, patient.name as patient_name
    from answer
    join course on course.id = answer.course_id
    join person as patient on patient.id = course.patient_id
    where answer.entry_id = :entry and answer.person_id = :me and answer.answered_at >= :since
      and course.clinic_id = :clinic
"""
STANDS = " and not exists (select 1 from answer_taken_back as back where back.answer_id = answer.id)"


async def find_answered(
    db: Reader, me: Person, entry_id: str, since: datetime, *, stands: bool = False
) -> DoneRow | None:
    """An entry that this clinician has answered since then, whoever had before; `stands`: and not taken that back."""
    return await db.find(
        DoneRow,
        ANSWERED + (STANDS if stands else "") + " limit 1",
        entry=entry_id,
        me=me.id,
        since=since,
        clinic=me.clinic_id,
    )


async def was_seen_by(db: Reader, me: Person, item: str, now: datetime) -> str | None:
    """The name of whoever of the team has done with it; None where it waits, or is not this clinician's to see."""
    found: str | None = await db.value(
        f"""
        select reader.name
        from desk_item as item
        join care_team on care_team.course_id = item.course_id
        join person as reader on reader.id = item.done_by
        where item.id = :item and item.clinic_id = :clinic and care_team.person_id = :me and {LIVING}
          and (item.audience = 'team' or item.audience = :role or item.person_id = :me)
        limit 1
        """,
        item=item,
        clinic=me.clinic_id,
        me=me.id,
        role=me.role,
        now=now,
    )
    return found

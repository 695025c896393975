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
    """What this clinician has done with since then."""
    return await db.find(
        DoneRow,
        """
        select item.kind, item.subject_id, item.course_id, patient.name as patient_name
        from desk_item as item
        join course on course.id = item.course_id
        join person as patient on patient.id = course.patient_id
        where item.id = :item and item.clinic_id = :clinic and item.done_by = :me and item.done_at >= :since
        """,
        item=item,
        clinic=me.clinic_id,
        me=me.id,
        since=since,
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

"""Holding an entry: whoever shares it, stops that, answers it or takes that back waits for who is doing so just now.

It is held before the trail is written: two who hold both never wait for each other.
"""

from datetime import datetime

from server.access.people import Person
from server.courses.models import Course
from server.courses.places import LIVING
from server.db.connection import Transaction

HOLD = "update journal_entry set received_at = received_at where id = :id"
THEIRS = f"""exists (select 1 from care_team where care_team.course_id = journal_entry.course_id
                     and care_team.person_id = :reader and {LIVING})"""


async def hold_entry(tx: Transaction, course: Course, entry_id: str) -> None:
    """Until the end of the transaction; what is read after it stays so until then."""
    await tx.run(HOLD + " and course_id = :course", id=entry_id, course=course.id)


async def hold_entry_for(tx: Transaction, reader: Person, entry_id: str, now: datetime) -> None:
    """The same, for who comes by the entry's id alone: of patients whom they treat."""
    await tx.run(HOLD + " and " + THEIRS, id=entry_id, reader=reader.id, now=now)

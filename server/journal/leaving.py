"""A shared entry leaves the desk: its sharing was stopped, changed or ended with its words."""

from datetime import datetime

import msgspec

from server.courses.desk import Item, item_id, put_anew, take_off_all, take_off_desk
from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.journal.models import Audience

MOST_READERS = 20


class ReaderRow(msgspec.Struct, frozen=True):
    actor_id: str
    role: str


async def leave_the_desk(tx: Transaction, course: OwnCourse, entry_id: str, now: datetime) -> None:
    """It waits for nobody any more; whoever had opened it finds, once, that its sharing has ended."""
    await take_off_desk(tx, course.id, item_id("entry", entry_id), None, now)
    await tell_readers(tx, course, entry_id, None, now)


async def tell_readers(
    tx: Transaction, course: OwnCourse, entry_id: str, audience: Audience | None, now: datetime
) -> None:
    """`audience` may read on, and is told nothing."""
    await take_off_all(tx, course.id, "withdrawn", entry_id, now)
    readers = await tx.all(
        ReaderRow,
        """
        select distinct trail.actor_id, person.role from trail join person on person.id = trail.actor_id
        where trail.subject_id = :entry and trail.deed = 'opened entry' limit :most
        """,
        entry=entry_id,
        most=MOST_READERS,
    )
    for one in readers:
        if audience not in ("team", one.role):
            ended = Item(kind="withdrawn", subject_id=entry_id, since=now, audience="one", person_id=one.actor_id)
            await put_anew(tx, course, ended)

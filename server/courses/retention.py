"""The end of a course's record: years after it closed its key is deleted, and with it every word (promises P12).

Ids, times and counts stay. What was locked under that key cannot be opened again, not from a backup either, once the
backup's own copy of the key is gone.
"""

from datetime import datetime

import msgspec

from server.access.house import House
from server.clinics.protocol import read_protocol
from server.db.connection import Transaction

AT_ONCE = 200


class Closed(msgspec.Struct, frozen=True):
    id: str
    closed_at: datetime
    numbers: str


def ends_at(closed_at: datetime, years: int) -> datetime:
    """The same day of the year; what closed on 29 February ends on 1 March."""
    try:
        return closed_at.replace(year=closed_at.year + years)
    except ValueError:
        return closed_at.replace(year=closed_at.year + years, month=3, day=1)


async def end_keys(tx: Transaction, now: datetime) -> int:
    """Deletes the keys of courses whose clinic's retention is over, at most AT_ONCE; answers how many."""
    closed = await tx.all(
        Closed,
        """
        select course.id, course.closed_at, protocol.numbers from course
        join protocol on protocol.id = course.protocol_id
        join course_key on course_key.course_id = course.id
        where course.closed_at < :before order by course.closed_at limit :most
        """,
        before=now.replace(year=now.year - 1, day=min(now.day, 28)),
        most=AT_ONCE,
    )
    over = [one for one in closed if ends_at(one.closed_at, read_protocol(one.numbers).retention_years) <= now]
    await tx.run_many("delete from course_key where course_id = :course", [{"course": one.id} for one in over])
    return len(over)


async def retire_courses(house: House) -> None:
    async with house.db.writing() as tx:
        await end_keys(tx, house.clock())

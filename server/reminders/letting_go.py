"""What reaches a patient outside the app goes when they are let in again: somebody else may have set it."""

from datetime import datetime

import msgspec

from server.courses.queries import hold
from server.db.connection import Transaction


class OwnId(msgspec.Struct, frozen=True):
    id: str


async def let_go_of_ways_out(tx: Transaction, person_id: str, now: datetime) -> bool:
    """E-mail address, calendar and devices; what is sent, and when, stays chosen. False: there were none."""
    gone = 0
    for one in await tx.all(OwnId, "select id from course where patient_id = :person order by id", person=person_id):
        await hold(tx, one.id)
        both = {"course": one.id, "now": now}
        gone += await tx.run(
            "update reminder_address set ended_at = :now where course_id = :course and ended_at is null", **both
        )
        gone += await tx.run(
            "update reminder_feed set ended_at = :now where course_id = :course and ended_at is null", **both
        )
        gone += await tx.run(
            "update reminder_device set ended_at = :now where course_id = :course and ended_at is null", **both
        )
    return gone > 0

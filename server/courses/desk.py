"""What waits for a clinician: one row for each thing to be seen, put there with the thing and taken away with it.

The rows hold no word of anybody. They say what waits, for whom and since when, so that a desk of any size is read from
what waits and never from what has been; what is shown of it is asked of the feature that owns it, under its own rule.
"""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID, uuid5

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Transaction

Kind = Literal["entry", "check_in", "measure", "handover", "withdrawn", "message"]
Audience = Literal["team", "therapist", "prescriber", "one"]
NAMES = UUID("0199b0c4-5d1e-7c20-8a6f-2f4f1c9b7d35")
UNDO_WITHIN = timedelta(seconds=10)
SLOW_NETWORK = timedelta(seconds=5)  # an undo that was pressed in time counts when it arrives late


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """`subject_id` is the id of the thing in its own table; `person_id` for who alone it waits (`audience` "one")."""

    kind: Kind
    subject_id: str
    since: datetime
    audience: Audience = "team"
    until: datetime | None = None
    person_id: str | None = None

    @property
    def id(self) -> str:
        return item_id(self.kind, self.subject_id, self.person_id)


def item_id(kind: Kind, subject_id: str, person_id: str | None = None) -> str:
    return str(uuid5(NAMES, f"{kind} {subject_id} {person_id or ''}"))


async def put_on_desk(tx: Transaction, course: Course, item: Item) -> None:
    """Repeating it changes nothing, also after somebody has done with it."""
    tx.announce("desk", course.id)
    await tx.run(
        """
        insert into desk_item (id, clinic_id, course_id, kind, subject_id, audience, person_id, since, until)
        values (:id, :clinic, :course, :kind, :subject, :audience, :person, :since, :until)
        on conflict (id) do nothing
        """,
        id=item.id,
        clinic=course.clinic_id,
        course=course.id,
        kind=item.kind,
        subject=item.subject_id,
        audience=item.audience,
        person=item.person_id,
        since=item.since,
        until=item.until,
    )


async def wait_again(tx: Transaction, course: Course, item: Item) -> None:
    """Something was added to what somebody had done with: it waits once more, from now on."""
    await put_on_desk(tx, course, item)
    await tx.run(
        "update desk_item set since = :since, done_at = null, done_by = null"
        " where id = :id and course_id = :course and done_at is not null",
        id=item.id,
        course=course.id,
        since=item.since,
    )


async def take_off_desk(tx: Transaction, course_id: str, item: str, by: Person | None, now: datetime) -> bool:
    """`by` is None where the thing itself has gone. False when it did not wait."""
    tx.announce("desk", course_id)
    return (
        await tx.run(
            "update desk_item set done_at = :now, done_by = :by"
            " where id = :id and course_id = :course and done_at is null",
            id=item,
            course=course_id,
            by=by.id if by else None,
            now=now,
        )
        > 0
    )


async def undo(tx: Transaction, course_id: str, item: str, by: Person, now: datetime) -> bool:
    """Whoever has just done with it, within UNDO_WITHIN, has it waiting as before."""
    tx.announce("desk", course_id)
    return (
        await tx.run(
            "update desk_item set done_at = null, done_by = null"
            " where id = :id and course_id = :course and done_by = :by and done_at >= :since",
            id=item,
            course=course_id,
            by=by.id,
            since=now - UNDO_WITHIN - SLOW_NETWORK,
        )
        > 0
    )

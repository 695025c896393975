"""What waits for a clinician: one row for each thing to be seen, put there with the thing and taken away with it.

The rows hold no word of anybody. They say what waits, for whom and since when, so that a desk of any size is read from
what waits and never from what has been; what is shown of it is asked of the feature that owns it, under its own rule.
"""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from server.access.people import Person
from server.courses.models import Course
from server.db.connection import Transaction

Kind = Literal["hard", "concern", "entry", "check_in", "measure", "handover", "withdrawn", "message"]
Audience = Literal["team", "therapist", "prescriber", "one"]
HARD: tuple[Kind, ...] = ("hard", "concern")
UNDO_WITHIN = timedelta(seconds=10)
STANDS_AFTER = UNDO_WITHIN + timedelta(seconds=5)  # what was pressed in time counts when it arrives late


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
    return " ".join(one for one in (kind, subject_id, person_id) if one)


PUT = """
    insert into desk_item (id, clinic_id, course_id, kind, subject_id, audience, person_id, since, until)
    values (:id, :clinic, :course, :kind, :subject, :audience, :person, :since, :until)
    on conflict (id) do
"""


async def put_on_desk(tx: Transaction, course: Course, item: Item) -> None:
    """Repeating it changes nothing, also after somebody has done with it."""
    tx.announce("desk", course.id)
    await tx.run(PUT + " nothing", **_values(course, item))


async def put_anew(tx: Transaction, course: Course, item: Item) -> None:
    """What is shared again, perhaps with others and until another day, waits from then on."""
    tx.announce("desk", course.id)
    await tx.run(
        PUT
        + """ update set audience = excluded.audience, since = excluded.since, until = excluded.until,
                      done_at = null, done_by = null""",
        **_values(course, item),
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


async def put_with_others(tx: Transaction, course: Course, item: Item) -> None:
    """What belongs to one that waits already is seen with it, and gets no row of its own."""
    tx.announce("desk", course.id)
    waiting = await tx.run(  # held: whoever marks it as seen just now is waited for, and what came is no part of that
        "update desk_item set since = since where course_id = :course and kind = :kind and done_at is null",
        course=course.id,
        kind=item.kind,
    )
    if not waiting:
        await put_on_desk(tx, course, item)


async def hold_item(tx: Transaction, course_id: str, item: str) -> None:
    """Whoever adds to it waits until this is over, or is waited for."""
    sql = "update desk_item set since = since where id = :id and course_id = :course and done_at is null"
    await tx.run(sql, id=item, course=course_id)


async def wait_from(tx: Transaction, course_id: str, item: str, since: datetime) -> None:
    """A part of it was seen: what came since goes on waiting."""
    tx.announce("desk", course_id)
    await tx.run(
        "update desk_item set since = :since where id = :id and course_id = :course and done_at is null",
        id=item,
        course=course_id,
        since=since,
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


async def take_off_all(tx: Transaction, course_id: str, kind: Kind, subject_id: str, now: datetime) -> None:
    """For whomever it waited."""
    tx.announce("desk", course_id)
    await tx.run(
        "update desk_item set done_at = :now"
        " where course_id = :course and kind = :kind and subject_id = :subject and done_at is null",
        course=course_id,
        kind=kind,
        subject=subject_id,
        now=now,
    )


async def take_off_ended(tx: Transaction, now: datetime) -> int:
    """What was to wait until a day that is over; answers how many."""
    return await tx.run("update desk_item set done_at = until where done_at is null and until <= :now", now=now)


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
            since=now - STANDS_AFTER,
        )
        > 0
    )


async def leave_to(tx: Transaction, course_id: str, item: str, by: Person, other: tuple[str, datetime]) -> None:
    """What this person had done with goes on being done: by another, who did so too, at that time."""
    tx.announce("desk", course_id)
    await tx.run(
        "update desk_item set done_by = :other, done_at = :at where id = :id and course_id = :course and done_by = :by",
        id=item,
        course=course_id,
        by=by.id,
        other=other[0],
        at=other[1],
    )


def _values(course: Course, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "clinic": course.clinic_id,
        "course": course.id,
        "kind": item.kind,
        "subject": item.subject_id,
        "audience": item.audience,
        "person": item.person_id,
        "since": item.since,
        "until": item.until,
    }

"""What a patient told at intake, one row a telling: the latest that arrived counts, and none is written over (E-61).

The course comes first in every function. Bodies are JSON, locked as a whole under the course's key.
"""

from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

import msgspec

from server.access.people import Person
from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.intake.standing import stir

Kind = Literal["answer", "trial", "medicine", "coverage", "referral", "handed in"]
Kept = Literal["kept", "strange", "full"]
Repeated = Literal["kept", "strange", "other"]  # of what a clinician writes: "other" words came under this id before
MOST_ROWS = 5000
TICK = timedelta(milliseconds=1)  # what arrives later counts, also when our own clock stands or is set back
T = TypeVar("T")


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone sends. `body` None takes the subject back."""

    id: str
    kind: Kind
    subject: str
    body: msgspec.Struct | None
    written_at: datetime


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: Kind
    subject: str
    body_locked: bytes | None
    written_at: datetime
    received_at: datetime


class Held(msgspec.Struct, frozen=True):
    rows: int
    last: datetime | None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """`body` is its JSON, or empty where the subject was taken back."""

    id: str
    kind: Kind
    subject: str
    body: str
    written_at: datetime
    received_at: datetime

    def read(self, kind: type[T]) -> T:
        return msgspec.json.decode(self.body, type=kind)


async def list_facts(db: Reader, course: Course, *, taken_back: bool = False) -> list[Fact]:
    """The latest of every subject, by the time its subject was named: ids of what is listed begin with their time."""
    rows = await db.all(
        Row,
        """
        select fact.id, fact.kind, fact.subject, fact.body_locked, fact.written_at, fact.received_at
        from intake_fact as fact
        where fact.course_id = :course and not exists (
            select 1 from intake_fact as later
            where later.course_id = fact.course_id and later.kind = fact.kind and later.subject = fact.subject
              and (later.received_at, later.id) > (fact.received_at, fact.id)
        )
        order by fact.subject
        """,
        course=course.id,
    )
    return [_opened(course, row) for row in rows if taken_back or row.body_locked is not None]


async def history_of(db: Reader, course: Course, kind: Kind, subject: str) -> list[Fact]:
    """Every telling of one subject, newest first, at most 50."""
    rows = await db.all(
        Row,
        """
        select id, kind, subject, body_locked, written_at, received_at from intake_fact
        where course_id = :course and kind = :kind and subject = :subject
        order by received_at desc, id desc limit 50
        """,
        course=course.id,
        kind=kind,
        subject=subject,
    )
    return [_opened(course, row) for row in rows]


async def keep_fact(tx: Transaction, course: OwnCourse, by: Person, told: Telling, now: datetime) -> Kept:
    """Repeating it changes nothing; other words under the same id are a further telling."""
    held_so_far = await tx.one(
        Held,
        "select count(*) as rows, max(received_at) as last from intake_fact where course_id = :course",
        course=course.id,
    )
    if held_so_far.rows >= MOST_ROWS:
        return "full"
    arrived = max(now, held_so_far.last + TICK) if held_so_far.last else now
    if await _add(tx, course, by, told, arrived):
        return "kept"
    held = await tx.find(
        Row,
        """
        select id, kind, subject, body_locked, written_at, received_at from intake_fact
        where id = :id and course_id = :course
        """,
        id=told.id,
        course=course.id,
    )
    if held is None:
        return "strange"
    if told.kind == held.kind == "handed in":
        return "kept"  # how many there were by then is no other word: a late repeat says nothing new
    if (held.kind, held.subject, _opened(course, held).body) != (told.kind, told.subject, _json(told.body)):
        made = course.box.mark("intake_fact", told.id, told.kind, told.subject, _json(told.body))
        await _add(tx, course, by, msgspec.structs.replace(told, id=made), arrived)
    return "kept"


async def _add(tx: Transaction, course: OwnCourse, by: Person, told: Telling, now: datetime) -> int:
    """How many rows were added: none where the id is known."""
    await stir(tx, course, now)
    return await tx.run(
        """
        insert into intake_fact (id, course_id, kind, subject, body_locked, by_id, written_at, received_at)
        values (:id, :course, :kind, :subject, :body, :by, :written, :now)
        on conflict (id) do nothing
        """,
        id=told.id,
        course=course.id,
        kind=told.kind,
        subject=told.subject,
        body=course.box.lock_maybe("intake_fact.body", told.id, _json(told.body)),
        by=by.id,
        written=told.written_at,
        now=now,
    )


def of_kind(facts: list[Fact], kind: Kind) -> list[Fact]:
    return [fact for fact in facts if fact.kind == kind]


def _opened(course: Course, row: Row) -> Fact:
    return Fact(
        id=row.id, kind=row.kind, subject=row.subject, written_at=row.written_at, received_at=row.received_at,
        body=course.box.open_maybe("intake_fact.body", row.id, row.body_locked),
    )  # fmt: skip


def _json(body: Any) -> str:
    return "" if body is None else msgspec.json.encode(body).decode()

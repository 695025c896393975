"""Answers of check-ins, each a row that is only added. The course comes first; answers are locked under its key."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.courses.desk import Item, put_with_others
from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.safety.check_in_rounds import Answer, CheckIn, Told, check_ins_of

MOST_READ = 600  # more than a year of weeks
MOST_ROWS = 5000
TICK = timedelta(milliseconds=1)  # what arrives later counts, also when our own clock stands or is set back
Refused = Literal["strange", "full"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    question: str
    body_locked: bytes
    written_at: datetime
    received_at: datetime


class Held(msgspec.Struct, frozen=True):
    rows: int
    last: datetime | None


async def list_check_ins(db: Reader, course: Course) -> list[CheckIn]:
    """Oldest first, from the newest MOST_READ answers."""
    rows = await db.all(
        Row,
        """
        select id, question, body_locked, written_at, received_at from check_in_answer
        where course_id = :course order by written_at desc, id desc limit :most
        """,
        course=course.id,
        most=MOST_READ,
    )
    return check_ins_of(_opened(course, row) for row in rows)


async def keep_told(tx: Transaction, course: OwnCourse, told: Told) -> Told | Refused:
    """As it is kept. Repeating it changes nothing; another answer under the same id is a further telling.

    "strange": the id is another course's. "full": there are more than anybody tells.
    """
    held = await tx.one(
        Held,
        "select count(*) as rows, max(received_at) as last from check_in_answer where course_id = :course",
        course=course.id,
    )
    if held.rows >= MOST_ROWS:
        return "full"
    arrived = max(told.received_at, held.last + TICK) if held.last else told.received_at
    told = msgspec.structs.replace(told, received_at=arrived)
    if await _add(tx, course, told):
        await _wait(tx, course, told)
        return told
    before = await tx.find(
        Row,
        """
        select id, question, body_locked, written_at, received_at from check_in_answer
        where id = :id and course_id = :course
        """,
        id=told.id,
        course=course.id,
    )
    if before is None:
        return "strange"
    if (before.question, _opened(course, before).answer) != (told.question, told.answer):
        made = course.box.mark("check_in_answer", told.id, told.question, _json(told.answer))
        told = msgspec.structs.replace(told, id=made)
        if await _add(tx, course, told):
            await _wait(tx, course, told)
    return told


async def _wait(tx: Transaction, course: OwnCourse, told: Told) -> None:
    """A question that was left open gives nobody anything to read."""
    if not told.answer.empty:
        await put_with_others(tx, course, Item(kind="check_in", subject_id=told.id, since=told.received_at))


async def _add(tx: Transaction, course: OwnCourse, told: Told) -> int:
    """How many rows were added: none where the id is known."""
    return await tx.run(
        """
        insert into check_in_answer (id, course_id, question, body_locked, written_at, received_at)
        values (:id, :course, :question, :body, :written, :now)
        on conflict (id) do nothing
        """,
        id=told.id,
        course=course.id,
        question=told.question,
        body=course.box.lock("check_in_answer.body", told.id, _json(told.answer)),
        written=told.written_at,
        now=told.received_at,
    )


def _opened(course: Course, row: Row) -> Told:
    body = course.box.open("check_in_answer.body", row.id, row.body_locked)
    return Told(
        id=row.id, question=row.question, answer=msgspec.json.decode(body, type=Answer), written_at=row.written_at,
        received_at=row.received_at,
    )  # fmt: skip


def _json(answer: Answer) -> str:
    return msgspec.json.encode(answer).decode()

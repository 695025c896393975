"""Questionnaires that a patient answered. The course comes first; rows are only added, and answers are locked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from server.courses.desk import Item, put_with_others
from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.measures.instruments import Instrument
from server.measures.scoring import Scored, score

MOST = 5000  # of one course: a century of weekly answers
SHOWN = 120
DAY = "day"  # a day on scales of nought to ten: no questionnaire
Kept = Literal["kept", "strange", "full"]


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """`answers` by the item's number; `functional` is never counted. `edition` names the text that was asked."""

    answers: dict[int, int]
    total: int
    edition: str
    functional: int | None = None


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    instrument: str
    answered_at: datetime
    received_at: datetime
    body: Body


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone sends, whole: a sum is made of nothing less."""

    id: str
    answers: dict[int, int]
    functional: int | None
    answered_at: datetime


class When(msgspec.Struct, frozen=True):
    instrument: str
    answered_at: datetime


class _Row(msgspec.Struct, frozen=True):
    id: str
    instrument: str
    body_locked: bytes
    answered_at: datetime
    received_at: datetime


async def keep_answers(
    tx: Transaction, course: OwnCourse, instrument: Instrument, given: Given, now: datetime
) -> tuple[Kept, str]:
    """How it went, and the id it is kept under. Repeating it changes nothing; other answers under its id are more.

    Raises ValueError for answers that have no total.
    """
    total = score(instrument, given.answers)
    if not isinstance(total, Scored):
        raise ValueError(f"{instrument.id} lacks {total.missing}")
    body = Body(answers=given.answers, total=total.total, edition=instrument.edition, functional=given.functional)
    held = await find_answers(tx, course, instrument.id, given.id)
    if held and (held.body.answers, held.body.functional) == (given.answers, given.functional):
        return "kept", held.id
    if await is_full(tx, course):
        return "full", ""
    words = msgspec.json.encode(body).decode()
    id = course.box.mark("measure_answer", given.id, instrument.id, words) if held else given.id
    added = await tx.run(
        """
        insert into measure_answer (id, course_id, instrument, body_locked, answered_at, received_at)
        values (:id, :course, :instrument, :body, :answered, :now)
        on conflict (id) do nothing
        """,
        id=id,
        course=course.id,
        instrument=instrument.id,
        body=course.box.lock("measure_answer.body", id, words),
        answered=given.answered_at,
        now=now,
    )
    if added:
        await put_with_others(tx, course, Item(kind="measure", subject_id=id, since=now))
    return ("kept", id) if added or held else ("strange", "")


async def is_full(db: Reader, course: Course) -> bool:
    return bool(
        await db.value("select count(*) from measure_answer where course_id = :course", course=course.id) >= MOST
    )


async def find_answers(db: Reader, course: Course, instrument: str, id: str) -> Answered | None:
    row = await db.find(
        _Row,
        """
        select id, instrument, body_locked, answered_at, received_at from measure_answer
        where id = :id and course_id = :course and instrument = :instrument
        """,
        id=id,
        course=course.id,
        instrument=instrument,
    )
    return _opened(course, row) if row else None


async def list_answers(db: Reader, course: Course, instrument: str) -> list[Answered]:
    """Oldest first: the latest that fit a page, and before them the first of all, which later ones are held against."""
    rows = await db.all(
        _Row,
        """
        select id, instrument, body_locked, answered_at, received_at from measure_answer
        where course_id = :course and instrument = :instrument
          and (answered_at >= coalesce((
            select answered_at from measure_answer as one
            where one.course_id = :course and one.instrument = :instrument
            order by one.answered_at desc limit 1 offset :shown
          ), '') or answered_at = (
            select min(answered_at) from measure_answer as one
            where one.course_id = :course and one.instrument = :instrument
          ))
        order by answered_at, received_at, id
        """,
        course=course.id,
        instrument=instrument,
        shown=SHOWN - 1,
    )
    return [_opened(course, row) for row in rows]


async def list_when(db: Reader, course: Course) -> dict[str, list[datetime]]:
    """When each questionnaire was answered, newest first, at most 400 in all. Nothing is opened."""
    rows = await db.all(
        When,
        """
        select instrument, answered_at from measure_answer
        where course_id = :course and instrument <> :day order by answered_at desc limit 400
        """,
        course=course.id,
        day=DAY,
    )
    found: dict[str, list[datetime]] = {}
    for row in rows:
        found.setdefault(row.instrument, []).append(row.answered_at)
    return found


def first_and_before(all_of_it: Sequence[Answered], one: Answered) -> tuple[Answered | None, Answered | None]:
    """What an answer is held against: the first of all, and the one before it."""
    at = next((index for index, other in enumerate(all_of_it) if other.id == one.id), 0)
    return (all_of_it[0], all_of_it[at - 1]) if at else (None, None)


def _opened(course: Course, row: _Row) -> Answered:
    body = course.box.open("measure_answer.body", row.id, row.body_locked)
    return Answered(
        id=row.id, instrument=row.instrument, answered_at=row.answered_at, received_at=row.received_at,
        body=msgspec.json.decode(body, type=Body),
    )  # fmt: skip

"""A day on scales of nought to ten, in our own words: the patient's alone, and not a clinical test (Q-20)."""

from datetime import datetime

import msgspec

from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.measures.answers import DAY, Kept, is_full
from server.pages.content import read_json
from server.pages.forms import Posted
from server.pages.language import gettext as _

HIGHEST = 10
SHOWN = 60


class Slider(msgspec.Struct, frozen=True):
    id: str
    name: str
    low: str
    high: str


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """By the slider's id; one that was left has no mark."""

    id: str
    marks: dict[str, int]
    at: datetime


class _Row(msgspec.Struct, frozen=True):
    id: str
    body_locked: bytes
    answered_at: datetime


def sliders() -> list[Slider]:
    return msgspec.convert(read_json("sliders.json"), list[Slider])


def read_marks(posted: Posted) -> tuple[dict[str, int], dict[str, str]]:
    """The marks, and the sentences beside what cannot be one. Each may be left; not all of them."""
    marks: dict[str, int] = {}
    errors: dict[str, str] = {}
    for one in sliders():
        text = posted.values.get(one.id, "")
        if text in {str(number) for number in range(HIGHEST + 1)}:
            marks[one.id] = int(text)
        elif text:
            errors[one.id] = _("Please choose a whole number from %(low)s to %(high)s.", low=0, high=HIGHEST)
    if not marks and not errors:
        errors[sliders()[0].id] = _("Nothing is marked yet. One of them is enough.")
    return marks, errors


async def keep_marks(tx: Transaction, course: OwnCourse, marked: Marked, now: datetime) -> Kept:
    """Repeating it changes nothing; other marks under the same id are kept as well."""
    words = msgspec.json.encode(marked.marks).decode()
    held = await tx.find(
        _Row,
        """
        select id, body_locked, answered_at from measure_answer
        where id = :id and course_id = :course and instrument = :day
        """,
        id=marked.id,
        course=course.id,
        day=DAY,
    )
    if held and _opened(course, held).marks == marked.marks:
        return "kept"
    if await is_full(tx, course):
        return "full"
    id = course.box.mark("measure_answer", marked.id, DAY, words) if held else marked.id
    return "kept" if await _add(tx, course, id, (words, marked.at), now) or held else "strange"


async def _add(tx: Transaction, course: OwnCourse, id: str, marked: tuple[str, datetime], now: datetime) -> int:
    return await tx.run(
        """
        insert into measure_answer (id, course_id, instrument, body_locked, answered_at, received_at)
        values (:id, :course, :day, :body, :at, :now) on conflict (id) do nothing
        """,
        id=id,
        course=course.id,
        day=DAY,
        body=course.box.lock("measure_answer.body", id, marked[0]),
        at=marked[1],
        now=now,
    )


async def list_marked(db: Reader, course: Course) -> list[Marked]:
    """The newest SHOWN, newest first."""
    rows = await db.all(
        _Row,
        """
        select id, body_locked, answered_at from measure_answer where course_id = :course and instrument = :day
        order by answered_at desc, id desc limit :most
        """,
        course=course.id,
        day=DAY,
        most=SHOWN,
    )
    return [_opened(course, row) for row in rows]


def _opened(course: Course, row: _Row) -> Marked:
    marks = msgspec.json.decode(course.box.open("measure_answer.body", row.id, row.body_locked), type=dict[str, int])
    return Marked(id=row.id, marks=marks, at=row.answered_at)

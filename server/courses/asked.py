"""What a clinician asks of one patient: given, let go, taken back. Whether it was done is for each feature to say.

The rows are only added. What was asked stays with the patient for eight weeks and then rests, whatever became of it.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse, Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.pages.language import gettext as _

Kind = Literal["prompt", "lesson", "breath", "measure"]
How = Literal["let go", "taken back"]
State = Literal["waiting", "done", "let go", "taken back", "rests"]
STAYS = timedelta(days=56)
MOST_OPEN, MOST, A_PAGE = 10, 500, 20


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """`subject` is the id of what is asked, in its own feature; `by_day` a day to have it by, which ends nothing."""

    id: str
    kind: Kind
    subject: str
    line: str
    by_day: date | None
    by_id: str
    by_name: str
    given_at: datetime
    how: How | None = None
    ended_at: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.kind, self.subject


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    kind: Kind
    subject: str
    line_locked: bytes | None
    by_day: str | None
    by_id: str
    by_name: str
    given_at: datetime
    how: How | None
    ended_at: datetime | None


ASKED = """
    select asked.id, asked.kind, asked.subject, asked.line_locked, asked.by_day, asked.by_id, person.name as by_name,
           asked.given_at, ended.how, ended.at as ended_at
    from asked join person on person.id = asked.by_id
    left join asked_end as ended on ended.asked_id = asked.id
"""


def done_at(ask: Ask, times: Sequence[datetime]) -> datetime | None:
    """The first of these times that answers it: after it was given, while it stayed, and before it was taken back."""
    last = ask.given_at + STAYS
    if ask.how == "taken back" and ask.ended_at:
        last = min(last, ask.ended_at)
    return min((at for at in times if ask.given_at <= at <= last), default=None)


def state_of(ask: Ask, times: Sequence[datetime], now: datetime) -> tuple[State, datetime | None]:
    """How it stands, and since when. What was let go and done after all is done."""
    if done := done_at(ask, times):
        return "done", done
    if ask.how:
        return ask.how, ask.ended_at
    return ("waiting", None) if now < ask.given_at + STAYS else ("rests", ask.given_at + STAYS)


def said_of(ask: Ask) -> str:
    """As the patient reads it, wherever it stands."""
    said = {
        "prompt": _("%(name)s asks you to write about this", name=ask.by_name),
        "lesson": _("%(name)s asks you to read this", name=ask.by_name),
        "breath": _("%(name)s suggests this breath", name=ask.by_name),
        "measure": _("%(name)s asks you to answer this", name=ask.by_name),
    }
    return said[ask.kind]


async def list_open(db: Reader, course: Course, now: datetime, kind: Kind | None = None) -> list[Ask]:
    """What stays with the patient now, oldest first; some of it may have been done."""
    rows = await db.all(
        Row,
        ASKED
        + """
        where asked.course_id = :course and asked.given_at > :since and ended.asked_id is null
          and (:kind = '' or asked.kind = :kind)
        order by asked.given_at, asked.id
        """,
        course=course.id,
        since=now - STAYS,
        kind=kind or "",
    )
    return [open_ask(course, row) for row in rows]


async def list_given(db: Reader, course: Course, before: tuple[str, str]) -> list[Ask]:
    """One page and one more, newest first; `before` is when the last of the page before was given, and its id."""
    rows = await db.all(
        Row,
        ASKED
        + """
        where asked.course_id = :course and (asked.given_at < :at or (asked.given_at = :at and asked.id < :id))
        order by asked.given_at desc, asked.id desc limit :most
        """,
        course=course.id,
        at=before[0],
        id=before[1],
        most=A_PAGE + 1,
    )
    return [open_ask(course, row) for row in rows]


async def find_ask(db: Reader, course: Course, ask_id: str) -> Ask | None:
    row = await db.find(Row, ASKED + " where asked.id = :id and asked.course_id = :course", id=ask_id, course=course.id)
    return open_ask(course, row) if row else None


async def give(tx: Transaction, course: CaseloadCourse, ask: Ask) -> bool:
    """False where the id is taken. The caller has held the course, and counted."""
    added = await tx.run(
        """
        insert into asked (id, course_id, kind, subject, line_locked, by_day, by_id, given_at)
        values (:id, :course, :kind, :subject, :line, :day, :by, :at)
        on conflict (id) do nothing
        """,
        id=ask.id,
        course=course.id,
        kind=ask.kind,
        subject=ask.subject,
        line=course.box.lock_maybe("asked.line", ask.id, ask.line),
        day=ask.by_day.isoformat() if ask.by_day else None,
        by=ask.by_id,
        at=ask.given_at,
    )
    return added > 0


async def count_given(tx: Transaction, course: CaseloadCourse) -> int:
    await hold_course(tx, course)
    return int(await tx.value("select count(*) from asked where course_id = :course", course=course.id))


async def let_go(tx: Transaction, course: OwnCourse, by: tuple[Person, datetime], ask_id: str) -> None:
    """Never asked why. The caller has found it to be of this course; repeating it changes nothing."""
    await _end(tx, course, by, (ask_id, "let go"))


async def take_back(tx: Transaction, course: CaseloadCourse, by: tuple[Person, datetime], ask_id: str) -> None:
    """What was let go before stays let go."""
    await _end(tx, course, by, (ask_id, "taken back"))


async def _end(tx: Transaction, course: Course, by: tuple[Person, datetime], what: tuple[str, How]) -> None:
    person, now = by
    await tx.run(
        """
        insert into asked_end (asked_id, course_id, how, by_id, at) values (:id, :course, :how, :by, :now)
        on conflict (asked_id) do nothing
        """,
        id=what[0],
        course=course.id,
        how=what[1],
        by=person.id,
        now=now,
    )


def open_ask(course: Course, row: Row) -> Ask:
    return Ask(
        id=row.id, kind=row.kind, subject=row.subject, by_id=row.by_id, by_name=row.by_name, given_at=row.given_at,
        line=course.box.open_maybe("asked.line", row.id, row.line_locked),
        by_day=date.fromisoformat(row.by_day) if row.by_day else None, how=row.how, ended_at=row.ended_at,
    )  # fmt: skip

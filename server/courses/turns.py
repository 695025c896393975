"""What has lately become of the arc, in one query: moves, what was taken out, and a pause that stands."""

from datetime import datetime
from typing import Literal

import msgspec

from server.courses.models import Course
from server.courses.pausing import Pause
from server.courses.taking_out import TakenOut
from server.db.connection import Reader

WORDS_IN = {"moved": "session_move.reason", "paused": "course_pause.reason", "out": "session.out_reason"}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    what: Literal["moved", "paused", "out"]
    id: str
    session_id: str | None
    number: int
    from_at: datetime
    until_at: datetime | None
    locked: bytes | None
    by_name: str
    at: datetime


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    session_id: str
    from_at: datetime
    by_name: str
    reason: str


class Turns(msgspec.Struct, frozen=True, kw_only=True):
    """The latest first."""

    moved: list[Moved]
    out: list[TakenOut]
    pause: Pause | None


async def turns_since(db: Reader, course: Course, since: datetime, now: datetime) -> Turns:
    rows = await db.all(
        Row,
        """
        select 'moved' as what, move.id, move.session_id, 0 as number, move.from_at, move.to_at as until_at,
               move.reason_locked as locked, person.name as by_name, move.moved_at as at
        from session_move as move join person on person.id = move.moved_by
        where move.course_id = :course and move.moved_at >= :since
        union all
        select 'paused', pause.id, null, 0, pause.from_at, pause.until_at, pause.reason_locked, person.name, pause.at
        from course_pause as pause join person on person.id = pause.by_id
        where pause.course_id = :course and pause.resumed_at is null
        union all
        select 'out', session.id, session.id, session.number, session.planned_at, null, session.out_reason_locked,
               person.name, session.taken_out_at
        from session join person on person.id = session.taken_out_by
        where session.course_id = :course and session.taken_out_at >= :since and session.opened_at is null
        order by at desc, number limit 100
        """,
        course=course.id,
        since=since,
    )
    pauses = [_pause(course, one) for one in rows if one.what == "paused"]
    return Turns(
        moved=[_moved(course, one) for one in rows if one.what == "moved"],
        out=[_out(course, one) for one in rows if one.what == "out"],
        pause=next((one for one in pauses if not one.over(now)), None),
    )


def _reason(course: Course, row: Row) -> str:
    return course.box.open_maybe(WORDS_IN[row.what], row.id, row.locked)


def _moved(course: Course, row: Row) -> Moved:
    return Moved(
        session_id=row.session_id or "", from_at=row.from_at, by_name=row.by_name, reason=_reason(course, row)
    )  # fmt: skip


def _pause(course: Course, row: Row) -> Pause:
    return Pause(
        id=row.id, from_at=row.from_at, until_at=row.until_at, reason=_reason(course, row), by_name=row.by_name,
        at=row.at,
    )  # fmt: skip


def _out(course: Course, row: Row) -> TakenOut:
    return TakenOut(
        number=row.number, planned_at=row.from_at, at=row.at, by_name=row.by_name, reason=_reason(course, row)
    )  # fmt: skip

"""Versions of a safety plan, only added, and whether the care team may read them. The course comes first."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.access.vault import Damaged
from server.courses.latest_word import TICK, Word, lets_see, time_of_next
from server.courses.models import Course
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.safety.plan import Plan
from server.versions import Grown, standing_of

log = logging.getLogger("tidemark")
MOST_VERSIONS = 200
Outcome = Literal["kept", "strange", "full"]


class Version(Grown, frozen=True, kw_only=True):
    """`damaged`: what is kept does not open, and nothing of it is shown (promises P11)."""

    number: int
    plan: Plan
    by_id: str
    by_name: str
    written_at: datetime
    received_at: datetime
    damaged: bool = False


class NewVersion(Grown, frozen=True, kw_only=True):
    plan: Plan
    written_at: datetime


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    parents: str
    body_locked: bytes
    by_id: str
    by_name: str
    written_at: datetime
    received_at: datetime


VERSION = """
    select version.id, version.parents, version.body_locked, version.by_id, person.name as by_name,
           version.written_at, version.received_at
    from safety_plan as version join person on person.id = version.by_id
"""


async def list_versions(db: Reader, course: Course) -> list[Version]:
    """In the order of their arrival, at most MOST_VERSIONS, which keep_version holds to."""
    rows = await db.all(
        Row,
        VERSION + " where version.course_id = :course order by version.received_at, version.id limit :most",
        course=course.id,
        most=MOST_VERSIONS,
    )
    return [_opened(course, row, number) for number, row in enumerate(rows, 1)]


def standing(versions: Sequence[Version]) -> list[Version]:
    """What the plan says now: one version; more where two devices, or two people, changed it apart."""
    return standing_of(list(versions)) if versions else []


async def keep_version(tx: Transaction, course: Course, by: Person, new: NewVersion, now: datetime) -> Outcome:
    """Repeating it changes nothing; other words under the same id are a further version beside it."""
    versions = await list_versions(tx, course)
    arrived = max(now, versions[-1].received_at + TICK) if versions else now
    held = next((one for one in versions if one.id == new.id), None)
    if held is not None and (held.plan == new.plan or held.damaged):
        return "kept"
    if held is not None:
        new = msgspec.structs.replace(new, id=course.box.mark("safety_plan", new.id, by.id, _json(new.plan)))
        if any(one.id == new.id for one in versions):
            return "kept"
    if len(versions) >= MOST_VERSIONS:
        return "full"
    added = await tx.run(
        """
        insert into safety_plan (id, course_id, parents, body_locked, by_id, written_at, received_at)
        values (:id, :course, :parents, :body, :by, :written, :now)
        on conflict (id) do nothing
        """,
        id=new.id,
        course=course.id,
        parents=" ".join(new.parents),
        body=course.box.lock("safety_plan.body", new.id, _json(new.plan)),
        by=by.id,
        written=new.written_at,
        now=arrived,
    )
    return "kept" if added else "strange"


async def shares_plan(db: Reader, course_id: str) -> bool | None:
    """The patient's latest word; None where there is none, and then nobody of the care team reads it."""
    last = await _last_word(db, course_id)
    return None if last is None else lets_see(last)


async def set_plan_share(
    tx: Transaction, course: Course, share_id: str, by: tuple[Person, datetime], *, shared: bool
) -> None:
    """Repeatable: a row is added only where it changes what is true; that nothing is shared is a first word too."""
    person, now = by
    await hold_course(tx, course)
    last = await _last_word(tx, course.id)
    if last is not None and lets_see(last) == shared:
        return
    await tx.run(
        """
        insert into safety_plan_share (id, course_id, shared, by_id, at) values (:id, :course, :shared, :by, :now)
        on conflict (id) do nothing
        """,
        id=share_id,
        course=course.id,
        shared=int(shared),
        by=person.id,
        now=time_of_next(last, now),
    )


async def _last_word(db: Reader, course_id: str) -> Word | None:
    return await db.find(
        Word,
        "select shared, at from safety_plan_share where course_id = :course order by at desc, id desc limit 1",
        course=course_id,
    )


def _opened(course: Course, row: Row, number: int) -> Version:
    plan, damaged = Plan(), False
    try:
        plan = msgspec.json.decode(course.box.open("safety_plan.body", row.id, row.body_locked), type=Plan)
    except Damaged:
        log.error("a locked text does not open: safety_plan")
        damaged = True
    return Version(
        id=row.id, parents=tuple(row.parents.split()), number=number, plan=plan, by_id=row.by_id, by_name=row.by_name,
        written_at=row.written_at, received_at=row.received_at, damaged=damaged,
    )  # fmt: skip


def _json(plan: Plan) -> str:
    return msgspec.json.encode(plan).decode()

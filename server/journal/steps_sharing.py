"""Small steps are private until the patient lets the care team see them; who may is the patient's latest word."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from server.access.people import Person
from server.courses.latest_word import Word, lets_see, time_of_next
from server.courses.models import CaseloadCourse, Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.journal.actions import SmallAction, list_actions
from server.pages.forms import Choice, Id


class StepsForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    shared: Annotated[Literal["0", "1"], Choice("0", "1")]


async def shares_steps(db: Reader, course: Course) -> bool:
    return lets_see(await _last_word(db, course))


async def _last_word(db: Reader, course: Course) -> Word | None:
    return await db.find(
        Word,
        "select shared, at from small_action_share where course_id = :course order by at desc limit 1",
        course=course.id,
    )


async def set_steps_share(
    tx: Transaction, course: OwnCourse, share_id: str, by: tuple[Person, datetime], *, shared: bool
) -> None:
    """Repeatable: a row is added once, and only where it changes what is true."""
    person, now = by
    await hold_course(tx, course)
    last = await _last_word(tx, course)
    if lets_see(last) == shared:
        return
    await tx.run(
        """
        insert into small_action_share (id, course_id, shared, by_id, at) values (:id, :course, :shared, :by, :now)
        on conflict (id) do nothing
        """,
        id=share_id,
        course=course.id,
        shared=int(shared),
        by=person.id,
        now=time_of_next(last, now),
    )


async def shared_steps(db: Reader, course: CaseloadCourse) -> list[SmallAction] | None:
    """For the care team: None unless the patient's latest word is that they share them."""
    return await list_actions(db, course) if await shares_steps(db, course) else None

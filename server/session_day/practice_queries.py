"""Practice, and the ledger of its sharing. The course comes first; staff read it through a live share alone."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.latest_word import Word, lets_see, time_of_next
from server.courses.models import CaseloadCourse, Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction

SHOWN, MOST = 20, 3000


class Practice(msgspec.Struct, frozen=True, kw_only=True):
    """`seconds` of breathing; feelings 0 to 10, the patient's own marks."""

    id: str
    pattern: str
    seconds: int
    feeling_before: int | None
    feeling_after: int | None
    began_at: datetime


async def save_practice(tx: Transaction, course: OwnCourse, practice: Practice, now: datetime) -> bool:
    """Repeatable. False: the id is another course's, or there are more than anybody practises."""
    held = await tx.value("select course_id from practice where id = :id", id=practice.id)
    if held is not None:
        return bool(held == course.id)
    if await count_practice(tx, course) >= MOST:
        return False
    await tx.run(
        """
        insert into practice (id, course_id, pattern, seconds, feeling_before, feeling_after, began_at, received_at)
        values (:id, :course, :pattern, :seconds, :before, :after, :began, :now)
        on conflict (id) do nothing
        """,
        id=practice.id,
        course=course.id,
        pattern=practice.pattern,
        seconds=practice.seconds,
        before=practice.feeling_before,
        after=practice.feeling_after,
        began=practice.began_at,
        now=now,
    )
    return True


async def list_practice(db: Reader, course: Course) -> list[Practice]:
    """The newest SHOWN, newest first."""
    return await db.all(
        Practice,
        """
        select id, pattern, seconds, feeling_before, feeling_after, began_at from practice
        where course_id = :course order by began_at desc limit :most
        """,
        course=course.id,
        most=SHOWN,
    )


async def count_practice(db: Reader, course: Course) -> int:
    return int(await db.value("select count(*) from practice where course_id = :course", course=course.id))


async def shares_practice(db: Reader, course: Course) -> bool:
    """The latest word counts; without one it is private."""
    return lets_see(await _last_word(db, course))


async def _last_word(db: Reader, course: Course) -> Word | None:
    return await db.find(
        Word,
        "select shared, at from practice_share where course_id = :course order by at desc limit 1",
        course=course.id,
    )


async def set_practice_share(
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
        insert into practice_share (id, course_id, shared, by_id, at) values (:id, :course, :shared, :by, :now)
        on conflict (id) do nothing
        """,
        id=share_id,
        course=course.id,
        shared=int(shared),
        by=person.id,
        now=time_of_next(last, now),
    )


async def shared_practice(db: Reader, course: CaseloadCourse) -> list[Practice]:
    """For the care team: nothing at all unless the patient's latest word is that they share it."""
    return await db.all(
        Practice,
        """
        select id, pattern, seconds, feeling_before, feeling_after, began_at from practice
        where course_id = :course
          and (select shared from practice_share where course_id = :course order by at desc limit 1) = 1
        order by began_at desc limit :most
        """,
        course=course.id,
        most=SHOWN,
    )

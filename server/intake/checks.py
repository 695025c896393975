"""A list of medicines compared with the data, kept with the data's version, and the prescriber's review (M-11)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse, Course, Session
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.intake.facts import Repeated
from server.intake.interactions import data_version
from server.intake.medicines import Listed, list_version, result_version
from server.intake.standing import stir

TICK = timedelta(milliseconds=1)
Why = Literal["list", "data", "session"]


class Found(msgspec.Struct, frozen=True):
    """One line of a result as it is kept."""

    id: str
    generic: str
    tier: str


class Check(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    list: str
    data_version: str
    why: Why
    result: str
    at: datetime


async def last_check(db: Reader, course: Course) -> Check | None:
    return await db.find(
        Check,
        """
        select id, list, data_version, why, result, at from medicine_check
        where course_id = :course order by at desc, id desc limit 1
        """,
        course=course.id,
    )


async def check_again(
    tx: Transaction, course: Course, medicines: Sequence[Listed], why: tuple[Why, Session | None], now: datetime
) -> bool:
    """Compares the list as it is now, and keeps the result unless it is the one that was kept last."""
    reason, session = why
    before = await last_check(tx, course)
    version = list_version(list(medicines))
    if before and (before.list, before.data_version) == (version, data_version()) and reason != "session":
        return False
    at = max(now, before.at + TICK) if before else now  # also when our own clock stands or is set back
    check_id = new_id(at)
    result = [Found(one.id, one.medicine.generic, one.note.tier) for one in medicines]
    await tx.run(
        """
        insert into medicine_check (id, course_id, list, data_version, why, session_id, result, result_locked, at)
        values (:id, :course, :list, :data, :why, :session, :result, :locked, :now)
        """,
        id=check_id,
        course=course.id,
        list=version,
        data=data_version(),
        why=reason,
        session=session.id if session else None,
        result=result_version(list(medicines)),
        locked=course.box.lock("medicine_check.result", check_id, msgspec.json.encode(result).decode()),
        now=at,
    )
    await stir(tx, course, now)
    return True


class HeldReview(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    list: str
    words_locked: bytes | None


async def sign_review(
    tx: Transaction, course: CaseloadCourse, medicines: list[Listed], signed: tuple[str, str, Person], now: datetime
) -> Repeated:
    """`signed` is the review's own id, words beside it, and the prescriber. Safe to repeat."""
    review_id, words, by = signed
    await tx.run(
        """
        insert into medicine_review (id, course_id, list, data_version, result, words_locked, by_id, at)
        values (:id, :course, :list, :data, :result, :words, :by, :now)
        on conflict (id) do nothing
        """,
        id=review_id,
        course=course.id,
        list=list_version(medicines),
        data=data_version(),
        result=result_version(medicines),
        words=course.box.lock_maybe("medicine_review.words", review_id, words),
        by=by.id,
        now=now,
    )
    await stir(tx, course, now)
    sql = "select course_id, list, words_locked from medicine_review where id = :id"
    held = await tx.one(HeldReview, sql, id=review_id)
    if held.course_id != course.id:
        return "strange"
    before = course.box.open_maybe("medicine_review.words", review_id, held.words_locked)
    return "kept" if (held.list, before) == (list_version(medicines), words) else "other"

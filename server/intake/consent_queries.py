"""Answers to consent texts, and what was taken back: rows are only added. The course comes first in every function."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.courses.models import Course, OwnCourse
from server.db.connection import Reader, Transaction
from server.intake.consent import PURPOSES, ConsentState, History, TakenBack, Told, document_now, state_of
from server.intake.consent_form import Signed, Telling
from server.intake.standing import stir

Kept = Literal["kept", "strange", "full", "nothing"]
MOST_ROWS = 200
TICK = timedelta(milliseconds=1)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    purpose: str
    agreed: bool
    body_locked: bytes


class BackRow(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    words_locked: bytes | None
    at: datetime


class Back(msgspec.Struct, frozen=True, kw_only=True):
    at: datetime
    words: str


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """One that was given, with all that was signed, what counts by now, and how it was taken back since."""

    told: Told
    signed: Signed
    now: ConsentState
    backs: list[Back]


class Taking(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    words: str
    at: datetime


async def read_history(db: Reader, course: Course) -> History:
    told = await db.all(
        Told,
        """
        select id, purpose, version, agreed, signed_at, received_at from consent
        where course_id = :course order by purpose, received_at, id
        """,
        course=course.id,
    )
    taken_back = await db.all(
        TakenBack,
        """
        select id, consent_id, at, received_at from consent_withdrawal
        where course_id = :course order by received_at, id
        """,
        course=course.id,
    )
    return History(told, taken_back)


async def consent_states(db: Reader, course: Course) -> list[ConsentState]:
    """Of every purpose, in their order."""
    history = await read_history(db, course)
    return [state_of(document_now(purpose), history) for purpose in PURPOSES]


async def find_signature(db: Reader, course: Course, purpose: str) -> Signature | None:
    """The latest that was given for this purpose, whether or not it still stands."""
    history = await read_history(db, course)
    told = history.latest_yes(purpose)
    row = await _find(db, course, told.id) if told else None
    if told is None or row is None:
        return None
    since = {one.id for one in history.backs_on(purpose, told)}
    rows = await db.all(
        BackRow,
        """
        select id, words_locked, at from consent_withdrawal
        where course_id = :course order by received_at, id
        """,
        course=course.id,
    )
    backs = [_back(course, one) for one in rows if one.id in since]
    return Signature(told=told, signed=_opened(course, row), now=state_of(document_now(purpose), history), backs=backs)


async def keep_consent(tx: Transaction, course: OwnCourse, telling: Telling, now: datetime) -> Kept:
    """Repeating it changes nothing; another answer under the same id is one more."""
    count = await tx.value("select count(*) from consent where course_id = :course", course=course.id)
    held = await _find(tx, course, telling.id)
    if held is not None:
        if _same(held, _opened(course, held), telling):
            return "kept"
        telling = msgspec.structs.replace(telling, id=_mark(course, telling))
        if await _find(tx, course, telling.id) is not None:
            return "kept"
    if count >= MOST_ROWS:
        return "full"
    added = await _add(tx, course, telling, now)
    return "kept" if added or await _find(tx, course, telling.id) else "strange"


async def take_back(tx: Transaction, course: OwnCourse, purpose: str, taking: Taking, now: datetime) -> Kept:
    """The signature that stands, or that stood last; words that come again are kept too. Safe to repeat."""
    owner = await tx.value("select course_id from consent_withdrawal where id = :id", id=taking.id)
    if owner is not None:
        return "kept" if owner == course.id else "strange"
    history = await read_history(tx, course)
    told = history.latest_yes(purpose)
    if told is None:
        return "nothing"
    again = any(one.consent_id == told.id for one in history.taken_back)
    if again and len(history.taken_back) >= MOST_ROWS:
        return "full"
    await tx.run(
        """
        insert into consent_withdrawal (id, consent_id, course_id, words_locked, at, received_at)
        values (:id, :consent, :course, :words, :at, :arrived)
        on conflict (id) do nothing
        """,
        id=taking.id,
        consent=told.id,
        course=course.id,
        words=course.box.lock_maybe("consent_withdrawal.words", taking.id, taking.words),
        at=taking.at,
        arrived=_after(history, now),
    )
    await stir(tx, course, now)
    return "kept"


async def _add(tx: Transaction, course: OwnCourse, telling: Telling, now: datetime) -> int:
    """How many rows were added: none where the id is known."""
    body = msgspec.json.encode(telling.signed).decode()
    await stir(tx, course, now)
    return await tx.run(
        """
        insert into consent (id, course_id, purpose, version, agreed, body_locked, signed_at, received_at)
        values (:id, :course, :purpose, :version, :agreed, :body, :signed, :arrived)
        on conflict (id) do nothing
        """,
        id=telling.id,
        course=course.id,
        purpose=telling.signed.document.purpose,
        version=telling.signed.document.version,
        agreed=int(telling.agreed),
        body=course.box.lock("consent.body", telling.id, body),
        signed=telling.said_at,
        arrived=_after(await read_history(tx, course), now),
    )


def _after(history: History, now: datetime) -> datetime:
    """A moment after everything that came before, so that the order of arrival is never a matter of chance."""
    came = [one.received_at for one in history.told] + [one.received_at for one in history.taken_back]
    return max([now, *(moment + TICK for moment in came)])


async def _find(db: Reader, course: Course, consent_id: str) -> Row | None:
    return await db.find(
        Row,
        "select id, purpose, agreed, body_locked from consent where id = :id and course_id = :course",
        id=consent_id,
        course=course.id,
    )


def _opened(course: Course, row: Row) -> Signed:
    return msgspec.json.decode(course.box.open("consent.body", row.id, row.body_locked), type=Signed)


def _back(course: Course, row: BackRow) -> Back:
    words = course.box.open_maybe("consent_withdrawal.words", row.id, row.words_locked)
    return Back(at=row.at, words=words)


def _same(row: Row, held: Signed, telling: Telling) -> bool:
    return (row.agreed, *_words(held)) == (telling.agreed, *_words(telling.signed))


def _words(signed: Signed) -> tuple[object, ...]:
    """All but the text itself: under the same version it is the one that was kept first."""
    return signed.document.purpose, signed.document.version, signed.name, signed.drawing, signed.answers


def _mark(course: Course, telling: Telling) -> str:
    said = msgspec.json.encode(_words(telling.signed)).decode()
    return course.box.mark("consent", telling.id, str(telling.agreed), said)

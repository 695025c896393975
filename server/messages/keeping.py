"""How messages are kept: each once, in the order of their arrival, none over another; and who has opened which."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.access.people import Person
from server.clinics.queries import list_cover
from server.courses.models import CaseloadCourse, Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Transaction
from server.messages.hours import next_opening
from server.messages.models import MOST_A_DAY, AnswerForm, MessageForm, SettleForm
from server.messages.queries import find_about
from server.messages.waiting import keep_desk

Outcome = Literal["kept", "strange", "full", "closed", "nothing"]


class New(msgspec.Struct, frozen=True, kw_only=True):
    """A message that came, before it is known whether it is there already."""

    id: str
    body: str
    written_at: datetime
    entry_id: str | None = None
    opens_at: datetime | None = None
    answers_through: int | None = None


class Held(msgspec.Struct, frozen=True):
    course_id: str
    by_id: str
    words_mark: str


class OpenedId(msgspec.Struct, frozen=True):
    message_id: str


async def keep_message(tx: Transaction, course: OwnCourse, me: Person, form: MessageForm, now: datetime) -> Outcome:
    """From the patient. Safe to repeat; "nothing": the entry that it is about is not there."""
    await hold_course(tx, course)
    written_at = min(form.written_at or now, now)
    new = New(
        id=form.id, body=form.body, written_at=written_at, entry_id=form.about,
        opens_at=next_opening(await list_cover(tx, course.clinic_id), written_at, me.clinic_zone),
    )  # fmt: skip
    fresh = await _unknown(tx, course, me, new)
    if not isinstance(fresh, New):
        return fresh
    if course.closed_at is not None and course.closed_at <= now:
        return "closed"
    if form.about and await find_about(tx, course, form.about) is None:
        return "nothing"
    return await _add(tx, course, me, fresh, now)


async def keep_answer(tx: Transaction, course: CaseloadCourse, me: Person, form: AnswerForm, now: datetime) -> Outcome:
    """From a clinician. It answers what they had before them, so that what came meanwhile goes on waiting."""
    await hold_course(tx, course)
    new = New(
        id=form.id, body=form.body, written_at=now, answers_through=min(form.seen or 0, await _last_number(tx, course))
    )
    fresh = await _unknown(tx, course, me, new)
    if not isinstance(fresh, New):
        return fresh
    if course.closed_at is not None and course.closed_at <= now:
        return "closed"
    return await _add(tx, course, me, fresh, now)


async def settle(tx: Transaction, course: CaseloadCourse, me: Person, form: SettleForm, now: datetime) -> None:
    """A clinician says that what they had before them needs no answer. Repeating it changes nothing."""
    await hold_course(tx, course)
    await tx.run(
        """
        insert into message_settled (id, course_id, through, by_id, at) values (:id, :course, :through, :by, :now)
        on conflict (id) do nothing
        """,
        id=form.id,
        course=course.id,
        through=min(form.seen, await _last_number(tx, course)),
        by=me.id,
        now=now,
    )
    await keep_desk(tx, course, me, now)


async def mark_opened(tx: Transaction, course: Course, me: Person, span: tuple[int, int], now: datetime) -> set[str]:
    """What the other side wrote between two numbers has been opened, once for each reader; answers which were new."""
    await hold_course(tx, course)  # whoever is taking one back just now is first, or comes too late
    opened = await tx.all(
        OpenedId,
        """
        insert into message_reading (message_id, person_id, read_at)
        select message.id, :me, :now from message
        where message.course_id = :course and message.number >= :first and message.number <= :last
          and (case when message.by_id = :patient then 1 else 0 end) <> :of_patient
          and message.taken_back_at is null
          and not exists (select 1 from message_reading as reading
                          where reading.message_id = message.id and reading.person_id = :me)
        on conflict (message_id, person_id) do nothing
        returning message_id
        """,
        course=course.id,
        patient=course.patient_id,
        of_patient=int(me.id == course.patient_id),
        me=me.id,
        first=span[0],
        last=span[1],
        now=now,
    )
    return {one.message_id for one in opened}


async def _unknown(tx: Transaction, course: Course, me: Person, new: New) -> New | Outcome:
    """These words under an id that is free; "kept" when they are there, also where they were taken back since."""
    for message_id in (new.id, course.box.mark("message", new.id, me.id, new.body)):
        held = await tx.find(Held, "select course_id, by_id, words_mark from message where id = :id", id=message_id)
        if held is None:
            return msgspec.structs.replace(new, id=message_id)
        if (held.course_id, held.by_id) != (course.id, me.id):
            return "strange"
        if held.words_mark == _mark(course, new.body):
            return "kept"
    return "kept"


async def _add(tx: Transaction, course: Course, me: Person, new: New, now: datetime) -> Outcome:
    lately = await tx.value(
        "select count(*) from message where course_id = :course and by_id = :by and received_at > :since",
        course=course.id,
        by=me.id,
        since=now - timedelta(days=1),
    )
    if lately >= MOST_A_DAY:
        return "full"
    done = await tx.run(
        """
        insert into message (id, course_id, number, by_id, body_locked, words_mark, entry_id, written_at, received_at,
                             opens_at, answers_through)
        values (:id, :course, :number, :by, :body, :mark, :entry, :written, :now, :opens, :through)
        on conflict (id) do nothing
        """,
        id=new.id,
        course=course.id,
        number=await _last_number(tx, course) + 1,
        by=me.id,
        body=course.box.lock("message.body", new.id, new.body),
        mark=_mark(course, new.body),
        entry=new.entry_id,
        written=new.written_at,
        now=now,
        opens=new.opens_at,
        through=new.answers_through,
    )
    if not done:  # the id is taken in another clinic, whose rows PostgreSQL does not show here
        return "strange"
    await keep_desk(tx, course, me, now)
    return "kept"


async def _last_number(tx: Transaction, course: Course) -> int:
    """The caller holds the course."""
    found: int = await tx.value("select coalesce(max(number), 0) from message where course_id = :course",
                                course=course.id)  # fmt: skip
    return found


def _mark(course: Course, body: str) -> str:
    return course.box.mark("message.words", body)

"""A clinician's answer to a shared entry: a line, or only that it was read. Rows are added, never changed."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.access.vault import Box
from server.courses.desk import item_id, take_off_desk
from server.courses.models import Course
from server.db.connection import Transaction
from server.ids import new_id
from server.journal.sharing import SharedEntry


class Given(msgspec.Struct, frozen=True):
    id: str
    body_locked: bytes | None


async def add_answer(
    tx: Transaction, box: Box, entry: SharedEntry, by: Person, words: tuple[str, str], now: datetime
) -> bool:
    """`words` is (the answer's id, its text or empty). Repeatable; False when the id is another entry's answer.

    Two clinicians answering at once are both kept, and so are other words under the same id, or the same ones again
    after they were taken back.
    """
    answer_id, body = words
    tx.announce("desk", entry.course_id)
    if await _insert(tx, box, entry, by, words, now):
        await take_off_desk(tx, entry.course_id, item_id("entry", entry.entry_id), by, now)
        return True
    if await tx.value("select entry_id from answer where id = :id", id=answer_id) != entry.entry_id:
        return False
    given = await tx.all(
        Given,
        """
        select id, body_locked from answer where entry_id = :entry and person_id = :by
          and not exists (select 1 from answer_taken_back as back where back.answer_id = answer.id)
        limit 50
        """,
        entry=entry.entry_id,
        by=by.id,
    )
    if body not in [box.open_maybe("answer.body", one.id, one.body_locked) for one in given]:
        await _insert(tx, box, entry, by, (new_id(now), body), now)
    await take_off_desk(tx, entry.course_id, item_id("entry", entry.entry_id), by, now)
    return True


async def _insert(
    tx: Transaction, box: Box, entry: SharedEntry, by: Person, words: tuple[str, str], now: datetime
) -> int:
    answer_id, body = words
    return await tx.run(
        """
        insert into answer (id, entry_id, course_id, share_id, body_locked, person_id, answered_at)
        values (:id, :entry, :course, :share, :body, :by, :now)
        on conflict (id) do nothing
        """,
        id=answer_id,
        entry=entry.entry_id,
        course=entry.course_id,
        share=entry.share_id,
        body=box.lock_maybe("answer.body", answer_id, body),
        by=by.id,
        now=now,
    )


class Mine(msgspec.Struct, frozen=True):
    id: str
    body_locked: bytes | None


async def take_back_answer(
    tx: Transaction, course: Course, entry_id: str, by: Person, since: datetime, now: datetime
) -> str | None:
    """The words of this person's latest answer since then, for the form again; nobody else ever reads them.

    None: there is none. Repeatable: of two answers a second press takes back no other. The caller holds the entry.
    """
    mine = await tx.find(
        Mine,
        """
        select answer.id, answer.body_locked from answer
        left join answer_taken_back as back on back.answer_id = answer.id
        where answer.entry_id = :entry and answer.course_id = :course and answer.person_id = :by
          and answer.answered_at >= :since
        order by answer.answered_at desc, case when back.answer_id is null then 0 else 1 end, answer.id desc limit 1
        """,
        entry=entry_id,
        course=course.id,
        by=by.id,
        since=since,
    )
    if mine is None:
        return None
    await tx.run(
        "insert into answer_taken_back (answer_id, entry_id, taken_back_at) values (:id, :entry, :now)"
        " on conflict (answer_id) do nothing",
        id=mine.id,
        entry=entry_id,
        now=now,
    )
    return course.box.open_maybe("answer.body", mine.id, mine.body_locked)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    person_id: str
    name: str
    answered_at: datetime


async def standing_answer(tx: Transaction, course: Course, entry_id: str) -> Standing | None:
    """The first answer to what is shared just now that was not taken back: while there is one, nobody is waited for.

    What was said to an earlier share leaves a later one waiting. The caller holds the entry.
    """
    return await tx.find(
        Standing,
        """
        select answer.person_id, person.name, answer.answered_at from answer
        join person on person.id = answer.person_id
        where answer.entry_id = :entry and answer.course_id = :course
          and not exists (select 1 from answer_taken_back as back where back.answer_id = answer.id)
          and not exists (select 1 from share_stop where share_stop.share_id = answer.share_id)
        order by answer.answered_at, answer.id limit 1
        """,
        entry=entry_id,
        course=course.id,
    )

"""Deleting what a patient wrote: words, recordings and passages go at once; ids and times stay, so that no late replay
brings them back and the list of who read what stays true (promises P12)."""

from datetime import datetime
from typing import Any

import msgspec

from server.access.people import Person
from server.courses.models import OwnCourse
from server.db.connection import Reader, Transaction
from server.journal.granting import live_share
from server.journal.leaving import leave_the_desk
from server.media.queries import EMPTYING_MEDIA

NOTHING = b""
LIVE = """
    select share.entry_id from share left join share_stop on share_stop.share_id = share.id
    where share.course_id = :course and share_stop.share_id is null and (share.until is null or share.until > :now)
"""


class Pages(msgspec.Struct, frozen=True):
    """How many entries are private now, and how many are shared."""

    private: int
    shared: int


class Held(msgspec.Struct, frozen=True):
    id: str
    deleted_at: datetime | None


async def delete_entry(tx: Transaction, course: OwnCourse, me: Person, entry_id: str, now: datetime) -> bool:
    """False when there is no such entry of this course. Deleting what is deleted changes nothing."""
    held = await tx.find(
        Held,
        """
        update journal_entry set received_at = received_at where id = :id and course_id = :course
        returning id, deleted_at
        """,
        id=entry_id,
        course=course.id,
    )
    if held is None:
        return False
    if held.deleted_at is None:
        if await live_share(tx, course, entry_id, now):
            await leave_the_desk(tx, course, entry_id, now)
        await _empty(tx, me, [entry_id], now)
    return True


async def delete_private(tx: Transaction, course: OwnCourse, me: Person, now: datetime) -> int:
    """Every entry that is not shared just now; answers how many. What comes meanwhile is not among them."""
    held = await tx.all(
        Held,
        f"""
        update journal_entry set received_at = received_at
        where course_id = :course and deleted_at is null and id not in ({LIVE})
        returning id, deleted_at
        """,
        course=course.id,
        now=now,
    )
    await _empty(tx, me, [one.id for one in held], now)
    return len(held)


async def count_pages(db: Reader, course: OwnCourse, now: datetime) -> Pages:
    all_of_them = await db.value(
        "select count(*) from journal_entry where course_id = :course and deleted_at is null", course=course.id
    )
    shared = await db.value(
        f"""
        select count(*) from journal_entry where course_id = :course and deleted_at is null and id in ({LIVE})
        """,
        course=course.id,
        now=now,
    )
    return Pages(private=all_of_them - shared, shared=shared)


EMPTYING = (
    """
    insert into share_stop (share_id, stopped_by, stopped_at, why)
    select share.id, :me, :now, 'deleted' from share left join share_stop on share_stop.share_id = share.id
    where share.entry_id = :entry and share_stop.share_id is null
    on conflict (share_id) do nothing
    """,
    "update share set passage_locked = null where entry_id = :entry",
    *EMPTYING_MEDIA,
    """
    update entry_version set body_locked = :nothing, prompt_locked = null, mood = null, emptied_at = :now
    where entry_id = :entry and emptied_at is null
    """,
    "update journal_entry set deleted_at = :now where id = :entry",
)


async def _empty(tx: Transaction, me: Person, entry_ids: list[str], now: datetime) -> None:
    """The caller holds these entries, all of them the patient's own."""
    values: dict[str, Any] = {"me": me.id, "now": now, "nothing": NOTHING}
    for sql in EMPTYING if entry_ids else ():
        named = {name: value for name, value in values.items() if f":{name}" in sql}
        await tx.run_many(sql, [{"entry": one} | named for one in entry_ids])

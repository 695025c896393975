"""The patient's side of sharing: grants, stops and ends by date are rows, only ever added. One share of an entry lives.

Whoever may read an entry is what was chosen last: another choice ends the one before it.
"""

import re
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

import msgspec

from server.access.house import House
from server.access.people import Person
from server.courses.desk import Item, put_anew, take_off_all, take_off_ended
from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.journal.holding import hold_entry
from server.journal.leaving import leave_the_desk, tell_readers
from server.journal.models import Audience, Entry, Share, Version, Why
from server.journal.queries import SHARE, ShareRow, open_shares
from server.pages.times import from_local

GRANTED_WITH_ENTRY = UUID("0199a0e2-6f3b-7a51-9b0e-3d5c1f6a7b21")
ENDED_AT_ONCE = 200


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """What is let be read, by whom, until when. `passage` is empty for the whole version; `media` are ids."""

    id: str
    version: Version
    audience: Audience = "therapist"
    until: datetime | None = None
    passage: str = ""
    with_mood: bool = False
    media: tuple[str, ...] = ()


class Ended(msgspec.Struct, frozen=True):
    share_id: str


class SharedMedia(msgspec.Struct, frozen=True):
    media_id: str


def end_of(day: date, zone: str) -> datetime:
    """Until and with this day, by the patient's own clock."""
    return from_local(day + timedelta(days=1), time(0), zone)


def passage_in(body: str, marked: str) -> str | None:
    """The words of `body` that were marked, exactly as they stand there; None when they do not stand there.

    Spaces and line ends are taken as equal: marking across paragraphs gives others than the text has.
    """
    found = re.search(r"\s+".join(map(re.escape, marked.split())), body) if marked.strip() else None
    return found[0] if found else None


async def grant(tx: Transaction, course: OwnCourse, entry: Entry, by: Person, what: Grant, now: datetime) -> None:
    """Repeating it changes nothing; another choice ends the live share and begins a new one."""
    await hold_entry(tx, course, entry.id)
    if await tx.value("select id from share where id = :id", id=what.id) is not None:
        return
    live = await live_share(tx, course, entry.id, now)
    if live is not None and await _same(tx, live, what):
        return
    if live is not None:
        await _end(tx, live.id, by, "changed", now)
        await tell_readers(tx, course, entry.id, what.audience, now)
    else:
        await take_off_all(tx, course.id, "withdrawn", entry.id, now)
    await put_anew(tx, course, _waiting(entry, what, now))
    tx.announce("desk", course.id)
    await tx.run(
        """
        insert into share (id, entry_id, course_id, audience, version_id, through_version, passage_locked, with_mood,
                           until, granted_by, granted_at)
        values (:id, :entry, :course, :audience, :version, :number, :passage, :with_mood, :until, :by, :now)
        """,
        id=what.id,
        entry=entry.id,
        course=course.id,
        audience=what.audience,
        version=what.version.id,
        number=what.version.number,
        passage=course.box.lock_maybe("share.passage", what.id, what.passage),
        with_mood=int(what.with_mood),
        until=what.until,
        by=by.id,
        now=now,
    )
    if what.media:
        await tx.run_many(  # they may still be on their way; whose they are is asked when they are shown
            "insert into share_media (share_id, media_id) values (:share, :media)",
            [{"share": what.id, "media": one} for one in what.media],
        )


def _waiting(entry: Entry, what: Grant, now: datetime) -> Item:
    return Item(kind="entry", subject_id=entry.id, since=now, audience=what.audience, until=what.until)


async def grant_once(tx: Transaction, course: OwnCourse, entry: Entry, by: Person, what: Grant, now: datetime) -> None:
    """For the share chosen while writing: once one was stopped, a late replay of the entry does not bring it back."""
    await hold_entry(tx, course, entry.id)
    if await tx.value("select id from share where entry_id = :entry limit 1", entry=entry.id) is None:
        await grant(tx, course, entry, by, what, now)


def share_made_with(entry_id: str) -> str:
    """The id of the share that was chosen while writing: a replay of the entry cannot grant it a second time."""
    return str(uuid5(GRANTED_WITH_ENTRY, entry_id))


async def stop(tx: Transaction, course: OwnCourse, entry: Entry, by: Person, now: datetime) -> None:
    """From the next request on, staff find nothing. Stopping what is stopped changes nothing."""
    await hold_entry(tx, course, entry.id)
    while live := await live_share(tx, course, entry.id, now):
        await _end(tx, live.id, by, "stopped", now)
        await leave_the_desk(tx, course, entry.id, now)
        tx.announce("desk", course.id)


async def live_share(tx: Transaction, course: OwnCourse, entry_id: str, now: datetime) -> Share | None:
    """What is over by its date gets its row first."""
    await end_by_date(tx, now, entry_id)
    rows = await tx.all(
        ShareRow, SHARE + " where share.entry_id = :entry and share_stop.share_id is null limit 1", entry=entry_id
    )
    return next(iter(open_shares(course.box, rows)), None)


async def end_by_date(tx: Transaction, now: datetime, entry_id: str | None = None) -> int:
    """Writes the end of shares whose day is over, at most ENDED_AT_ONCE; answers how many."""
    only = {"entry": entry_id} if entry_id else {}
    ended = await tx.all(
        Ended,
        f"""
        insert into share_stop (share_id, stopped_by, stopped_at, why)
        select share.id, share.granted_by, share.until, 'expired' from share
        left join share_stop on share_stop.share_id = share.id
        where share.until <= :now and share_stop.share_id is null {"and share.entry_id = :entry" if only else ""}
        order by share.until limit :most
        on conflict (share_id) do nothing
        returning share_id
        """,
        now=now,
        most=ENDED_AT_ONCE,
        **only,
    )
    for one in ended:
        tx.announce("desk", await tx.value("select course_id from share where id = :id", id=one.share_id))
    return len(ended)


async def end_shares(house: House) -> None:
    """For the list of timed jobs: the row of an end comes within the quarter hour, also when nobody looks."""
    async with house.db.writing() as tx:
        now = house.clock()
        await end_by_date(tx, now)
        await take_off_ended(tx, now)


async def _same(tx: Transaction, live: Share, what: Grant) -> bool:
    held = (live.audience, live.version_id, live.passage, live.until, bool(live.with_mood))
    if held != (what.audience, what.version.id, what.passage, what.until, what.with_mood):
        return False
    shown = await tx.all(SharedMedia, "select media_id from share_media where share_id = :share", share=live.id)
    return {one.media_id for one in shown} == set(what.media)


async def _end(tx: Transaction, share_id: str, by: Person, why: Why, now: datetime) -> None:
    await tx.run(
        """
        insert into share_stop (share_id, stopped_by, stopped_at, why) values (:share, :by, :now, :why)
        on conflict (share_id) do nothing
        """,
        share=share_id,
        by=by.id,
        now=now,
        why=why,
    )

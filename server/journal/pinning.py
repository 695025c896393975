"""What a patient pins for the next talk: at most MOST_PINS shared entries, each until it is taken off, the share that
it stands on ends, or a session has been held since."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal

import msgspec

from server.courses.models import Course, OwnCourse, Session
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.journal.models import Entry
from server.pages.forms import Choice, Id

MOST_PINS = 3
FORGOTTEN = timedelta(days=1)  # a session that nobody wrote an end for
BEGINNING = "0001-01-01T00:00:00.000Z"
Pinned = Literal["pinned", "full", "not shared", "strange"]


class PinForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    pin: Annotated[Literal["0", "1"], Choice("0", "1")]


def last_talk(sessions: Sequence[Session], now: datetime) -> datetime | None:
    """When the latest session that was held had ended: pins of before it have served. Pure."""
    ends = [one.discharged_at or one.ended_at or one.day + FORGOTTEN for one in sessions if one.held]
    return max((at for at in ends if at <= now), default=None)


async def pin(
    tx: Transaction, course: OwnCourse, entry: Entry, pin_id: str, since: datetime | None, now: datetime
) -> Pinned:
    """Repeatable by its id, also after it was taken off; `since` is the last talk. A pin stands on the live share.

    "strange": the id is another course's.
    """
    await hold_course(tx, course)
    holder = await tx.value("select course_id from entry_pin where id = :id", id=pin_id)
    if holder is not None:
        return "pinned" if holder == course.id else "strange"
    share = entry.share
    if share is None or not share.live_at(now):
        return "not shared"
    if is_pinned(entry, since):
        return "pinned"
    if await count_pins(tx, course, since, now) >= MOST_PINS:
        return "full"
    await unpin(tx, course, entry, now)  # one of before the last talk has its end written first
    await tx.run(
        """
        insert into entry_pin (id, course_id, entry_id, share_id, pinned_at)
        values (:id, :course, :entry, :share, :now)
        """,
        id=pin_id,
        course=course.id,
        entry=entry.id,
        share=share.id,
        now=now,
    )
    return "pinned"


async def unpin(tx: Transaction, course: OwnCourse, entry: Entry, now: datetime) -> None:
    """Taking off what is not pinned changes nothing."""
    await tx.run(
        "update entry_pin set ended_at = :now where course_id = :course and entry_id = :entry and ended_at is null",
        course=course.id,
        entry=entry.id,
        now=now,
    )


def is_pinned(entry: Entry, since: datetime | None) -> bool:
    """Under the share that lives now: a pin ends with the share that it stood on. `since` is the last talk. Pure."""
    at = entry.share.pinned_at if entry.share else None
    return at is not None and (since is None or at > since)


async def count_pins(db: Reader, course: Course, since: datetime | None, now: datetime) -> int:
    """How many stand: what was taken off, is shared no more, or has served, is none."""
    found: int = await db.value(
        """
        select count(*) from entry_pin as pin
        join share on share.id = pin.share_id
        left join share_stop on share_stop.share_id = share.id
        where pin.course_id = :course and pin.pinned_at > :since and pin.ended_at is null
          and share_stop.share_id is null and (share.until is null or share.until > :now)
        """,
        course=course.id,
        since=since or BEGINNING,
        now=now,
    )
    return found

"""An address for e-mail: given by the patient, and used only after they typed the code that was sent to it.

The code is derived from the row's id under a key, so that nothing stored opens anything.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.access.keys import Keys
from server.courses.models import Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.reminders.outbox import add_sending

WORKS_FOR = timedelta(minutes=30)
MOST_TRIES, MOST_A_DAY = 5, 5
Asked = Literal["asked", "too many", "strange"]
Typed = Literal["confirmed", "wrong", "no more", "nothing"]


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """`refused_at` is since when the mail server takes nothing for it."""

    id: str
    address: str
    asked_at: datetime
    tries: int
    confirmed_at: datetime | None
    refused_at: datetime | None

    def works(self, now: datetime) -> bool:
        """Its code can be typed, and may have come."""
        wanted = self.confirmed_at is None and self.refused_at is None
        return wanted and self.tries < MOST_TRIES and now < self.asked_at + WORKS_FOR


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    address_locked: bytes
    asked_at: datetime
    tries: int
    confirmed_at: datetime | None
    refused_at: datetime | None


def code_of(keys: Keys, address_id: str) -> str:
    """Six figures; five tries."""
    mac = hmac.new(keys.codes, f"reminder address {address_id}".encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(mac[:8], 'big') % 1_000_000:06d}"


async def list_addresses(db: Reader, course: Course) -> list[Address]:
    """Those that live: one that is confirmed, one that waits for its code, or both. Newest first."""
    rows = await db.all(
        Row,
        """
        select id, address_locked, asked_at, tries, confirmed_at,
               (select min(given_up_at) from reminder_sending
                where target_id = reminder_address.id and trouble = 'refused' and given_up_at is not null
                  and given_up_at > coalesce(
                    (select max(sent_at) from reminder_sending as went where went.target_id = reminder_address.id), '')
               ) as refused_at
        from reminder_address
        where course_id = :course and ended_at is null order by asked_at desc, id desc limit 4
        """,
        course=course.id,
    )
    return [
        Address(
            id=row.id,
            address=course.box.open("reminder_address.address", row.id, row.address_locked),
            asked_at=row.asked_at,
            tries=row.tries,
            confirmed_at=row.confirmed_at,
            refused_at=row.refused_at,
        )
        for row in rows
    ]


async def ask_address(tx: Transaction, course: OwnCourse, new: tuple[str, str], now: datetime) -> Asked:
    """`new` is an id and the address. Repeating it sends nothing again; what still waited for a code is let go."""
    address_id, address = new
    await hold_course(tx, course)
    owner = await tx.value("select course_id from reminder_address where id = :id", id=address_id)
    if owner is not None:
        return "asked" if owner == course.id else "strange"
    asked = await tx.value(
        "select count(*) from reminder_address where course_id = :course and asked_at > :since",
        course=course.id,
        since=now - timedelta(days=1),
    )
    if asked >= MOST_A_DAY:
        return "too many"
    await tx.run(
        """
        update reminder_address set ended_at = :now
        where course_id = :course and ended_at is null and confirmed_at is null
        """,
        course=course.id,
        now=now,
    )
    await tx.run(
        """
        insert into reminder_address (id, course_id, address_locked, asked_at, tries)
        values (:id, :course, :locked, :now, 0)
        """,
        id=address_id,
        course=course.id,
        locked=course.box.lock("reminder_address.address", address_id, address),
        now=now,
    )
    await add_sending(tx, course, ("code", "mail", address_id, now + WORKS_FOR, address_id), now)
    return "asked"


async def confirm_address(tx: Transaction, keys: Keys, course: OwnCourse, code: str, now: datetime) -> Typed:
    """Each wrong code is counted in the same transaction. The address that was used before ends."""
    await hold_course(tx, course)
    waiting = next((one for one in await list_addresses(tx, course) if one.confirmed_at is None), None)
    if waiting is None:
        return "nothing"
    if not waiting.works(now):
        return "no more"
    if not hmac.compare_digest(code_of(keys, waiting.id), "".join(code.split())):
        await tx.run("update reminder_address set tries = tries + 1 where id = :id", id=waiting.id)
        return "no more" if waiting.tries + 1 >= MOST_TRIES else "wrong"
    await tx.run(
        """
        update reminder_address set ended_at = :now
        where course_id = :course and ended_at is null and confirmed_at is not null
        """,
        course=course.id,
        now=now,
    )
    await tx.run("update reminder_address set confirmed_at = :now where id = :id", id=waiting.id, now=now)
    return "confirmed"


async def end_addresses(tx: Transaction, course: OwnCourse, now: datetime) -> None:
    await tx.run(
        "update reminder_address set ended_at = :now where course_id = :course and ended_at is null",
        course=course.id,
        now=now,
    )


async def find_address(db: Reader, course: Course, address_id: str, *, confirmed: bool) -> str | None:
    """Where to send to; None when it was taken back meanwhile."""
    found = next((one for one in await list_addresses(db, course) if one.id == address_id), None)
    return found.address if found and (found.confirmed_at is not None) == confirmed else None

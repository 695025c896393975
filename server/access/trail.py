"""The trail: who looked at whose what, and when. Rows are chained with an HMAC; a failed row fails the reading.

Written in the transaction of the reading itself, before the answer (promises 1.7, P8, P9).
"""

import hashlib
import hmac
from datetime import datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.db.connection import Reader, Transaction

Deed = Literal[
    "listed", "opened course", "opened entry", "opened recording", "opened record", "changed course", "changed record",
    "made code", "opened measures", "opened intake", "changed intake", "signed protocol", "moved protocol",
    "opened check-ins", "opened safety plan", "changed safety plan",
    "opened flag", "changed flag", "changed clinic",
    "changed team", "opened in emergency", "searched",
    "opened notes", "changed notes",
    "opened messages", "changed messages",
    "opened calendar",
    "exported clinic", "exported private",
    "began recovery", "confirmed recovery", "stopped recovery", "used recovery",
    "made proof code", "used proof code", "stopped proof code",
    "ended account", "took account up", "changed role",
]  # fmt: skip
START = "0" * 64


class Head(msgspec.Struct, frozen=True):
    number: int
    mac: str


class TrailRow(msgspec.Struct, frozen=True):
    number: int
    at: str
    actor_id: str
    course_id: str | None
    deed: str
    subject_id: str
    mac: str


def chain(key: bytes, before: str, clinic_id: str, row: TrailRow) -> str:
    """The mac of `row` after a row whose mac was `before`. Every field is counted in, each with its length."""
    fields = [
        before,
        clinic_id,
        str(row.number),
        row.at,
        row.actor_id,
        row.course_id or "",
        row.deed,
        row.subject_id,
    ]
    text = "".join(f"{len(field)}:{field}" for field in fields)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


async def hold_trail(tx: Transaction, clinic_id: str) -> None:
    """For whoever has to hold more than one course before they know whether there is anything to write."""
    await tx.run("update trail_head set number = number where clinic_id = :clinic", clinic=clinic_id)


async def write_trail(
    tx: Transaction,
    key: bytes,
    actor: Person,
    deed: Deed,
    *,
    course_id: str | None,
    subject_id: str,
    now: datetime,
) -> None:
    """Taking the head's row first makes writers of one clinic wait for each other, on both databases."""
    head = await tx.one(
        Head,
        "update trail_head set number = number + 1 where clinic_id = :clinic returning number, mac",
        clinic=actor.clinic_id,
    )
    at = now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
    row = TrailRow(head.number, at, actor.id, course_id, deed, subject_id, "")
    mac = chain(key, head.mac, actor.clinic_id, row)
    await tx.run(
        """
        insert into trail (clinic_id, number, at, actor_id, course_id, deed, subject_id, mac)
        values (:clinic, :number, :at, :actor, :course, :deed, :subject, :mac)
        """,
        clinic=actor.clinic_id,
        number=head.number,
        at=at,
        actor=actor.id,
        course=course_id,
        deed=deed,
        subject=subject_id,
        mac=mac,
    )
    await tx.run("update trail_head set mac = :mac where clinic_id = :clinic", mac=mac, clinic=actor.clinic_id)


async def first_break(db: Reader, key: bytes, clinic_id: str) -> int | None:
    """The number of the first row that does not fit its chain; None when the whole trail holds."""
    before, number = START, 0
    while rows := await db.all(
        TrailRow,
        """
        select number, at, actor_id, course_id, deed, subject_id, mac from trail
        where clinic_id = :clinic and number > :after order by number limit 500
        """,
        clinic=clinic_id,
        after=number,
    ):
        for row in rows:
            number += 1
            if row.number != number or not hmac.compare_digest(chain(key, before, clinic_id, row), row.mac):
                return number
            before = row.mac
    head = await db.find(Head, "select number, mac from trail_head where clinic_id = :clinic", clinic=clinic_id)
    held = await db.value("select count(*) from trail where clinic_id = :clinic", clinic=clinic_id)  # below 1 too
    return None if head and (head.number, head.mac, held) == (number, before, number) else number + 1

"""What is to go out, one row a place: claimed before it is sent, and not sent again where nobody knows what happened.

So a message comes once or, at a power cut in the very second of sending, not at all: the list in the app has it anyway.
"""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.courses.models import Course
from server.db.connection import Reader, Transaction
from server.ids import new_id
from server.settings import Settings

Channel = Literal["mail", "push"]
Errand = Literal["reminder", "code"]
# "gone": its place is there no more, as its service says. "off": nobody wants it any more, or nobody is told there.
Trouble = Literal["refused", "slow", "down", "unknown", "late", "gone", "off"]
AFTER_TRY = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
MOST_TRIES = len(AFTER_TRY) + 2
LAST_TRY = timedelta(minutes=2)  # before it helps no more
CLAIM_HOLDS = timedelta(minutes=10)
FAR = timedelta(minutes=65)  # no try is put off for longer: whatever is, was written by a clock that ran ahead


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    course_id: str
    channel: Channel
    errand: Errand
    subject_id: str
    target_id: str
    next_at: datetime
    until_at: datetime
    tries: int


class Target(msgspec.Struct, frozen=True, kw_only=True):
    channel: Channel
    id: str


async def add_sendings(
    tx: Transaction, settings: Settings, course: Course, about: tuple[str, datetime], now: datetime
) -> None:
    """`about` is the reminder, and until when it may go: it never goes out in the quiet."""
    for target in await list_targets(tx, course):
        if target.channel != "mail" or settings.sends_mail:
            await add_sending(tx, course, ("reminder", target.channel, *about, target.id), now)


async def list_targets(db: Reader, course: Course) -> list[Target]:
    """Where a message of this course goes."""
    return await db.all(
        Target,
        """
        select 'mail' as channel, id from reminder_address
        where course_id = :course and ended_at is null and confirmed_at is not null
        union all
        select 'push', id from reminder_device where course_id = :course and ended_at is null
        """,
        course=course.id,
    )


async def add_sending(
    tx: Transaction, course: Course, one: tuple[Errand, Channel, str, datetime, str], now: datetime
) -> None:
    errand, channel, subject_id, until, target_id = one
    await tx.run(
        """
        insert into reminder_sending (id, clinic_id, course_id, channel, errand, subject_id, target_id, next_at,
                                      until_at, tries)
        values (:id, :clinic, :course, :channel, :errand, :subject, :target, :now, :until, 0)
        on conflict (channel, subject_id, target_id) do nothing
        """,
        id=new_id(now),
        clinic=course.clinic_id,
        course=course.id,
        channel=channel,
        errand=errand,
        subject=subject_id,
        target=target_id,
        now=now,
        until=until,
    )


class MailReader(msgspec.Struct, frozen=True, kw_only=True):
    language: str
    clinic_name: str


async def find_reader(db: Reader, course: Course) -> MailReader:
    """Whose words it is written in, and the name that must not be in it."""
    return await db.one(
        MailReader,
        """
        select person.language, clinic.name as clinic_name from course
        join person on person.id = course.patient_id join clinic on clinic.id = course.clinic_id
        where course.id = :course
        """,
        course=course.id,
    )


async def list_waiting(db: Reader, now: datetime, most: int) -> list[Sending]:
    """Whose time has come and that nobody holds, the longest waiting first; and what a clock that ran ahead put off."""
    return await db.all(
        Sending,
        """
        select id, clinic_id, course_id, channel, errand, subject_id, target_id, next_at, until_at, tries
        from reminder_sending
        where sent_at is null and given_up_at is null and claimed_at is null and next_at <= :now
        union all
        select id, clinic_id, course_id, channel, errand, subject_id, target_id, next_at, until_at, tries
        from reminder_sending
        where sent_at is null and given_up_at is null and claimed_at is null and next_at > :far
        order by next_at limit :most
        """,
        now=now,
        far=now + FAR,
        most=most,
    )


async def claim(tx: Transaction, one: Sending, now: datetime) -> bool:
    """True for the one process that is to send it."""
    claimed = await tx.run(
        """
        update reminder_sending set claimed_at = :now, tries = tries + 1, next_at = :lease
        where id = :id and claimed_at is null and next_at = :seen and sent_at is null and given_up_at is null
        """,
        id=one.id,
        seen=one.next_at,
        lease=now + CLAIM_HOLDS,
        now=now,
    )
    return claimed > 0


async def note_sent(tx: Transaction, one: Sending, now: datetime) -> None:
    await tx.run(
        "update reminder_sending set sent_at = :now, given_up_at = null, trouble = null where id = :id",
        id=one.id,
        now=now,
    )


def next_try(one: Sending, now: datetime) -> datetime | None:
    """After the try under way: later and later, once more just before it helps no more, then not again."""
    tries = one.tries + 1
    if tries >= MOST_TRIES:
        return None
    wanted = now + AFTER_TRY[min(tries, len(AFTER_TRY)) - 1]
    last = one.until_at - LAST_TRY
    return min(wanted, last) if last > now else None


async def note_trouble(tx: Transaction, one: Sending, trouble: Trouble, again: datetime | None, now: datetime) -> None:
    """Given up where there is no `again`."""
    await tx.run(
        """
        update reminder_sending set trouble = :trouble, claimed_at = null, next_at = coalesce(:again, next_at),
               given_up_at = case when :again is null then :now else null end
        where id = :id and sent_at is null
        """,
        id=one.id,
        trouble=trouble,
        again=again,
        now=now,
    )


async def put_off(tx: Transaction, one: Sending, to: datetime) -> None:
    """Nothing was tried: it is quiet."""
    await tx.run(
        """
        update reminder_sending set claimed_at = null, next_at = :to, tries = tries - 1
        where id = :id and sent_at is null and given_up_at is null
        """,
        id=one.id,
        to=to,
    )

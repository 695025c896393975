"""Phones that show a notification: each as its browser gave it, locked, and ended once its service says it is gone."""

import re
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from server.courses.models import Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.settings import Settings

MOST_DEVICES = 5
# The services of the browsers there are. An address of any other place would let a form make us call whatever it names.
SERVICES = re.compile(
    r"fcm\.googleapis\.com|[\w-]+\.push\.services\.mozilla\.com|[\w.-]+\.push\.apple\.com|[\w.-]+\.notify\.windows\.com"
)
KEY = r"[A-Za-z0-9_-]{%s}={0,2}"


class Keys(msgspec.Struct, frozen=True):
    p256dh: str
    auth: str


class Subscription(msgspec.Struct, frozen=True):
    """As `PushSubscription.toJSON` writes it."""

    endpoint: str
    keys: Keys


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    subscription_locked: bytes


def read_subscription(settings: Settings, text: str) -> Subscription | None:
    """None for anything that is not one of a browser we know."""
    try:
        found = msgspec.json.decode(text, type=Subscription)
        parts = urlsplit(found.endpoint)
        port = parts.port
    except (msgspec.DecodeError, ValueError):
        return None
    host, ours = parts.hostname or "", parts.netloc == settings.push_service
    known = parts.scheme == "https" and port is None and parts.username is None and SERVICES.fullmatch(host)
    whole = re.fullmatch(KEY % 87, found.keys.p256dh) and re.fullmatch(KEY % 22, found.keys.auth)
    return found if whole and (known or ours) and len(found.endpoint) < 1000 else None


async def add_device(tx: Transaction, course: OwnCourse, new: tuple[str, str], now: datetime) -> bool:
    """`new` is an id and the subscription. Repeatable; the oldest gives way when there are too many."""
    device_id, text = new
    await hold_course(tx, course)
    owner = await tx.value("select course_id from reminder_device where id = :id", id=device_id)
    if owner is not None:
        return bool(owner == course.id)
    living = await _living(tx, course)
    same = [row.id for row in living if course.box.open(PLACE, row.id, row.subscription_locked) == text]
    for gone in same or [row.id for row in living[MOST_DEVICES - 1 :]]:
        await end_device(tx, gone, now)
    await tx.run(
        """
        insert into reminder_device (id, course_id, subscription_locked, made_at)
        values (:id, :course, :locked, :now)
        """,
        id=device_id,
        course=course.id,
        locked=course.box.lock(PLACE, device_id, text),
        now=now,
    )
    return True


PLACE = "reminder_device.subscription"


async def _living(db: Reader, course: Course) -> list[Row]:
    """Newest first."""
    return await db.all(
        Row,
        """
        select id, subscription_locked from reminder_device
        where course_id = :course and ended_at is null order by made_at desc, id desc limit 20
        """,
        course=course.id,
    )


async def count_devices(db: Reader, course: OwnCourse) -> int:
    return len(await _living(db, course))


async def find_subscription(db: Reader, course: Course, device_id: str) -> Subscription | None:
    """None when it was ended meanwhile."""
    row = next((one for one in await _living(db, course) if one.id == device_id), None)
    if row is None:
        return None
    return msgspec.json.decode(course.box.open(PLACE, row.id, row.subscription_locked), type=Subscription)


async def end_device(tx: Transaction, device_id: str, now: datetime) -> None:
    await tx.run(
        "update reminder_device set ended_at = :now where id = :id and ended_at is null", id=device_id, now=now
    )


async def end_devices(tx: Transaction, course: OwnCourse, now: datetime) -> None:
    await tx.run(
        "update reminder_device set ended_at = :now where course_id = :course and ended_at is null",
        course=course.id,
        now=now,
    )

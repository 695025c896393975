"""Phones that show a notification: each as its browser gave it, locked, and ended once its service knows it no more."""

import re
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from server.access.logins import token_hash
from server.courses.models import Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction
from server.reminders.phones import list_phones
from server.settings import Settings

MOST_DEVICES = 5
# The services of the browsers there are. An address of any other place would let a form make us call whatever it names.
SERVICES = re.compile(
    r"fcm\.googleapis\.com|[\w-]+\.push\.services\.mozilla\.com|[\w.-]+\.push\.apple\.com|[\w.-]+\.notify\.windows\.com"
)
KEY = r"[A-Za-z0-9_-]{%s}={0,2}"
PLACE = "reminder_device.subscription"


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


class NewDevice(msgspec.Struct, frozen=True, kw_only=True):
    """As a form carries it, from a phone where `login_id` is signed in."""

    id: str
    login_id: str
    subscription: str


async def add_device(tx: Transaction, course: OwnCourse, new: NewDevice, now: datetime) -> bool:
    """Repeatable. A browser has one subscription, so that a new one takes the place of any before. An endpoint belongs
    to whoever named it last (`list_phones`). The oldest gives way when there are too many."""
    await hold_course(tx, course)
    owner = await tx.value("select course_id from reminder_device where id = :id", id=new.id)
    if owner is not None:
        return bool(owner == course.id)
    endpoint = msgspec.json.decode(new.subscription, type=Subscription).endpoint
    here = {one.id for one in await list_phones(tx, course.id, now) if one.login_id == new.login_id}
    living = await _living(tx, course)
    here |= {one.id for one in living if _open(course, one.id, one.subscription_locked).endpoint == endpoint}
    others = [one.id for one in living if one.id not in here]
    for gone in [*here, *others[MOST_DEVICES - 1 :]]:
        await _put_away(tx, gone, now)
    await _add(tx, course, new, (token_hash(endpoint), now))
    return True


async def _add(tx: Transaction, course: OwnCourse, new: NewDevice, known: tuple[str, datetime]) -> None:
    await tx.run(
        """
        insert into reminder_device (id, course_id, login_id, endpoint_hash, subscription_locked, made_at)
        values (:id, :course, :login, :endpoint, :locked, :now)
        """,
        id=new.id,
        course=course.id,
        login=new.login_id,
        endpoint=known[0],
        locked=course.box.lock(PLACE, new.id, new.subscription),
        now=known[1],
    )


async def _living(db: Reader, course: Course) -> list[Row]:
    """Newest first, also those that are not told just now."""
    return await db.all(
        Row,
        """
        select id, subscription_locked from reminder_device
        where course_id = :course and ended_at is null order by made_at desc, id desc limit 20
        """,
        course=course.id,
    )


def _open(course: Course, device_id: str, locked: bytes) -> Subscription:
    return msgspec.json.decode(course.box.open(PLACE, device_id, locked), type=Subscription)


async def find_subscription(db: Reader, course: Course, device_id: str, now: datetime) -> Subscription | None:
    """None when it was ended meanwhile, or nobody is signed in there any more."""
    told = (one for one in await list_phones(db, course.id, now) if one.off_since(now) is None)
    phone = next((one for one in told if one.id == device_id), None)
    return _open(course, phone.id, phone.subscription_locked) if phone else None


async def end_device(tx: Transaction, device_id: str, now: datetime) -> None:
    """Its service knows it no more."""
    await tx.run(
        "update reminder_device set ended_at = :now, gone_at = :now where id = :id and ended_at is null",
        id=device_id,
        now=now,
    )


async def _put_away(tx: Transaction, device_id: str, now: datetime) -> None:
    """Nothing is said of it any more."""
    await tx.run(
        "update reminder_device set ended_at = coalesce(ended_at, :now), gone_at = null where id = :id",
        id=device_id,
        now=now,
    )


async def end_devices(tx: Transaction, course: OwnCourse, now: datetime) -> None:
    """Also those that were off: they do not begin again by a sign-in, and nothing is said of them any more."""
    await tx.run(
        """
        update reminder_device set ended_at = coalesce(ended_at, :now), gone_at = null
        where course_id = :course and (ended_at is null or gone_at is not null)
        """,
        course=course.id,
        now=now,
    )

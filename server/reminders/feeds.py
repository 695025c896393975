"""A calendar's private address: made, made anew and ended by the patient. Derived from its id, and kept as a hash."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

import msgspec

from server.access.keys import Keys
from server.clinics.protocol import Route
from server.courses.models import Course, OwnCourse
from server.courses.queries import hold_course
from server.db.connection import Reader, Transaction

BEHIND = timedelta(days=60)
MOST_EVENTS = 60


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    made_at: datetime


class FoundFeed(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    clinic_id: str
    language: str


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A session as a calendar knows it. `turns` only ever grows: how often it or its course was changed."""

    id: str
    route: Route
    planned_at: datetime
    opened_at: datetime | None
    created_at: datetime
    moved_at: datetime | None
    paused_at: datetime | None
    taken_out_at: datetime | None
    turned_at: datetime | None
    held_up: int
    turns: int

    @property
    def changed_at(self) -> datetime:
        later = (self.moved_at, self.paused_at, self.taken_out_at, self.turned_at)
        return max([self.created_at, *(at for at in later if at)])


def feed_token(keys: Keys, feed_id: str) -> str:
    """192 bits."""
    mac = hmac.new(keys.codes, f"calendar {feed_id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:24]).decode()


async def find_feed(db: Reader, course: Course) -> Feed | None:
    return await db.find(
        Feed,
        """
        select id, made_at from reminder_feed where course_id = :course and ended_at is null
        order by made_at desc limit 1
        """,
        course=course.id,
    )


async def make_feed(tx: Transaction, keys: Keys, course: OwnCourse, feed_id: str, now: datetime) -> bool:
    """A new address, and the one before it ends. Repeatable by its id; False when the id is another's."""
    await hold_course(tx, course)
    owner = await tx.value("select course_id from reminder_feed where id = :id", id=feed_id)
    if owner is not None:
        return bool(owner == course.id)
    await end_feed(tx, course, now)
    await tx.run(
        "insert into reminder_feed (id, course_id, token_hash, made_at) values (:id, :course, :hash, :now)",
        id=feed_id,
        course=course.id,
        hash=keys.hash_code(feed_token(keys, feed_id)),
        now=now,
    )
    return True


async def end_feed(tx: Transaction, course: OwnCourse, now: datetime) -> None:
    await tx.run(
        "update reminder_feed set ended_at = :now where course_id = :course and ended_at is null",
        course=course.id,
        now=now,
    )


async def feed_by_token(db: Reader, keys: Keys, token: str) -> FoundFeed | None:
    """By the hash alone: whatever is asked for, the work is the same."""
    return await db.find(
        FoundFeed,
        """
        select course.id as course_id, course.clinic_id, person.language from reminder_feed as feed
        join course on course.id = feed.course_id join person on person.id = course.patient_id
        where feed.token_hash = :hash and feed.ended_at is null and person.ended_at is null
        """,
        hash=keys.hash_code(token),
    )


async def list_slots(db: Reader, course: Course, now: datetime) -> list[Slot]:
    """From two months back, at most MOST_EVENTS; what was taken out stays, so that calendars hear of it."""
    return await db.all(
        Slot,
        """
        select session.id, session.route, session.planned_at, session.opened_at, session.created_at,
               session.taken_out_at, course.turned_at, moved.at as moved_at, paused.at as paused_at,
               (select count(*) from course_pause where course_pause.course_id = :course and resumed_at is null
                and from_at <= session.planned_at and (until_at is null or until_at > session.planned_at)) as held_up,
               course.turns + coalesce(moved.times, 0) + coalesce(paused.times, 0)
               + case when session.taken_out_at is null then 0 else 1 end as turns
        from session join course on course.id = session.course_id
        left join (select session_id, count(*) as times, max(moved_at) as at from session_move
                   where course_id = :course group by session_id) as moved on moved.session_id = session.id
        left join (select course_id, count(*) + count(resumed_at) as times,
                          max(coalesce(resumed_at, at)) as at from course_pause
                   where course_id = :course group by course_id) as paused on paused.course_id = session.course_id
        where session.course_id = :course and session.planned_at > :since
        order by session.planned_at, session.id limit :most
        """,
        course=course.id,
        since=now - BEHIND,
        most=MOST_EVENTS,
    )

"""Reading as it left its traces: what was opened, what waits, and what was done with. Whose it is comes first.

Lists, which a page may write by itself while it stays open, and the records of sessions are no reading.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from server.access.people import Person
from server.courses.places import LIVING
from server.db.connection import Reader
from server.db.seconds import seconds_between
from server.review.reading_weeks import Waited

MOST_MINUTES = 30_000  # of one person in eight weeks: more than nine hours on every day
MOST_OF_ALL = 200_000


class Opened(msgspec.Struct, frozen=True):
    person_id: str
    minute: str


class Named(msgspec.Struct, frozen=True):
    id: str


class Waits(msgspec.Struct, frozen=True):
    """How many wait, and since when the oldest and the middle one of them."""

    many: int
    oldest: datetime | None
    middle: datetime | None


class Done(msgspec.Struct, frozen=True):
    """Of one person and one week, which is a place in the list that was asked of. `longest` in seconds."""

    done_by: str
    week: int
    done: int
    longest: int


class Place(msgspec.Struct, frozen=True):
    since: datetime
    place: int
    many: int


async def list_opened(db: Reader, person_id: str, since: datetime) -> list[str]:
    """The minutes in which this person opened something to read."""
    found = await db.all(
        Opened,
        """
        select distinct trail.actor_id as person_id, substr(trail.at, 1, 16) as minute from trail
        where trail.actor_id = :person and trail.at >= :since
          and substr(trail.deed, 1, 7) = 'opened ' and trail.deed <> 'opened record'
        limit :most
        """,
        person=person_id,
        since=since,
        most=MOST_MINUTES,
    )
    return [one.minute for one in found]


async def list_opened_at(db: Reader, clinic_id: str, since: datetime) -> dict[str, list[str]]:
    """The same of each clinician of a clinic, also of those who have left since."""
    found = await db.all(
        Opened,
        """
        select distinct trail.actor_id as person_id, substr(trail.at, 1, 16) as minute
        from person join trail on trail.actor_id = person.id
        where person.clinic_id = :clinic and person.role in ('therapist', 'prescriber') and trail.at >= :since
          and substr(trail.deed, 1, 7) = 'opened ' and trail.deed <> 'opened record'
        limit :most
        """,
        clinic=clinic_id,
        since=since,
        most=MOST_OF_ALL,
    )
    opened: dict[str, list[str]] = {}
    for one in found:
        opened.setdefault(one.person_id, []).append(one.minute)
    return opened


async def list_readers(db: Reader, clinic_id: str) -> list[str]:
    """All who read or have read at a clinic, at most 200."""
    found = await db.all(
        Named,
        """
        select id from person where clinic_id = :clinic and role in ('therapist', 'prescriber')
        order by id limit 200
        """,
        clinic=clinic_id,
    )
    return [one.id for one in found]


async def find_waiting(db: Reader, me: Person, now: datetime) -> Waits:
    """What waits for this person, through their care teams."""
    found = await db.all(
        Place,
        f"""
        select since, place, many from (
            select item.since, row_number() over (order by item.since, item.id) as place, count(*) over () as many
            from desk_item as item cross join care_team
            where item.clinic_id = :clinic and item.done_at is null
              and care_team.course_id = item.course_id and care_team.person_id = :me and {LIVING}
              and (item.until is null or item.until > :now)
              and (item.audience in ('team', :role) or item.person_id = :me)
        ) as waits
        where place = 1 or place = (many + 1) / 2 order by place
        """,
        me=me.id,
        clinic=me.clinic_id,
        role=me.role,
        now=now,
    )
    return _waits(found)


async def find_waiting_at(db: Reader, clinic_id: str, now: datetime) -> Waits:
    """What waits at a clinic, each once, for whomever it waits."""
    found = await db.all(
        Place,
        """
        select since, place, many from (
            select since, row_number() over (order by since, id) as place, count(*) over () as many
            from desk_item
            where clinic_id = :clinic and done_at is null and (until is null or until > :now)
        ) as waits
        where place = 1 or place = (many + 1) / 2 order by place
        """,
        clinic=clinic_id,
        now=now,
    )
    return _waits(found)


def _waits(found: list[Place]) -> Waits:
    return Waits(found[0].many, found[0].since, found[-1].since) if found else Waits(0, None, None)


async def list_done(db: Reader, person_id: str, weeks: Sequence[datetime]) -> dict[int, Waited]:
    """How much was done with in each week, which ends where the next of `weeks` begins, and the longest wait of it."""
    named, which = _each(weeks)
    found = await db.all(
        Done,
        f"""
        select done.done_by, done.week, count(*) as done, max(done.waited) as longest from (
            select item.done_by, {which} as week, {seconds_between("item.since", "item.done_at")} as waited
            from desk_item as item where item.done_by = :person and item.done_at >= :w0
        ) as done group by done.done_by, done.week
        """,
        person=person_id,
        **named,
    )
    return {one.week: _waited(one) for one in found}


async def list_done_at(db: Reader, clinic_id: str, weeks: Sequence[datetime]) -> dict[str, dict[int, Waited]]:
    """The same of each clinician of a clinic."""
    named, which = _each(weeks)
    found = await db.all(
        Done,
        f"""
        select done.done_by, done.week, count(*) as done, max(done.waited) as longest from (
            select item.done_by, {which} as week, {seconds_between("item.since", "item.done_at")} as waited
            from person join desk_item as item on item.done_by = person.id
            where person.clinic_id = :clinic and person.role in ('therapist', 'prescriber') and item.done_at >= :w0
        ) as done group by done.done_by, done.week
        """,
        clinic=clinic_id,
        **named,
    )
    done: dict[str, dict[int, Waited]] = {}
    for one in found:
        done.setdefault(one.done_by, {})[one.week] = _waited(one)
    return done


def _each(weeks: Sequence[datetime]) -> tuple[dict[str, datetime], str]:
    later = "".join(f" when item.done_at >= :w{at} then {at}" for at in range(len(weeks) - 1, 0, -1))
    return {f"w{at}": one for at, one in enumerate(weeks)}, f"case{later} else 0 end" if later else "0"


def _waited(one: Done) -> Waited:
    return Waited(one.done, timedelta(seconds=max(one.longest, 0)))

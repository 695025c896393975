"""Who answers for a course now: the clinic's signed policy, its hours, its staff and who of them is away."""

from datetime import datetime, timedelta

import msgspec

from server.access.people import Person
from server.clinics.flag_policy import PRESCRIBER, THERAPIST, FlagPolicy
from server.clinics.queries import current_protocol, find_clinic, list_cover
from server.courses.places import LIVING
from server.db.connection import Reader, Transaction
from server.safety.policy import Duty, suggested

TICK = timedelta(milliseconds=1)


class Clinician(msgspec.Struct, frozen=True, kw_only=True):
    """`in_team` is 1 now, 0 once it was, and None where the person never belonged to this course's care team."""

    id: str
    name: str
    role: str
    ended_at: datetime | None
    in_team: int | None
    away_until: datetime | None


async def list_clinicians(db: Reader, clinic_id: str, course_id: str, now: datetime) -> list[Clinician]:
    """Those who have left last, at most 200. Who opened a course in an emergency answers for nothing of it."""
    return await db.all(
        Clinician,
        f"""
        select person.id, person.name, person.role, person.ended_at,
               (select max(case when {LIVING} then 1 else 0 end) from care_team
                where care_team.course_id = :course and care_team.person_id = person.id
                  and care_team.since <= :now and care_team.kind <> 'emergency') as in_team,
               (select until from staff_away where staff_away.person_id = person.id
                order by at desc, id desc limit 1) as away_until
        from person where person.clinic_id = :clinic and person.role in ('therapist', 'prescriber')
        order by case when person.ended_at is null then 0 else 1 end, person.name, person.id limit 200
        """,
        clinic=clinic_id,
        course=course_id,
        now=now,
    )


async def find_policy(db: Reader, clinic_id: str) -> FlagPolicy | None:
    """The clinic's, not the course's: who is on duty is no term of a course, and changes for everybody at once."""
    return (await current_protocol(db, clinic_id)).read().flags


async def policy_for_open(db: Reader, clinic_id: str, owner_id: str) -> FlagPolicy:
    """A flag that is open goes on also where no policy is signed any more: by what the set-up page begins with."""
    return await find_policy(db, clinic_id) or suggested(owner_id)


async def find_duty(db: Reader, policy: FlagPolicy, clinic_id: str, course_id: str, now: datetime) -> Duty:
    clinic = await find_clinic(db, clinic_id)
    week = await list_cover(db, clinic_id)
    people = await list_clinicians(db, clinic_id, course_id, now)
    return Duty(
        policy=policy,
        week=tuple(week),
        zone=clinic.zone if clinic else "UTC",
        order=order_of(policy, people),
        here=tuple(one.id for one in people if is_here(one, policy, now)),
    )


def order_of(policy: FlagPolicy, people: list[Clinician]) -> tuple[str, ...]:
    """The signed order as persons, each once. What someone who has left held goes on from their place."""
    found: dict[str, None] = {}
    for owner in policy.owners:
        if owner in (THERAPIST, PRESCRIBER):
            found |= dict.fromkeys(one.id for one in people if one.role == owner and one.in_team is not None)
        else:
            found |= dict.fromkeys(one.id for one in people if one.id == owner)
    return tuple(found)


def is_here(one: Clinician, policy: FlagPolicy, now: datetime) -> bool:
    """Neither gone from the clinic, nor from this care team (unless the clinic's list names them), nor away."""
    left_the_team = one.in_team == 0 and one.id not in policy.owners
    away = one.away_until is not None and one.away_until > now
    return one.ended_at is None and not left_the_team and not away


async def away_until(db: Reader, person_id: str, now: datetime) -> datetime | None:
    last = await db.value(
        "select until from staff_away where person_id = :person order by at desc, id desc limit 1", person=person_id
    )
    until = datetime.fromisoformat(last) if last else None
    return until if until and until > now else None


async def count_left_with(db: Reader, steward: Person) -> int:
    """Open flags that are with who signed, because no clinician is here. What is in them they cannot open."""
    return await count_flags_of(db, steward.clinic_id, steward.id)


async def count_flags_of(db: Reader, clinic_id: str, owner_id: str) -> int:
    """Open flags that are with somebody."""
    return int(
        await db.value(
            "select count(*) from flag where clinic_id = :clinic and deadline is not null and owner_id = :me",
            clinic=clinic_id,
            me=owner_id,
        )
    )


class Away(msgspec.Struct, frozen=True):
    person_id: str
    until: datetime


async def list_away(db: Reader, clinic_id: str, now: datetime) -> dict[str, datetime]:
    """Until when, by person."""
    found = await db.all(
        Away,
        """
        select person.id as person_id,
               (select until from staff_away where staff_away.person_id = person.id
                order by at desc, id desc limit 1) as until
        from person where person.clinic_id = :clinic and person.role in ('therapist', 'prescriber')
          and exists (select 1 from staff_away where staff_away.person_id = person.id)
        """,
        clinic=clinic_id,
    )
    return {one.person_id: one.until for one in found if one.until > now}


def until_in_days(now: datetime, days: int) -> datetime:
    return now + timedelta(days=days)


async def mark_away(
    tx: Transaction, row_id: str, whose: tuple[str, str], until: datetime, by: tuple[str, datetime]
) -> None:
    """`whose` is clinic and person. Repeatable; no two rows of a person have the same time, whatever the clock does."""
    (clinic_id, person_id), (by_id, now) = whose, by
    last = await tx.value("select max(at) from staff_away where person_id = :person", person=person_id)
    at = now if last is None else max(now, datetime.fromisoformat(last) + TICK)
    await tx.run(
        """
        insert into staff_away (id, clinic_id, person_id, until, by_id, at)
        select :id, person.clinic_id, person.id, :until, :by, :at from person
        where person.id = :person and person.clinic_id = :clinic
        on conflict (id) do nothing
        """,
        id=row_id,
        clinic=clinic_id,
        person=person_id,
        until=until,
        by=by_id,
        at=at,
    )

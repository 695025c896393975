"""Who reads on which days, for how many minutes a week, and what happens out of hours: rows that are only added."""

from datetime import datetime
from typing import Literal

import msgspec

from server.access.people import Person
from server.clinics.cover import hold_clinic
from server.db.connection import Reader, Transaction

Outcome = Literal["kept", "behind", "taken"]


class ReadingRule(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    out_of_hours: str
    by_name: str
    at: datetime


class ReadingDays(msgspec.Struct, frozen=True, kw_only=True):
    """What the clinic has set for one person. `minutes` a week, None for no cap."""

    person_id: str
    number: int
    days: str
    minutes: int | None
    by_name: str
    at: datetime


class NewRule(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    after: int
    out_of_hours: str


class NewDays(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    after: int
    person_id: str
    days: tuple[int, ...]
    minutes: int | None


class HeldRule(msgspec.Struct, frozen=True):
    clinic_id: str
    out_of_hours: str


class HeldDays(msgspec.Struct, frozen=True):
    clinic_id: str
    person_id: str
    days: str
    minutes: int | None


def read_days(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split(",") if one)


def write_days(days: tuple[int, ...]) -> str:
    return ",".join(str(one) for one in sorted(set(days)))


async def find_reading_rule(db: Reader, clinic_id: str) -> ReadingRule | None:
    return await db.find(
        ReadingRule,
        """
        select reading_rule.number, reading_rule.out_of_hours, person.name as by_name, reading_rule.at
        from reading_rule join person on person.id = reading_rule.by_id
        where reading_rule.clinic_id = :clinic order by reading_rule.number desc limit 1
        """,
        clinic=clinic_id,
    )


async def sign_reading_rule(tx: Transaction, by: Person, new: NewRule, now: datetime) -> Outcome:
    """Safe to repeat. "behind": another was signed after this page was opened."""
    await hold_clinic(tx, by.clinic_id)
    held = await tx.find(HeldRule, "select clinic_id, out_of_hours from reading_rule where id = :id", id=new.id)
    if held is not None:
        return "kept" if (held.clinic_id, held.out_of_hours) == (by.clinic_id, new.out_of_hours) else "taken"
    current = await find_reading_rule(tx, by.clinic_id)
    number = current.number if current else 0
    if number != new.after:
        return "behind"
    await tx.run(
        """
        insert into reading_rule (id, clinic_id, number, out_of_hours, by_id, at)
        values (:id, :clinic, :number, :out_of_hours, :by, :now)
        """,
        id=new.id,
        clinic=by.clinic_id,
        number=number + 1,
        out_of_hours=new.out_of_hours,
        by=by.id,
        now=now,
    )
    return "kept"


async def list_reading_days(db: Reader, clinic_id: str) -> list[ReadingDays]:
    """What counts now: the latest of each person, at most 200."""
    return await db.all(
        ReadingDays,
        """
        select mine.person_id, mine.number, mine.days, mine.minutes, person.name as by_name, mine.at
        from reading_days as mine join person on person.id = mine.by_id
        where mine.clinic_id = :clinic
          and not exists (select 1 from reading_days as later
                          where later.person_id = mine.person_id and later.number > mine.number)
        order by mine.person_id limit 200
        """,
        clinic=clinic_id,
    )


async def find_reading_days(db: Reader, person_id: str) -> ReadingDays | None:
    return await db.find(
        ReadingDays,
        """
        select mine.person_id, mine.number, mine.days, mine.minutes, person.name as by_name, mine.at
        from reading_days as mine join person on person.id = mine.by_id
        where mine.person_id = :person order by mine.number desc limit 1
        """,
        person=person_id,
    )


async def set_reading_days(tx: Transaction, by: Person, new: NewDays, now: datetime) -> Outcome:
    """For one of the clinic's own people, which the caller has looked at. Safe to repeat."""
    await hold_clinic(tx, by.clinic_id)
    held = await tx.find(
        HeldDays, "select clinic_id, person_id, days, minutes from reading_days where id = :id", id=new.id
    )
    wanted = HeldDays(by.clinic_id, new.person_id, write_days(new.days), new.minutes)
    if held is not None:
        return "kept" if held == wanted else "taken"
    current = await find_reading_days(tx, new.person_id)
    number = current.number if current else 0
    if number != new.after:
        return "behind"
    await tx.run(
        """
        insert into reading_days (id, clinic_id, person_id, number, days, minutes, by_id, at)
        values (:id, :clinic, :person, :number, :days, :minutes, :by, :now)
        """,
        id=new.id,
        clinic=by.clinic_id,
        person=new.person_id,
        number=number + 1,
        days=wanted.days,
        minutes=new.minutes,
        by=by.id,
        now=now,
    )
    return "kept"

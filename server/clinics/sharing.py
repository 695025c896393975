"""Whether the patients of a clinic may choose who reads an entry, and what they are told of who reads and how fast."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.clinics.protocol import read_protocol
from server.clinics.reading import list_reading_days, read_days
from server.db.connection import Reader, Transaction


class Sharing(msgspec.Struct, frozen=True):
    """`by_name` is None where the clinic was in use before there was a set-up."""

    at: datetime
    by_name: str | None


class PledgeRow(msgspec.Struct, frozen=True):
    numbers: str
    out_of_hours: str
    shares: bool


class Pledge(msgspec.Struct, frozen=True, kw_only=True):
    """`within_days` are working days; `days` the weekdays on which somebody reads, by their id."""

    shares: bool
    within_days: int
    out_of_hours: str
    days: dict[str, tuple[int, ...]]


async def find_sharing(db: Reader, clinic_id: str) -> Sharing | None:
    return await db.find(
        Sharing,
        """
        select clinic_sharing.at, person.name as by_name
        from clinic_sharing left join person on person.id = clinic_sharing.by_id
        where clinic_sharing.clinic_id = :clinic
        """,
        clinic=clinic_id,
    )


async def switch_sharing_on(tx: Transaction, clinic_id: str, by: Person | None, now: datetime) -> bool:
    """Who was first stays written down; True for them. `by` is None for a clinic that shared before it was set up."""
    added = await tx.run(
        """
        insert into clinic_sharing (clinic_id, at, by_id) values (:clinic, :now, :by)
        on conflict (clinic_id) do nothing
        """,
        clinic=clinic_id,
        now=now,
        by=by.id if by else None,
    )
    return added > 0


async def sharing_is_on(db: Reader, clinic_id: str) -> bool:
    return (
        await db.value("select clinic_id from clinic_sharing where clinic_id = :clinic", clinic=clinic_id) is not None
    )


async def find_pledge(db: Reader, clinic_id: str) -> Pledge:
    """By the clinic's own rules of today, as with flags: who reads is the clinic's, not the course's."""
    row = await db.one(
        PledgeRow,
        """
        select protocol.numbers,
               coalesce((select reading_rule.out_of_hours from reading_rule
                         where reading_rule.clinic_id = protocol.clinic_id
                         order by reading_rule.number desc limit 1), '') as out_of_hours,
               exists (select 1 from clinic_sharing where clinic_sharing.clinic_id = protocol.clinic_id) as shares
        from protocol where protocol.clinic_id = :clinic order by protocol.version desc limit 1
        """,
        clinic=clinic_id,
    )
    return Pledge(
        shares=row.shares,
        within_days=read_protocol(row.numbers).reads_within_days,
        out_of_hours=row.out_of_hours,
        days={one.person_id: read_days(one.days) for one in await list_reading_days(db, clinic_id)},
    )

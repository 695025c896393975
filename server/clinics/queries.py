"""Clinics, their hours, their protocol versions and their staff. Every function takes the clinic first."""

from datetime import datetime

import msgspec

from server.access.people import Role
from server.access.trail import START
from server.access.vault import Vault
from server.clinics.hours import Cover
from server.clinics.protocol import Protocol, read_protocol, write_protocol
from server.db.connection import Reader, Transaction
from server.ids import new_id


class Clinic(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    name: str
    phone: str
    region: str
    zone: str
    language: str


class SignedProtocol(msgspec.Struct, frozen=True):
    id: str
    version: int
    numbers: str
    signed_at: datetime
    signed_by_name: str | None

    def read(self) -> Protocol:
        return read_protocol(self.numbers)


class StaffMember(msgspec.Struct, frozen=True):
    id: str
    name: str
    role: Role
    email: str | None
    ended_at: datetime | None


async def create_clinic(tx: Transaction, vault: Vault, clinic: Clinic, protocol: Protocol, now: datetime) -> None:
    """The clinic, its key, the start of its trail and its first protocol, in one go."""
    await tx.run(
        """
        insert into clinic (id, name, phone, region, zone, language, created_at)
        values (:id, :name, :phone, :region, :zone, :language, :now)
        """,
        now=now,
        **msgspec.structs.asdict(clinic),
    )
    await tx.run(
        "insert into clinic_key (clinic_id, wrapped, created_at) values (:id, :wrapped, :now)",
        id=clinic.id,
        wrapped=vault.new_clinic_key(clinic.id),
        now=now,
    )
    await tx.run("insert into trail_head (clinic_id, number, mac) values (:id, 0, :mac)", id=clinic.id, mac=START)
    await tx.run(
        """
        insert into protocol (id, clinic_id, version, numbers, signed_at)
        values (:id, :clinic, 1, :numbers, :now)
        """,
        id=new_id(now),
        clinic=clinic.id,
        numbers=write_protocol(protocol),
        now=now,
    )


async def set_cover(tx: Transaction, clinic_id: str, week: list[Cover]) -> None:
    for cover in week:
        await tx.run(
            "insert into cover_hours (clinic_id, weekday, opens, closes) values (:clinic, :weekday, :opens, :closes)",
            clinic=clinic_id,
            weekday=cover.weekday,
            opens=cover.opens,
            closes=cover.closes,
        )


async def list_cover(db: Reader, clinic_id: str) -> list[Cover]:
    """Of a week, with the days on which the clinic is closed (see Cover)."""
    return await db.all(
        Cover,
        """
        select weekday, opens, closes, '' as day from cover_hours where clinic_id = :clinic
        union all
        select 0 as weekday, '' as opens, '' as closes, day from closed_day
        where clinic_id = :clinic and removed_at is null
        """,
        clinic=clinic_id,
    )


async def only_clinic(db: Reader) -> Clinic | None:
    """The clinic, where the installation has one alone: a signed-out phone may then show its number."""
    found = await db.all(
        Clinic, "select id, name, phone, region, zone, language from clinic order by created_at limit 2"
    )
    return found[0] if len(found) == 1 else None


async def find_clinic(db: Reader, clinic_id: str) -> Clinic | None:
    return await db.find(
        Clinic, "select id, name, phone, region, zone, language from clinic where id = :id", id=clinic_id
    )


async def current_protocol(db: Reader, clinic_id: str) -> SignedProtocol:
    return (await list_protocols(db, clinic_id, 1))[0]


async def list_protocols(db: Reader, clinic_id: str, most: int) -> list[SignedProtocol]:
    """Newest first."""
    return await db.all(
        SignedProtocol,
        """
        select protocol.id, protocol.version, protocol.numbers, protocol.signed_at, person.name as signed_by_name
        from protocol left join person on person.id = protocol.signed_by
        where protocol.clinic_id = :clinic order by protocol.version desc limit :most
        """,
        clinic=clinic_id,
        most=most,
    )


async def list_staff(db: Reader, clinic_id: str) -> list[StaffMember]:
    """At most 200, by name; a clinic with more is several clinics."""
    return await db.all(
        StaffMember,
        """
        select id, name, role, email, ended_at from person
        where clinic_id = :clinic and role in ('therapist', 'prescriber', 'admin')
        order by name, id limit 200
        """,
        clinic=clinic_id,
    )

"""Making and changing the people of a clinic: staff and patients alike."""

from datetime import datetime

import msgspec

from server.access.people import Role
from server.db.connection import Reader, Transaction


class NewPerson(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    clinic_id: str
    role: Role
    name: str
    email: str | None
    zone: str
    language: str


class SignInRow(msgspec.Struct, frozen=True):
    id: str
    role: Role
    passphrase_hash: str | None


async def add_person(tx: Transaction, person: NewPerson, now: datetime) -> None:
    await tx.run(
        """
        insert into person (id, clinic_id, role, name, email, zone, language, created_at)
        values (:id, :clinic_id, :role, :name, :email, :zone, :language, :now)
        """,
        now=now,
        **msgspec.structs.asdict(person),
    )


async def find_for_sign_in(db: Reader, sign_in_name: str) -> SignInRow | None:
    return await db.find(
        SignInRow,
        "select id, role, passphrase_hash from person where sign_in_name = :name and ended_at is null",
        name=fold_name(sign_in_name),
    )


async def sign_in_name_taken(db: Reader, sign_in_name: str, person_id: str) -> bool:
    owner = await db.value("select id from person where sign_in_name = :name", name=fold_name(sign_in_name))
    return owner is not None and owner != person_id


async def find_sign_in_name(db: Reader, person_id: str) -> str:
    """One's own; empty before there is one."""
    return await db.value("select coalesce(sign_in_name, '') from person where id = :id", id=person_id) or ""


async def set_passphrase(tx: Transaction, person_id: str, sign_in_name: str, passphrase_hash: str) -> None:
    await tx.run(
        "update person set sign_in_name = :name, passphrase_hash = :hash where id = :id",
        id=person_id,
        name=fold_name(sign_in_name),
        hash=passphrase_hash,
    )


async def forget_passphrase(tx: Transaction, person_id: str) -> None:
    await tx.run("update person set passphrase_hash = null where id = :id", id=person_id)


async def hold_person(tx: Transaction, person_id: str) -> None:
    """Whoever else changes how this person signs in waits until this is kept."""
    await tx.run("update person set name = name where id = :id", id=person_id)


async def tell_of_recovery(tx: Transaction, person_id: str, since: datetime | None) -> None:
    """Said on every page of every device of theirs, until it is None again."""
    await tx.run("update person set recovery_at = :since where id = :id", id=person_id, since=since)


async def tell_of_sign_in(tx: Transaction, person_id: str, since: datetime | None) -> None:
    """Of a code that staff made, or of a passphrase that somebody knew: said in the same way, until they know of it."""
    await tx.run("update person set notice_at = :since where id = :id", id=person_id, since=since)


async def set_zone(tx: Transaction, person_id: str, zone: str) -> None:
    await tx.run("update person set zone = :zone where id = :id", id=person_id, zone=zone)


def fold_name(name: str) -> str:
    """One spelling of a sign-in name: phones write a capital first."""
    return " ".join(name.split()).casefold()

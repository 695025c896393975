"""Passkeys as they are kept: of one person, under a name, until they are removed or turn out to be copied."""

from datetime import datetime

import msgspec

from server.access.house import House
from server.access.people import Role
from server.accounts import ceremony
from server.db.connection import Reader, Transaction
from server.ids import new_id

MOST = 20


class Passkey(msgspec.Struct, frozen=True):
    id: str
    name: str
    added_at: datetime
    used_at: datetime | None
    copied_at: datetime | None


class KnownKey(msgspec.Struct, frozen=True):
    id: str
    person_id: str
    role: Role
    public_key: bytes


class Shown(msgspec.Struct, frozen=True):
    """What became of an answer: whose passkey it is, or why not."""

    person_id: str = ""
    role: Role = "patient"
    copied: bool = False

    @property
    def right(self) -> bool:
        return bool(self.person_id) and not self.copied


async def list_passkeys(db: Reader, person_id: str) -> list[Passkey]:
    return await db.all(
        Passkey,
        """
        select id, name, added_at, used_at, copied_at from passkey
        where person_id = :person and removed_at is null order by added_at, id limit :most
        """,
        person=person_id,
        most=MOST,
    )


async def ids_of_passkeys(db: Reader, person_id: str) -> list[str]:
    """What a browser is told not to make twice: it knows them already, or it could not tell."""

    class Known(msgspec.Struct, frozen=True):
        credential_id: str

    sql = "select credential_id from passkey where person_id = :person and removed_at is null limit :most"
    return [one.credential_id for one in await db.all(Known, sql, person=person_id, most=MOST)]


async def owner_of(db: Reader, credential_id: str) -> str:
    """Whose tries are counted; empty where nobody's passkey is named."""
    sql = "select person_id from passkey where credential_id = :credential and removed_at is null"
    return await db.value(sql, credential=credential_id) or ""


async def keep_passkey(tx: Transaction, person_id: str, made: ceremony.NewKey, name: str, now: datetime) -> bool:
    """False when this passkey is known already, whoever's it is."""
    kept = await tx.run(
        """
        insert into passkey (id, person_id, credential_id, public_key, sign_count, transports, name, added_at)
        values (:id, :person, :credential, :key, :count, :transports, :name, :now)
        on conflict (credential_id) do nothing
        """,
        id=new_id(now),
        person=person_id,
        credential=made.credential_id,
        key=made.public_key,
        count=made.sign_count,
        transports=made.transports,
        name=name,
        now=now,
    )
    return kept > 0


async def rename_passkey(tx: Transaction, person_id: str, passkey_id: str, name: str) -> bool:
    done = await tx.run(
        "update passkey set name = :name where id = :id and person_id = :person and removed_at is null",
        id=passkey_id,
        person=person_id,
        name=name,
    )
    return done > 0


async def remove_passkey(tx: Transaction, person_id: str, passkey_id: str, now: datetime) -> bool:
    done = await tx.run(
        "update passkey set removed_at = :now where id = :id and person_id = :person and removed_at is null",
        id=passkey_id,
        person=person_id,
        now=now,
    )
    return done > 0


async def spend_challenge(tx: Transaction, house: House, challenge: bytes, now: datetime) -> bool:
    """True for exactly one caller, however many come at once with the same answer."""
    await tx.run("delete from passkey_challenge where expires_at < :now", now=now)
    spent = await tx.run(
        "insert into passkey_challenge (hash, expires_at) values (:hash, :expires) on conflict (hash) do nothing",
        hash=house.keys.hash_code(f"passkey challenge {challenge.hex()}"),
        expires=now + ceremony.LASTS,
    )
    return spent > 0


async def show_passkey(tx: Transaction, house: House, of: str, answer: str, now: datetime) -> Shown:
    """Whose passkey signed the challenge that was made `of` this browser or login. The same work for one unknown."""
    read = ceremony.read_answer(answer)
    if read is None or not ceremony.is_live(house.keys, of, read[1], now):
        return Shown()
    known = await tx.find(
        KnownKey,
        """
        select passkey.id, person.id as person_id, person.role, passkey.public_key
        from passkey join person on person.id = passkey.person_id
        where passkey.credential_id = :credential and passkey.removed_at is null and passkey.copied_at is null
          and person.ended_at is null
        """,
        credential=read[0],
    )
    count = ceremony.count_of(house.settings, answer, read[1], known.public_key if known else None)
    if not await spend_challenge(tx, house, read[1], now) or known is None or count is None:
        return Shown()
    return Shown(known.person_id, known.role, copied=not await _count_use(tx, known.id, count, now))


async def _count_use(tx: Transaction, passkey_id: str, count: int, now: datetime) -> bool:
    """A count that does not go up is a copy's: the passkey is stopped. One that never counts stays at nothing."""
    used = await tx.run(
        """
        update passkey set sign_count = :count, used_at = :now
        where id = :id and copied_at is null and (sign_count < :count or sign_count = 0 and :count = 0)
        """,
        id=passkey_id,
        count=count,
        now=now,
    )
    if not used:
        await tx.run("update passkey set copied_at = :now where id = :id", id=passkey_id, now=now)
    return used > 0

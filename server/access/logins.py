"""Logins: a random token in one cookie, only its SHA-256 stored; dead at the next request once ended."""

import hashlib
import secrets
from datetime import datetime, timedelta

import msgspec

from server.access.people import Person
from server.db.connection import Reader, Transaction
from server.ids import new_id

OWN_DEVICE = timedelta(days=90)
SHARED_DEVICE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=10)
DEVICES_SHOWN = 50


class FoundLogin(Person, frozen=True, kw_only=True):
    login_id: str
    own_device_at: str | None
    seen_at: datetime
    held_at: str | None
    recovery_at: datetime | None


class Device(msgspec.Struct, frozen=True):
    id: str
    device: str
    created_at: datetime
    seen_at: datetime
    own_device_at: datetime | None


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def start_login(tx: Transaction, person_id: str, device: str, now: datetime, *, own: bool) -> str:
    """A fresh token at every sign-in; the one answer that carries it is the only copy."""
    token = secrets.token_urlsafe(32)
    await tx.run(
        """
        insert into login (token_hash, id, person_id, device, own_device_at, created_at, seen_at, expires_at)
        values (:hash, :id, :person, :device, :own_at, :now, :now, :expires)
        """,
        hash=token_hash(token),
        id=new_id(now),
        person=person_id,
        device=device,
        own_at=now if own else None,
        now=now,
        expires=now + (OWN_DEVICE if own else SHARED_DEVICE),
    )
    return token


async def find_login(db: Reader, token: str, now: datetime) -> FoundLogin | None:
    return await db.find(
        FoundLogin,
        """
        select person.id, person.clinic_id, person.role, person.name, person.zone, person.language,
               clinic.name as clinic_name, clinic.phone as clinic_phone, clinic.region,
               clinic.zone as clinic_zone, login.id as login_id, login.own_device_at, login.seen_at,
               login.held_at, person.recovery_at
        from login
        join person on person.id = login.person_id
        join clinic on clinic.id = person.clinic_id
        where login.token_hash = :hash and login.ended_at is null and login.expires_at > :now
          and person.ended_at is null
        """,
        hash=token_hash(token),
        now=now,
    )


async def mark_seen(tx: Transaction, login_id: str, now: datetime) -> None:
    await tx.run("update login set seen_at = :now where id = :id", id=login_id, now=now)


async def end_login(tx: Transaction, person_id: str, login_id: str, now: datetime) -> bool:
    """One's own only: the person is part of the question."""
    done = await tx.run(
        "update login set ended_at = :now where id = :id and person_id = :person and ended_at is null",
        id=login_id,
        person=person_id,
        now=now,
    )
    return done > 0


async def end_all_logins(tx: Transaction, person_id: str, now: datetime) -> None:
    await tx.run(
        "update login set ended_at = :now where person_id = :person and ended_at is null",
        person=person_id,
        now=now,
    )


async def list_devices(db: Reader, person_id: str, now: datetime) -> list[Device]:
    """Live logins, newest first; at most DEVICES_SHOWN."""
    return await db.all(
        Device,
        """
        select id, device, created_at, seen_at, own_device_at from login
        where person_id = :person and ended_at is null and expires_at > :now
        order by created_at desc limit :most
        """,
        person=person_id,
        now=now,
        most=DEVICES_SHOWN,
    )

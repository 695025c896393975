"""Logins: a random token in one cookie, only its SHA-256 stored; dead at the next request once ended."""

import hashlib
import secrets
from datetime import datetime

import msgspec

from server.access.lifetimes import TOLD_FOR, Limits, is_idle, limits_of
from server.access.people import Person, Role
from server.db.connection import Reader, Transaction
from server.ids import new_id

DEVICES_SHOWN = 50


class NewLogin(msgspec.Struct, frozen=True, kw_only=True):
    """`browser` is the hash of what this browser is known by, where it keeps such a thing; `known_since` is when this
    person first signed in there. `strange` when they never had, and other devices are to be told. `held` until there is
    a second proof."""

    person_id: str
    role: Role
    device: str
    own: bool
    known_since: datetime
    browser: str | None = None
    strange: bool = False
    held: bool = False


class FoundLogin(Person, frozen=True, kw_only=True):
    """`told` is the newest sign-in on a device that was new after this one was known: id, times and name."""

    login_id: str
    own_device_at: str | None
    seen_at: datetime
    expires_at: datetime
    proven_at: datetime | None
    known_since: datetime
    told: str | None
    held_at: str | None
    recovery_at: datetime | None
    notice_at: datetime | None

    @property
    def limits(self) -> Limits:
        return limits_of(self.role, own=self.own_device_at is not None)


class Device(msgspec.Struct, frozen=True):
    id: str
    device: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    own_device_at: datetime | None
    known_since: datetime


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def start_login(tx: Transaction, new: NewLogin, now: datetime) -> str:
    """A fresh token at every sign-in; the one answer that carries it is the only copy. A sign-in is a proof."""
    token = secrets.token_urlsafe(32)
    await tx.run(
        """
        insert into login (token_hash, id, person_id, role, device, device_hash, own_device_at, created_at, seen_at,
                           proven_at, known_since, new_at, held_at, expires_at)
        values (:hash, :id, :person, :role, :device, :browser, :own_at, :now, :now,
                :now, :since, :new_at, :held_at, :expires)
        """,
        hash=token_hash(token),
        id=new_id(now),
        person=new.person_id,
        role=new.role,
        device=new.device,
        browser=new.browser,
        own_at=now if new.own else None,
        since=new.known_since,
        new_at=now if new.strange else None,
        held_at=now if new.held else None,
        expires=now + limits_of(new.role, own=new.own).whole,
        now=now,
    )
    return token


async def find_login(db: Reader, token: str, now: datetime) -> FoundLogin | None:
    """None too when it was not used for long, or when the person's role is another than when they signed in."""
    found = await db.find(
        FoundLogin,
        """
        select person.id, person.clinic_id, person.role, person.name, person.zone, person.language,
               clinic.name as clinic_name, clinic.phone as clinic_phone, clinic.region,
               clinic.zone as clinic_zone, login.id as login_id, login.own_device_at, login.seen_at,
               login.expires_at, login.proven_at, login.known_since, login.held_at, person.recovery_at,
               person.notice_at,
               (select other.id || ' ' || other.created_at || ' ' || coalesce(other.ended_at, '-') || ' '
                       || other.device
                from login as other
                where other.person_id = login.person_id and other.created_at > login.known_since
                  and other.created_at > :told and other.new_at is not null and other.answered_at is null
                  and other.id <> login.id
                order by other.created_at desc limit 1) as told
        from login
        join person on person.id = login.person_id
        join clinic on clinic.id = person.clinic_id
        where login.token_hash = :hash and login.ended_at is null and login.expires_at > :now
          and person.ended_at is null and login.role = person.role
        """,
        hash=token_hash(token),
        told=now - TOLD_FOR,
        now=now,
    )
    if found and is_idle(found.limits, found.seen_at, now):
        return None
    return found


async def mark_seen(tx: Transaction, login_id: str, now: datetime) -> None:
    await tx.run("update login set seen_at = :now where id = :id", id=login_id, now=now)


async def renew_login(tx: Transaction, login_id: str, proven_at: datetime | None, now: datetime) -> str | None:
    """After a proof, and after a change of what proves it: another token, and the one before opens nothing from now
    on. It lasts no longer than it did."""
    token = secrets.token_urlsafe(32)
    done = await tx.run(
        "update login set token_hash = :hash, proven_at = :proven, seen_at = :now where id = :id and ended_at is null",
        hash=token_hash(token),
        id=login_id,
        proven=proven_at,
        now=now,
    )
    return token if done else None


async def end_login(tx: Transaction, person_id: str, login_id: str, now: datetime) -> bool:
    """One's own only: the person is part of the question."""
    done = await tx.run(
        "update login set ended_at = :now where id = :id and person_id = :person and ended_at is null",
        id=login_id,
        person=person_id,
        now=now,
    )
    return done > 0


async def end_all_logins(tx: Transaction, person_id: str, now: datetime, *, keep: str = "") -> int:
    """But for one, where its id is given; answers how many there were."""
    return await tx.run(
        "update login set ended_at = :now where person_id = :person and ended_at is null and id <> :keep",
        person=person_id,
        keep=keep,
        now=now,
    )


async def list_devices(db: Reader, person: Person, now: datetime) -> list[Device]:
    """Live logins, newest first; at most DEVICES_SHOWN."""
    found = await db.all(
        Device,
        """
        select id, device, created_at, seen_at, expires_at, own_device_at, known_since from login
        where person_id = :person and role = :role and ended_at is null and expires_at > :now
        order by created_at desc limit :most
        """,
        person=person.id,
        role=person.role,
        now=now,
        most=DEVICES_SHOWN,
    )
    return [one for one in found if not is_idle(limits_of(person.role, own=bool(one.own_device_at)), one.seen_at, now)]

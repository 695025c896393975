"""Browsers that a person has signed in from: a new one is told to those that were known before it, in the app alone.

A browser is known by a random cookie of its own, of which only the hash is stored, for each person apart.
"""

import secrets
from datetime import datetime

from server.access.lifetimes import DEVICE_KNOWN_FOR, TOLD_FOR
from server.access.logins import token_hash
from server.access.people import NewDevice, Visit
from server.db.connection import Reader, Transaction

TOLD_AT_ONCE = 5


async def known_since(db: Reader, person_id: str, browser: str | None, now: datetime) -> datetime | None:
    """When this person first signed in with this browser; None where they never have."""
    found = await db.value(
        "select known_at from known_device where token_hash = :hash and person_id = :person and seen_at > :since",
        hash=token_hash(browser or ""),
        person=person_id,
        since=now - DEVICE_KNOWN_FOR,
    )
    return datetime.fromisoformat(found) if found else None


async def has_signed_in(db: Reader, person_id: str) -> bool:
    return await db.value("select 1 from login where person_id = :person limit 1", person=person_id) is not None


async def first_known(db: Reader, person_id: str) -> datetime | None:
    """When this person first signed in anywhere."""
    found = await db.value("select min(known_since) from login where person_id = :person", person=person_id)
    return datetime.fromisoformat(found) if found else None


async def remember_browser(tx: Transaction, person_id: str, browser: str, now: datetime) -> None:
    await tx.run(
        "delete from known_device where person_id = :person and seen_at <= :before",
        person=person_id,
        before=now - DEVICE_KNOWN_FOR,
    )
    await tx.run(
        """
        insert into known_device (token_hash, person_id, known_at, seen_at) values (:hash, :person, :now, :now)
        on conflict (token_hash, person_id) do update set seen_at = excluded.seen_at
        """,
        hash=token_hash(browser),
        person=person_id,
        now=now,
    )


async def renew_browser(tx: Transaction, before: str | None) -> str:
    """Another token at each sign-in, for everybody who is known there: one that was planted or copied knows nobody."""
    browser = secrets.token_urlsafe(32)
    both = {"before": token_hash(before or ""), "hash": token_hash(browser)}
    await tx.run("update known_device set token_hash = :hash where token_hash = :before", **both)
    await tx.run("update login set device_hash = :hash where device_hash = :before", **both)
    return browser


async def forget_browser_of(tx: Transaction, person_id: str, login_id: str) -> None:
    """What was signed out from elsewhere is new when it comes again."""
    await tx.run(
        """
        delete from known_device where person_id = :person
          and token_hash = (select device_hash from login where id = :login and person_id = :person)
        """,
        person=person_id,
        login=login_id,
    )


async def forget_browsers(tx: Transaction, person_id: str, *, but_of: str = "") -> None:
    """All that this person is known by, but for the one of a login, where its id is given."""
    await tx.run(
        """
        delete from known_device where person_id = :person and token_hash <> coalesce(
            (select device_hash from login where id = :login and person_id = :person), '')
        """,
        person=person_id,
        login=but_of,
    )


async def list_new(db: Reader, visit: Visit, now: datetime) -> list[NewDevice]:
    """All that this device has to be told, newest first, TOLD_AT_ONCE at most. The door knows the newest alone."""
    if visit.told is None:
        return []
    return await db.all(
        NewDevice,
        """
        select id, device, created_at, ended_at from login
        where person_id = :person and created_at > :since and created_at > :told
          and new_at is not null and answered_at is null and id <> :me
        order by created_at desc limit :most
        """,
        person=visit.person.id,
        since=visit.known_since,
        told=now - TOLD_FOR,
        me=visit.login_id,
        most=TOLD_AT_ONCE,
    )


def read_new(told: str | None) -> NewDevice | None:
    """As `find_login` brings it along, so that the page that says it asks nothing."""
    if not told:
        return None
    login_id, created_at, ended_at, device = told.split(" ", 3)
    ended = datetime.fromisoformat(ended_at) if ended_at != "-" else None
    return NewDevice(login_id, device, datetime.fromisoformat(created_at), ended)


async def is_newer(db: Reader, visit: Visit, login_id: str) -> bool:
    """Whether a login of one's own came to be on a device that was new after this one was known."""
    found = await db.value(
        "select 1 from login where id = :id and person_id = :person and known_since > :since",
        id=login_id,
        person=visit.person.id,
        since=visit.known_since,
    )
    return found is not None


async def answer_for(tx: Transaction, visit: Visit, login_id: str, now: datetime) -> bool:
    """Only by a device that was known before it: nobody answers for themselves."""
    done = await tx.run(
        """
        update login set answered_at = coalesce(answered_at, :now)
        where id = :id and person_id = :person and created_at > :since and new_at is not null and id <> :me
        """,
        id=login_id,
        person=visit.person.id,
        since=visit.known_since,
        me=visit.login_id,
        now=now,
    )
    return done > 0

"""Guesses are limited per account and per address, over a sliding quarter of an hour (promises P19)."""

from datetime import datetime, timedelta

from server.access.keys import Keys
from server.db.connection import Reader, Transaction
from server.ids import new_id

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 60


def subjects(keys: Keys, kind: str, account: str, address: str) -> tuple[str, str]:
    """Hashed, so that the table of guesses is not a list of patients and where they were."""
    return keys.hash_code(f"{kind} account {account}"), keys.hash_code(f"{kind} address {address}")


async def too_many(db: Reader, of: tuple[str, str], now: datetime) -> bool:
    since = now - WINDOW
    account = await _count(db, of[0], since)
    address = await _count(db, of[1], since)
    return account >= PER_ACCOUNT or address >= PER_ADDRESS


async def note_attempt(tx: Transaction, of: tuple[str, str], now: datetime) -> None:
    await tx.run("delete from attempt where tried_at < :before", before=now - 4 * WINDOW)
    for subject in of:
        await tx.run(
            "insert into attempt (id, subject, tried_at) values (:id, :subject, :now)",
            id=new_id(now),
            subject=subject,
            now=now,
        )


async def forget_attempts(tx: Transaction, of: tuple[str, str]) -> None:
    """After a right answer the account starts anew; the address does not, or one known account would free it."""
    await tx.run("delete from attempt where subject = :subject", subject=of[0])


async def _count(db: Reader, subject: str, since: datetime) -> int:
    found = await db.value(
        "select count(*) from attempt where subject = :subject and tried_at > :since",
        subject=subject,
        since=since,
    )
    return int(found)

"""Guesses are limited per account and per address, over a sliding quarter of an hour (promises P19)."""

from datetime import datetime, timedelta

from server.access.keys import Keys
from server.db.connection import Database, Reader, Transaction
from server.ids import new_id

WINDOW = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 60


def subjects(keys: Keys, kind: str, account: str, address: str) -> tuple[str, str]:
    """Hashed, so that the table of guesses is not a list of patients and where they were."""
    return keys.hash_code(f"{kind} account {account}"), keys.hash_code(f"{kind} address {address}")


async def begin_attempt(
    store: Database, of: tuple[str, str], now: datetime, most: int = PER_ACCOUNT
) -> list[str] | None:
    """Noted and committed before it is looked at, so that tries sent together count each other; None: too many."""
    async with store.writing() as tx:
        noted = await note_attempt(tx, of, now)
    async with store.reading() as reader:
        if not await too_many(reader, of, now, spare=1, most=most):
            return noted
    async with store.writing() as tx:
        await _take_back(tx, noted)  # or trying while refused would lengthen the wait
    return None


async def too_many(db: Reader, of: tuple[str, str], now: datetime, *, spare: int = 0, most: int = PER_ACCOUNT) -> bool:
    """`spare` is 1 when the try in question is noted already; `most` is for the account, fewer for a short code."""
    since = now - WINDOW
    account = await _count(db, of[0], since)
    address = await _count(db, of[1], since)
    return account >= most + spare or address >= PER_ADDRESS + spare


async def note_attempt(tx: Transaction, of: tuple[str, str], now: datetime) -> list[str]:
    await tx.run("delete from attempt where tried_at < :before", before=now - 4 * WINDOW)
    noted = []
    for subject in of:
        noted.append(new_id(now))
        await tx.run(
            "insert into attempt (id, subject, tried_at) values (:id, :subject, :now)",
            id=noted[-1],
            subject=subject,
            now=now,
        )
    return noted


async def forget_attempts(tx: Transaction, of: tuple[str, str], noted: list[str]) -> None:
    """After a right answer the account starts anew; the address does not, or one known account would free it."""
    await tx.run("delete from attempt where subject = :subject", subject=of[0])
    await _take_back(tx, noted)


async def _take_back(tx: Transaction, noted: list[str]) -> None:
    for one in noted:
        await tx.run("delete from attempt where id = :id", id=one)


async def _count(db: Reader, subject: str, since: datetime) -> int:
    found = await db.value(
        "select count(*) from attempt where subject = :subject and tried_at > :since",
        subject=subject,
        since=since,
    )
    return int(found)

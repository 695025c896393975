"""A login that waits: until its owner has a second proof it opens only what sets one up. And ending the others."""

from datetime import datetime, timedelta

from server.access.logins import token_hash
from server.db.connection import Transaction

RECOVERY_LASTS = timedelta(days=14)


async def hold_login(tx: Transaction, token: str, now: datetime) -> None:
    await tx.run("update login set held_at = :now where token_hash = :hash", hash=token_hash(token), now=now)


async def release_login(tx: Transaction, person_id: str, login_id: str) -> None:
    await tx.run(
        "update login set held_at = null where id = :id and person_id = :person", id=login_id, person=person_id
    )


async def end_other_logins(tx: Transaction, person_id: str, login_id: str, now: datetime) -> None:
    """A proof that was taken away may have opened any of them; the one that took it away stays."""
    await tx.run(
        "update login set ended_at = :now where person_id = :person and id <> :id and ended_at is null",
        person=person_id,
        id=login_id,
        now=now,
    )

"""After a restore nobody knows which logins were ended since the backup, so all of them end."""

from datetime import datetime

from server.db.connection import Transaction


async def end_every_login(tx: Transaction, now: datetime) -> int:
    """Of everybody, everywhere; answers how many there were."""
    return await tx.run("update login set ended_at = :now where ended_at is null", now=now)

"""After a restore nobody knows what went out since the backup, so what waits in it is not sent."""

from datetime import datetime

from server.db.connection import Transaction


async def set_aside(tx: Transaction, now: datetime) -> None:
    """All that waits, after a restore: it may have gone out since the backup."""
    await tx.run(
        "update reminder_sending set given_up_at = :now, trouble = 'unknown'"
        " where sent_at is null and given_up_at is null",
        now=now,
    )

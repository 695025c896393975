"""What time does to the rows that wait: given up, taken back where a clock had run ahead, forgotten."""

from datetime import datetime, timedelta

from server.db.connection import Transaction
from server.ids import new_id
from server.reminders.outbox import FAR

KEPT_FOR = timedelta(days=90)


async def take_back_late(tx: Transaction, now: datetime) -> None:
    """Given up in time to come, by a clock that ran ahead: its time is not over."""
    await tx.run(
        """
        update reminder_sending set given_up_at = null, trouble = null, next_at = :now
        where given_up_at > :far and trouble = 'late' and until_at > :now and sent_at is null
        """,
        now=now,
        far=now + FAR,
    )


async def give_up_unknown(tx: Transaction, now: datetime) -> None:
    """Who claimed these has not come back: they may have gone out."""
    await tx.run(
        """
        update reminder_sending set given_up_at = :now, trouble = 'unknown'
        where sent_at is null and given_up_at is null and claimed_at is not null and next_at <= :now
        """,
        now=now,
    )


async def forget_sendings(tx: Transaction, now: datetime) -> None:
    """By their ids, which begin with the time (UUIDv7). What waits stays, whatever a clock says."""
    await tx.run(
        "delete from reminder_sending where id < :old and (sent_at is not null or given_up_at is not null)",
        old=new_id(now - KEPT_FOR),
    )

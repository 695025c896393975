"""How many messages of a clinic went out and how many could not: sums, and nobody's name."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.db.connection import Reader
from server.reminders.outbox import Channel, Trouble

COUNTED = timedelta(days=30)


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """`trouble` is empty for those that were sent."""

    channel: Channel
    trouble: Trouble | Literal[""]
    number: int


async def count_waiting(db: Reader, now: datetime) -> int:
    """Of the whole installation: whose time has come, to ten thousand at most."""
    counted = """
        select count(*) from (
          select 1 as one from reminder_sending
          where sent_at is null and given_up_at is null and next_at <= :now limit 10000
        ) as waiting
    """
    return int(await db.value(counted, now=now))


async def count_sendings(db: Reader, clinic_id: str, now: datetime) -> list[Count]:
    """Of the last days of one clinic, by channel and by what became of them. Nobody is named."""
    return await db.all(
        Count,
        """
        select channel, '' as trouble, count(*) as number from reminder_sending
        where clinic_id = :clinic and sent_at > :since group by channel
        union all
        select channel, trouble, count(*) from reminder_sending
        where clinic_id = :clinic and given_up_at > :since and given_up_at is not null group by channel, trouble
        """,
        clinic=clinic_id,
        since=now - COUNTED,
    )

"""What the demo's patients were reminded of: found day by day by the rules themselves, and read by whoever looked."""

from datetime import datetime, time, timedelta

from server.db.connection import Transaction
from server.demo_people import Cast, Deed, Told, at_clock
from server.reminders.keeping import mark_seen
from server.reminders.knowing import know
from server.reminders.rounds import make

REMINDED, DAYS = ("mara", "noor"), 14
LOOKED_AT = time(11, 40)


def tell_reminders(cast: Cast, name: str, now: datetime) -> Told:
    zone = cast.people[name].zone
    moments = [at_clock(now, ago, LOOKED_AT, zone) for ago in range(DAYS, -1, -1)]
    return [(at, _remind(cast, name, at, seen=now - at > timedelta(hours=30))) for at in moments if at < now]


def _remind(cast: Cast, name: str, at: datetime, *, seen: bool) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        made = await make(tx, cast.house, course, await know(tx, course, at), at)
        if made and seen:
            await mark_seen(tx, course, at + timedelta(hours=1))

    return deed

"""What the demo's patients were reminded of: found day by day by the rules themselves, and read by whoever looked."""

from datetime import datetime, time, timedelta
from uuid import uuid5

from server.db.connection import Transaction
from server.demo_people import NAMES, Cast, Deed, Told, at_clock
from server.reminders.addresses import ask_address, code_of, confirm_address
from server.reminders.keeping import mark_seen
from server.reminders.knowing import know
from server.reminders.outbox import claim, list_waiting, note_sent, note_trouble
from server.reminders.rounds import make

REMINDED, DAYS = ("mara", "noor"), 14
MAILED, ADDRESS = "mara", "mara@mail.example"
BROKE_OFF_ON = 5  # a Saturday
LOOKED_AT = time(11, 40)


def tell_reminders(cast: Cast, name: str, now: datetime) -> Told:
    zone = cast.people[name].zone
    moments = [at_clock(now, ago, LOOKED_AT, zone) for ago in range(DAYS, -1, -1)]
    first = [(moments[0] - timedelta(hours=2), _give_address(cast, moments[0] - timedelta(hours=2)))]
    return (first if name == MAILED else []) + [
        (at, _remind(cast, name, at, seen=now - at > timedelta(hours=30))) for at in moments if at < now
    ]


def _remind(cast: Cast, name: str, at: datetime, *, seen: bool) -> Deed:
    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, name)
        made = await make(tx, cast.house, course, await know(tx, course, at), at)
        if made and seen:
            await mark_seen(tx, course, at + timedelta(hours=1))
        await _post(tx, at)

    return deed


def _give_address(cast: Cast, at: datetime) -> Deed:
    address_id = str(uuid5(NAMES, "address of reminders"))

    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, MAILED)
        await ask_address(tx, course, (address_id, ADDRESS), at)
        await confirm_address(tx, cast.house.keys, course, code_of(cast.house.keys, address_id), at)
        await _post(tx, at)

    return deed


async def _post(tx: Transaction, at: datetime) -> None:
    """As if it had gone out then, but on a Saturday the line broke off."""
    for one in await list_waiting(tx, at, 8):
        await claim(tx, one, at)
        if one.next_at.weekday() == BROKE_OFF_ON and one.errand == "reminder":
            await note_trouble(tx, one, "unknown", None, at)
        else:
            await note_sent(tx, one, at)

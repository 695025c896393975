"""Passes on what nobody has answered in time, by itself: a timed job, and whenever flags are read.

Each flag in a transaction of its own, from how it then stands: what is cut off is done the next time, nothing twice.
"""

from datetime import datetime, timedelta

from server.access.house import House
from server.db.connection import Reader, Transaction
from server.safety.duty import find_duty, policy_for_open
from server.safety.flag_queries import FlagRow, add_steps, hold_flag, list_open, note_look, read_flag
from server.safety.flags import Step, advance

AT_ONCE = 200
LOOKS_EVERY = timedelta(minutes=1)


async def steps_due(db: Reader, row: FlagRow, now: datetime) -> list[Step]:
    policy = await policy_for_open(db, row.clinic_id, row.owner_id)
    duty = await find_duty(db, policy, row.clinic_id, row.course_id, now)
    return advance(await read_flag(db, row), duty, now)


async def escalate(tx: Transaction, clinic_id: str, flag_id: str, now: datetime) -> bool:
    """True when something was due. Safe to repeat, by several processes at once."""
    row = await hold_flag(tx, clinic_id, flag_id)
    if row is None or row.deadline is None:
        return False
    steps = await steps_due(tx, row, now)
    if steps:
        await add_steps(tx, await read_flag(tx, row), steps, now)
    return bool(steps)


async def escalate_due(house: House) -> None:
    """For the list of timed jobs. One flag that cannot be read keeps no other waiting; the log hears of it last."""
    trouble: Exception | None = None
    after = ""
    while rows := await _some_open(house, after):
        after = rows[-1].id
        for row in rows:
            try:
                await _look_at(house, row)
            except Exception as error:
                trouble = trouble or error
        await _note_look(house, rows)
    if trouble is not None:
        raise trouble


async def _some_open(house: House, after: str) -> list[FlagRow]:
    async with house.db.reading() as db:
        return await list_open(db, after, AT_ONCE)


async def _look_at(house: House, row: FlagRow) -> None:
    """Judged first without holding up anybody who writes; most of the time nothing is due."""
    async with house.db.reading() as db:
        if not await steps_due(db, row, house.clock()):
            return
    async with house.db.writing() as tx:
        await escalate(tx, row.clinic_id, row.id, house.clock())


async def _note_look(house: House, rows: list[FlagRow]) -> None:
    now = house.clock()
    if any(row.looked_at < now - LOOKS_EVERY for row in rows):
        async with house.db.writing() as tx:
            await note_look(tx, now - LOOKS_EVERY, now)

"""What a person does with a flag: sees, takes, hands over, closes. Each is a step of their own, safe to repeat."""

from contextlib import suppress
from datetime import datetime

import msgspec

from server.access.house import House
from server.access.people import Person
from server.access.trail import Deed, write_trail
from server.access.vault import Box
from server.db.connection import Transaction
from server.ids import new_id
from server.safety.duty import Clinician, find_duty, is_here, list_clinicians, mark_away, policy_for_open
from server.safety.flag_queries import FlagRow, MovedOn, add_steps, hold_flag, read_flag
from server.safety.flags import Refused, Step, close, hand_over, see, take
from server.safety.watching import Line


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the step's, from the form: sent twice, it is done once."""

    id: str
    deed: str
    to_id: str = ""
    note: str = ""


async def leave_trail(tx: Transaction, house: House, me: Person, line: Line, about: tuple[Deed, datetime]) -> None:
    deed, now = about
    await write_trail(tx, house.keys.trail, me, deed, course_id=line.course_id, subject_id=line.id, now=now)


async def mark_seen(tx: Transaction, me: Person, line: Line, now: datetime) -> None:
    """The patient reads who has seen it, and when. Once for each person; one who comes second, with their next look."""
    if line.deadline is None or line.seen:
        return
    flag = await read_flag(tx, line)
    if step := see(flag, me.id, now):
        with suppress(MovedOn):
            await add_steps(tx, flag, [step], now)


async def do(tx: Transaction, me: Person, flag_id: str, box: Box, doing: Doing, now: datetime) -> bool:
    """False when it was done before under this id. Raises Refused when it is closed, or there is no such colleague."""
    row = await hold_flag(tx, me.clinic_id, flag_id)
    if row is None:
        raise Refused
    held = await tx.value("select flag_id from flag_step where id = :id", id=doing.id)
    if held is not None:
        if held != flag_id:
            raise Refused
        return False
    flag = await read_flag(tx, row)
    await add_steps(tx, flag, [await _step(tx, me, row, doing, now)], now, (doing.id, box))
    return True


async def _step(tx: Transaction, me: Person, row: FlagRow, doing: Doing, now: datetime) -> Step:
    flag = await read_flag(tx, row)
    if doing.deed == "close":
        return close(flag, me.id, doing.note, now)
    policy = await policy_for_open(tx, row.clinic_id, row.owner_id)
    if doing.deed == "take":  # whoever takes one is back
        await mark_away(tx, new_id(now), (me.clinic_id, me.id), now, (me.id, now))
    duty = await find_duty(tx, policy, row.clinic_id, row.course_id, now)
    if doing.deed == "take":
        return take(flag, me.id, duty, now)
    return hand_over(flag, me.id, doing.to_id, duty, now)


async def list_colleagues(tx: Transaction, me: Person, line: Line, now: datetime) -> list[Clinician]:
    """Of the care team and the clinic's signed list: whoever is here, but oneself and the owner."""
    policy = await policy_for_open(tx, me.clinic_id, line.owner_id)
    people = await list_clinicians(tx, me.clinic_id, line.course_id, now)
    return [
        one
        for one in people
        if is_here(one, policy, now) and (one.in_team == 1 or one.id in policy.owners) and one.id != line.owner_id
    ]

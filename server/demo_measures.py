"""The questionnaires that the demo's patients answered: a start, and how it moved. Totals are spread over the items."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from uuid import uuid5

from server.courses.desk import item_id, take_off_desk
from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.demo_intake import NAMES
from server.measures.answers import Given, keep_answers
from server.measures.instruments import Instrument, instruments

EVENING = time(19, 40)
# Totals before session one, two and three, as far as they were held; the item about death stays at nought.
TOTALS: dict[str, dict[str, tuple[int, ...]]] = {
    "mara": {"phq9": (19, 14), "gad7": (13, 11)},
    "noor": {"phq9": (17, 12), "gad7": (12, 9)},
    "sol": {"phq9": (15,), "gad7": (8,)},
}


def spread(instrument: Instrument, total: int) -> dict[int, int]:
    """Answers with this total, as even as they can be, and nothing on the item that is acted on at once."""
    quiet = instrument.safety_rule.item_id if instrument.safety_rule else ""
    items = [one.number for one in instrument.items if one.id != quiet]
    low, more = divmod(total, len(items))
    answers = {one.number: 0 for one in instrument.items}
    return answers | {number: low + (1 if at < more else 0) for at, number in enumerate(items)}


def answering(
    course_of: Callable[[Transaction, str], Awaitable[OwnCourse]], name: str, number: int, at: datetime
) -> Callable[[Transaction], Awaitable[object]]:
    """What was answered on the evening before a session of this number."""

    async def deed(tx: Transaction) -> None:
        await _answer_before(tx, await course_of(tx, name), name, number, at)

    return deed


async def _answer_before(tx: Transaction, course: OwnCourse, name: str, number: int, at: datetime) -> None:
    for id, totals in TOTALS.get(name, {}).items():
        if number <= len(totals):
            instrument = instruments()[id]
            given = Given(
                id=str(uuid5(NAMES, f"{course.id} {id} {number}")),
                answers=spread(instrument, totals[number - 1]),
                functional=1,
                answered_at=at,
            )
            await keep_answers(tx, course, instrument, given, at)
            await take_off_desk(tx, course.id, item_id("measure", given.id), None, at + timedelta(hours=13))

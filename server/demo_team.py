"""The demo's colleague: she stood in for Theo once, will again, and opened Noor's page one evening in an emergency."""

from datetime import datetime, time
from uuid import uuid5

from server.access.trail import write_trail
from server.courses.team import HandOver, mark_seen, open_in_emergency, stand_in
from server.db.connection import Transaction
from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR, NAMES, ZONES, Cast, Deed, Told, at_clock

WHY = (
    "Noor rang at nine in the evening and asked for somebody. Nobody of her team could be reached, so I looked up who "
    "was to be called."
)
LEAVES = ((37, 30), (-20, -27))  # days ago, the first and the last day


def cover_leave(cast: Cast, now: datetime) -> Told:
    zone = ZONES[HARBOUR]
    evening, morning = at_clock(now, 15, time(21, 10), zone), at_clock(now, 14, time(8, 40), zone)
    told: Told = []
    for first, last in LEAVES:
        at = at_clock(now, max(first, 2) + 1, time(16, 0), zone)
        told.append((at, _leave(cast, (first, last), at, now)))

    async def open_noor(tx: Transaction) -> None:
        wren, course, place = cast.people["wren"], await cast.course(tx, "noor"), str(uuid5(NAMES, "emergency"))
        await open_in_emergency(tx, course, (place, WHY), wren, evening)
        about = {"course_id": course.id, "subject_id": place}
        await write_trail(tx, cast.house.keys.trail, wren, "opened in emergency", **about, now=evening)

    async def read_by_noor(tx: Transaction) -> None:
        await mark_seen(tx, await cast.course(tx, "noor"), str(uuid5(NAMES, "emergency")), morning)

    return [*told, (evening, open_noor), (morning, read_by_noor)]


def _leave(cast: Cast, days: tuple[int, int], planned: datetime, now: datetime) -> Deed:
    zone, (first, last) = ZONES[HARBOUR], days
    given = HandOver(
        id=str(uuid5(NAMES, f"leave {first}")), from_id=CAST_IDS["theo"], to_id=CAST_IDS["wren"],
        since=at_clock(now, first, time(0), zone), until=at_clock(now, last - 1, time(0), zone),
    )  # fmt: skip

    async def deed(tx: Transaction) -> None:
        course = await cast.course(tx, "noor")
        await stand_in(tx, course.id, str(uuid5(NAMES, f"leave {first} of Noor")), given, planned)
        about = {"course_id": course.id, "subject_id": CAST_IDS["wren"]}
        await write_trail(tx, cast.house.keys.trail, cast.people["theo"], "changed team", **about, now=planned)

    return deed

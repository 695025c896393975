"""What the demo's people put on top for their next talk, and when their therapist last looked."""

from datetime import datetime, time
from uuid import uuid5

from server.courses.queries import find_caseload_course
from server.courses.sessions import list_sessions
from server.db.connection import Transaction
from server.demo_people import NAMES, TEAMS, Cast, Told, at_clock
from server.journal.granting import live_share
from server.journal.pinning import last_talk, pin
from server.journal.queries import find_entry
from server.journal.steps_sharing import set_steps_share
from server.review.brief_look import mark_look

LOOKED = {"mara": 10, "noor": 15, "sol": 7}  # days ago
PINNED = {"mara": (7, 1, time(9, 10))}  # which entry, how many days ago, when


def look_and_pin(cast: Cast, name: str, now: datetime) -> Told:
    zone = cast.people[name].zone
    told: Told = []
    if name in LOOKED:
        at = at_clock(now, LOOKED[name], time(16, 40), zone)
        told.append((at, lambda tx: _look(tx, cast, name, at)))
    if name in PINNED:
        index, days, clock = PINNED[name]
        then = at_clock(now, days, clock, zone)
        told.append((then, lambda tx: _pin(tx, cast, name, index, then)))
    return told


async def _look(tx: Transaction, cast: Cast, name: str, at: datetime) -> None:
    by = cast.people[TEAMS[name][0]]
    case = await find_caseload_course(tx, cast.house.vault, by, (await cast.course(tx, name)).id, at)
    if case:
        await mark_look(tx, case, by, at)


async def _pin(tx: Transaction, cast: Cast, name: str, index: int, at: datetime) -> None:
    """And the small steps are shared with the care team."""
    course, me = await cast.course(tx, name), cast.people[name]
    await set_steps_share(tx, course, str(uuid5(NAMES, f"steps {name}")), (me, at), shared=True)
    entry = await find_entry(tx, course, str(uuid5(NAMES, f"entry {name} {index}")))
    if entry:
        entry.share = await live_share(tx, course, entry.id, at)
        since = last_talk(await list_sessions(tx, course), at)
        await pin(tx, course, entry, str(uuid5(NAMES, f"pin {name} {index}")), since, at)

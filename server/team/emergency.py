"""Opening a course in an emergency: looking a patient up by name, the reason, and where it is shown afterwards."""

from datetime import datetime

from server.access import attempts
from server.access.house import House
from server.access.people import Person
from server.access.vault import Vault
from server.courses.queries import box_of
from server.courses.team import EMERGENCY_LASTS
from server.db.connection import Database, Reader
from server.db.values import utc_text
from server.team.models import (
    LEAST_REASON,
    MOST_REASON,
    EmergenciesPage,
    EmergencyPage,
    Match,
    Opening,
    Told,
)
from server.team.queries import MOST_MATCHES, OPENINGS_SHOWN, list_openings, list_own_openings
from server.team.words import between

END_OF_TIME = "9999"
SEARCHES = 10  # in a quarter of an hour

Typed = tuple[dict[str, str], dict[str, str]]


async def may_look(store: Database, house: House, who: tuple[Person, str], now: datetime) -> bool:
    """Counted before anybody is looked for, so that nobody goes through the clinic's patients letter by letter."""
    me, address = who
    of = attempts.subjects(house.keys, "emergency", me.id, f"{me.id} {address}")
    return await attempts.begin_attempt(store, of, now, SEARCHES) is not None


async def emergency_page(
    db: Reader, vault: Vault, me: Person, found: tuple[list[Match] | None, Typed], now: datetime
) -> EmergencyPage:
    """`found` are the patients that fit, None before anybody was looked for, and what was typed."""
    matches, typed = found
    openings = await list_own_openings(db, me)
    return EmergencyPage(
        openings=[told_of(vault, one, now, me.clinic_zone) for one in openings],
        matches=matches[:MOST_MATCHES] if matches is not None else None,
        more=matches is not None and len(matches) > MOST_MATCHES,
        hours=round(EMERGENCY_LASTS.total_seconds() / 3600),
        least=LEAST_REASON,
        most=MOST_REASON,
        entered=typed[0],
        errors=typed[1],
    )


async def emergencies_page(
    db: Reader, vault: Vault, admin: Person, before: tuple[str, str] | None, now: datetime
) -> EmergenciesPage:
    found = await list_openings(db, admin, before or (END_OF_TIME, ""))
    shown = found[:OPENINGS_SHOWN]
    last = shown[-1] if len(found) > OPENINGS_SHOWN else None
    return EmergenciesPage(
        openings=[told_of(vault, one, now, admin.clinic_zone) for one in shown],
        older=f"{utc_text(last.since)}~{last.id}" if last else "",
    )


def told_of(vault: Vault, one: Opening, now: datetime, zone: str) -> Told:
    """Once the course's key is gone its words are; who opened what, and when, stays."""
    reason = ""
    if one.course_wrapped is not None:
        box = box_of(vault, one.clinic_id, one.course_id, one.clinic_wrapped, one.course_wrapped)
        reason = box.open("care_team.reason", one.id, one.reason_locked)
    return Told(opening=one, when=between(one.since, one.until, zone), living=one.until > now, reason=reason)

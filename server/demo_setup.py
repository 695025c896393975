"""How Harbour Clinic was set up, and what its staff may do; Cedar Clinic was in use before there was a set-up.

No college or school of these names exists.
"""

from datetime import date, datetime, timedelta
from uuid import uuid5

from server.clinics.cover import NewWeek, change_cover, close_day
from server.clinics.credentials import Kind, NewCredential, confirm_credential
from server.clinics.facts import NewFacts, change_clinic
from server.clinics.hours import Cover
from server.clinics.reading import NewDays, NewRule, set_reading_days, sign_reading_rule
from server.clinics.sharing import switch_sharing_on
from server.db.connection import Transaction
from server.demo_people import CEDAR, HARBOUR, NAMES, Cast
from server.pages.times import local_day

WEEK = [Cover(day, "09:00", "17:00") for day in range(5)]
TUESDAY, FRIDAY = 1, 4
MINUTES = 180  # of reading a week
# Whose, of which kind, what, from whom, under which number, and for how many days from now; None for no end.
CREDENTIALS: tuple[tuple[str, Kind, str, str, str, int | None], ...] = (
    ("theo", "registration", "Registered social worker", "College of Social Workers (demo)", "0000-demo", 126),
    ("theo", "training", "Ketamine-assisted therapy, one year", "Lakeside School (demo)", "", None),
    ("pria", "licence", "Nurse practitioner", "College of Nurses (demo)", "0001-demo", 41),
)


async def set_up(tx: Transaction, cast: Cast, began: datetime, now: datetime) -> None:
    ada, theo = cast.people["ada"], cast.people["theo"]
    await change_cover(tx, ada, NewWeek(id=_id("hours"), after=0, week=WEEK), began)
    for day in _holidays(local_day(now, ada.zone)):
        await close_day(tx, ada, (_id(f"closed {day}"), day), began)
    await change_clinic(tx, ada, NewFacts(id=_id("region"), after=0, about="region", region="CA-ON"), began)
    rule = NewRule(id=_id("rule"), after=0, out_of_hours="At night and at weekends nobody reads.")
    await sign_reading_rule(tx, ada, rule, began)
    days = NewDays(id=_id("days"), after=0, person_id=theo.id, days=(TUESDAY, FRIDAY), minutes=MINUTES)
    await set_reading_days(tx, ada, days, began)
    for name, kind, title, issuer, number, lasts in CREDENTIALS:
        until = local_day(now, ada.zone) + timedelta(days=lasts) if lasts else None
        new = NewCredential(
            id=_id(title), person_id=cast.people[name].id, kind=kind, title=title, issuer=issuer, number=number,
            valid_until=until,
        )  # fmt: skip
        await confirm_credential(tx, ada, new, began)
    await switch_sharing_on(tx, HARBOUR, ada, began + timedelta(hours=1))
    await switch_sharing_on(tx, CEDAR, None, began)


def _holidays(today: date) -> list[date]:
    """The next 25 December and 1 January."""
    found = [date(today.year + later, month, day) for later in (0, 1) for month, day in ((12, 25), (1, 1))]
    return sorted(one for one in found if one >= today)[:2]


def _id(name: str) -> str:
    return str(uuid5(NAMES, f"set-up {name}"))

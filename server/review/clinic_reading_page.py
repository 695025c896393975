"""Puts the administrator's page of reading together: the rule, each clinician's days, and the sums of the clinic."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from server.access.people import Person
from server.clinics.queries import current_protocol
from server.clinics.reading import ReadingDays, find_reading_rule, list_reading_days, read_days
from server.clinics.reading_words import reading_said, told_days
from server.clinics.weekdays import WEEKDAYS
from server.db.connection import Transaction
from server.pages.language import gettext as _
from server.review.clinic_reading_models import TICKS, ClinicReadingPage, PersonLine
from server.review.reading import ages_of, lines_of
from server.review.reading_kept import weeks_of_clinic
from server.review.reading_minutes import GAP
from server.review.reading_queries import find_waiting_at
from server.review.reading_weeks import time_said
from server.review.setup_queries import Clinician, list_clinicians


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed and is wrong, or came too late (`behind`), and whose days are to stand in the form."""

    entered: dict[str, str] = {}
    errors: dict[str, str] = {}
    chosen: str = ""
    behind: Literal["", "rule", "days"] = ""


async def clinic_reading_page(tx: Transaction, me: Person, asked: Asked, now: datetime) -> ClinicReadingPage:
    protocol, rule = await current_protocol(tx, me.clinic_id), await find_reading_rule(tx, me.clinic_id)
    within = protocol.read().reads_within_days
    set_now = {one.person_id: one for one in await list_reading_days(tx, me.clinic_id)}
    people = [_line(one, set_now.get(one.id), within) for one in await list_clinicians(tx, me.clinic_id)]
    chosen = next((one for one in people if one.id == asked.chosen), people[0] if people else None)
    page = ClinicReadingPage(
        rule=rule,
        protocol=protocol.version,
        within=asked.entered.get("within", str(within)),
        out_of_hours=asked.entered.get("out_of_hours", rule.out_of_hours if rule else ""),
        people=people,
        chosen=chosen,
        **_days(set_now.get(chosen.id) if chosen else None, asked.entered),
        **await _sums(tx, me, now),
        changed="",
        errors=dict(asked.errors),
    )
    if asked.behind:
        page.changed = _changed(page, asked.behind)
        page.errors[asked.behind] = _("Nothing was changed yet. What you typed stands below.")
    return page


def _line(person: Clinician, given: ReadingDays | None, within: int) -> PersonLine:
    days = read_days(given.days) if given else ()
    return PersonLine(
        id=person.id, name=person.name, told=reading_said(person.name, days, within),
        longer=told_days(days, within) > within, cap=time_said(given.minutes) if given and given.minutes else "",
        by=given.by_name if given else "", at=given.at if given else None,
    )  # fmt: skip


def _days(given: ReadingDays | None, entered: dict[str, str]) -> dict[str, Any]:
    ticked = set(read_days(given.days)) if given else set()
    if "person" in entered:
        ticked = {at for at, name in enumerate(TICKS) if entered.get(name) not in ("", "0", None)}
    minutes = str(given.minutes) if given and given.minutes else ""
    return {
        "days_number": given.number if given else 0,
        "ticks": [(name, _(WEEKDAYS[at]), at in ticked) for at, name in enumerate(TICKS)],
        "minutes": entered.get("minutes", minutes),
    }


async def _sums(tx: Transaction, me: Person, now: datetime) -> dict[str, Any]:
    waits = await find_waiting_at(tx, me.clinic_id, now)
    weeks = await weeks_of_clinic(tx, me, now)
    return {"weeks": lines_of(weeks, now, sums=True), "waits": waits, "ages": ages_of(waits, now), "gap": GAP}


def _changed(page: ClinicReadingPage, behind: str) -> str:
    """What stands now, with who signed it."""
    if behind == "days" and page.chosen:
        return _("%(name)s set it meanwhile. Now it says: %(said)s", name=page.chosen.by, said=page.chosen.told)
    if page.rule is None:
        return _("Another version of the protocol was signed meanwhile.")
    return _("%(name)s signed it meanwhile. Now it says: %(said)s", name=page.rule.by_name, said=page.rule.out_of_hours)

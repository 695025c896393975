"""A clinician's own time of reading, for themselves alone: minutes by week, what waits, and what patients are told."""

from datetime import datetime, time
from typing import ClassVar

from litestar import Response, get

from server.access.audience import ClinicianController
from server.access.people import Person
from server.clinics.credential_words import said as credential_said
from server.clinics.credentials import list_credentials
from server.clinics.reading import find_reading_days, read_days
from server.clinics.reading_words import reading_said
from server.clinics.sharing import find_pledge
from server.courses.own import Me
from server.db.connection import Reader
from server.pages.handlers import Now, Writes
from server.pages.language import gettext as _
from server.pages.page import Page, show
from server.pages.times import age, from_local, local_day
from server.review.reading_kept import weeks_of_mine
from server.review.reading_minutes import GAP, minutes_by_week, monday_of
from server.review.reading_queries import Waits, find_waiting, list_opened
from server.review.reading_weeks import Week, above_cap, time_said


class ReadingPage(Page, kw_only=True):
    """`told`: what patients read about this person. `above`: a sentence where the week is above the cap."""

    template: ClassVar[str] = "review/reading.html"
    tab: ClassVar[str] = "review"
    above: str
    cap: str
    weeks: list[tuple[Week, str, str]]
    waits: Waits
    ages: tuple[str, str]
    gap: int
    told: str
    credentials: list[tuple[str, str]]


class ReadingController(ClinicianController):
    path = "/reading"

    @get("/")
    async def open_reading(self, tx: Writes, me: Me, now: Now) -> Response[str]:
        weeks = await weeks_of_mine(tx, me, now)
        mine, pledge = await find_reading_days(tx, me.id), await find_pledge(tx, me.clinic_id)
        cap, waits, zone = mine.minutes if mine else None, await find_waiting(tx, me, now), me.clinic_zone
        return show(
            ReadingPage(
                above=above_cap(weeks[0].minutes, cap),
                cap=time_said(cap) if cap else "",
                weeks=lines_of(weeks, now),
                waits=waits,
                ages=ages_of(waits, now),
                gap=GAP,
                told=reading_said(me.name, read_days(mine.days) if mine else (), pledge.within_days),
                credentials=[
                    (one.title, credential_said(one, local_day(now, zone), zone))
                    for one in await list_credentials(tx, me.clinic_id, me.id)
                ],
            )
        )


def lines_of(weeks: list[Week], now: datetime, *, sums: bool = False) -> list[tuple[Week, str, str]]:
    """Each week with its minutes and its longest wait in words. A sum of one person's minutes would be theirs."""
    found = []
    for one in weeks:
        minutes = time_said(one.minutes) if one.minutes else ""
        if sums and one.readers == 1:
            minutes = _("one person alone: not shown")
        found.append((one, minutes, age(now - one.longest, now) if one.longest is not None else ""))
    return found


def ages_of(waits: Waits, now: datetime) -> tuple[str, str]:
    """Of the oldest, and of the middle one."""
    return (age(waits.oldest, now) if waits.oldest else "", age(waits.middle, now) if waits.middle else "")


async def above_cap_now(db: Reader, me: Person, now: datetime) -> str:
    """For the foot of Review: the sentence, or nothing. Only this week is read, and only where there is a cap."""
    mine = await find_reading_days(db, me.id)
    if mine is None or mine.minutes is None:
        return ""
    monday = monday_of(now, me.clinic_zone)
    since = from_local(monday, time(0), me.clinic_zone)
    minutes = minutes_by_week(await list_opened(db, me.id, since), me.clinic_zone)
    return above_cap(minutes.get(monday, 0), mine.minutes)

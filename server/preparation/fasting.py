"""The fasting clock: last food and last drink as moments, counted in real hours back from the session (P-01..P-07).

Pure. Six hours are six hours of waiting, so across a change of the clocks the two wall times may differ by another
number than six.
"""

import math
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.pages.language import gettext as _
from server.pages.times import bare_part_of_day, local, local_day, part_of_day, spoken_clock, weekday_and_date

Phase = Literal["before", "drink only", "fasting", "over"]
EBB_WIDTH, EBB_HIGH, EBB_LOW, EBB_FLOOR = 340.0, 16.0, 68.0, 82.0


class Fasting(msgspec.Struct, frozen=True, kw_only=True):
    last_food: datetime
    last_drink: datetime
    session_at: datetime
    phase: Phase


class Ebb(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing: paths in a box 340 by 104. `now_x` is None when now lies outside it."""

    level: str
    water: str
    now: str
    now_x: float | None
    food_x: float


def fasting_clock(session: Session, protocol: Protocol, now: datetime) -> Fasting:
    last_food = session.planned_at - timedelta(hours=protocol.food_for(session.route))
    last_drink = session.planned_at - timedelta(hours=protocol.liquid_for(session.route))
    return Fasting(
        last_food=last_food,
        last_drink=last_drink,
        session_at=session.planned_at,
        phase=_phase(last_food, last_drink, session, now),
    )


def _phase(last_food: datetime, last_drink: datetime, session: Session, now: datetime) -> Phase:
    if session.ended_at is not None or now >= session.planned_at + timedelta(hours=12):
        return "over"
    if now < min(last_food, last_drink):
        return "before"
    return "drink only" if last_food <= now < last_drink else "fasting"


def in_words(fasting: Fasting, now: datetime, zone: str, *, own_plan: bool = False) -> str:
    """The headline over the clock, as one would say it. A plan of one's own takes the place of every time (P-05)."""
    if own_plan:
        return _("Food and drink, by a plan of your own")
    food, drink = spoken(fasting.last_food, now, zone), spoken(fasting.last_drink, now, zone)
    if fasting.phase == "over":
        return _("Ask your clinic when you may eat and drink again")
    if fasting.phase == "fasting":
        return _("No food and no drink now, until your clinic says so")
    if fasting.phase == "drink only":
        return _("No food now. Drink until %(time)s", time=drink)
    if fasting.last_food == fasting.last_drink:
        return _("Food and drink until %(time)s", time=food)
    return _("Food until %(food)s, drink until %(drink)s", food=food, drink=drink)


def spoken(moment: datetime, now: datetime, zone: str) -> str:
    """5 in the morning; with its day when it is further off than the coming night.

    A small hour is never said with the name of its date alone: "1 at night on Friday" is heard as a day later.
    """
    hour, day = spoken_clock(moment, zone), weekday_and_date(moment, zone)
    said = _("%(hour)s %(part)s", hour=hour, part=part_of_day(moment, zone))
    if timedelta(0) <= moment - now <= timedelta(hours=18):
        return said
    days = (local_day(moment, zone) - local_day(now, zone)).days
    if days == 0:
        return said
    if days == 1 and local(moment, zone).hour == 0:
        return _("%(hour)s tonight", hour=hour)
    if days == 1:
        return _("%(hour)s tomorrow %(part)s", hour=hour, part=bare_part_of_day(moment, zone))
    if local(moment, zone).hour < 4:
        return _("%(hour)s in the night before %(day)s", hour=hour, day=day)
    return _("%(time)s on %(day)s", time=said, day=day)


def draw_ebb(fasting: Fasting, now: datetime) -> Ebb:
    """The hours from the longer of (now, as much again before the fast) to the session, as water that goes out."""
    span = fasting.session_at - fasting.last_food
    start = min(now, fasting.last_food) if now > fasting.last_food - 2 * span else fasting.last_food - 2 * span
    start = min(start, fasting.last_food - span / 2)
    total = max(fasting.session_at - start, timedelta(minutes=1))

    def x_of(moment: datetime) -> float:
        return EBB_WIDTH * ((moment - start) / total)

    food_x = x_of(fasting.last_food)
    points = [(x, _level(x, food_x)) for x in range(0, int(EBB_WIDTH) + 1, 4)]
    level = "M" + " ".join(f"{x} {y:.1f}" for x, y in points)
    now_x = x_of(now) if start <= now <= fasting.session_at else None
    return Ebb(
        level=level,
        water=f"{level} {EBB_WIDTH:.0f} {EBB_FLOOR:.0f} 0 {EBB_FLOOR:.0f}z",
        now=f"M{max(now_x, 6):.1f} {_level(now_x, food_x):.1f}h0" if now_x is not None else "",
        now_x=now_x,
        food_x=round(food_x, 1),
    )


def _level(x: float, food_x: float) -> float:
    share = min(x / food_x, 1.0) if food_x > 0 else 1.0
    return EBB_HIGH + (EBB_LOW - EBB_HIGH) * (1 - math.cos(math.pi * share)) / 2

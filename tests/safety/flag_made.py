"""A clinic's policy and duty for tests of flags, with everything that a test does not care about filled in."""

from datetime import UTC, datetime, timedelta

from server.clinics.flag_policy import PRESCRIBER, THERAPIST, FlagPolicy, FlagRule
from server.clinics.hours import Cover
from server.safety.flags import Flag, open_flag
from server.safety.policy import RULES, SUGGESTED, URGENT_FIRST, Duty

NOON = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)  # a Wednesday, in Toronto
NIGHT = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
WEEK = tuple(Cover(day, "09:00", "17:00") for day in range(5))
IN_HOURS, AT_NIGHT, TO_CLOSE = timedelta(minutes=15), timedelta(minutes=30), timedelta(minutes=120)


def policy(**more: object) -> FlagPolicy:
    rules = tuple(FlagRule(id=one, on=True, level="urgent" if one in URGENT_FIRST else "same_day") for one in RULES)
    given = {
        "on": True, "rules": rules, "paces": SUGGESTED, "owners": (THERAPIST, PRESCRIBER), "unseen_minutes": 15,
        "out_of_hours": "Nobody reads this at night.", "steward": "ada",
    }  # fmt: skip
    return FlagPolicy(**given | more)  # type: ignore[arg-type]


def duty(order: str = "theo pria", here: str = "theo pria") -> Duty:
    return Duty(
        policy=policy(), week=WEEK, zone="America/Toronto", order=tuple(order.split()), here=tuple(here.split())
    )


def opened(of: Duty, at: datetime = NOON) -> Flag:
    return open_flag("f", "urgent", of, at)

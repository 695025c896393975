"""Which questions fit today (clinical.md 5.2 and 5.5). Pure; a question is always an offer, and can be skipped."""

from datetime import datetime

from server.courses.stages import Standing, day_offset
from server.pages.content import Prompt, prompts
from server.pages.language import gettext as _
from server.pages.times import in_words, local_day, ordinal, weekday_and_date


def prompt_stage(now_at: Standing, now: datetime, zone: str) -> str:
    """PRP before the first session and near the next, D0 on the day, D1 for two days, W1 for the week, then BS."""
    if now_at.last is None:
        return "PRP"
    if now_at.stage in ("follow-up", "closed"):
        return "CE"
    days = day_offset(now_at.last, now, zone)
    if days <= 0:
        return "D0"
    if days <= 2:
        return "D1"
    if now_at.stage in ("preparation", "session day"):
        return "PRP"
    return "W1" if days <= 7 else "BS"


def todays_prompt(now_at: Standing, now: datetime, zone: str) -> Prompt:
    """One question a day, the same all day, another tomorrow; no chance in it."""
    choices = prompts(prompt_stage(now_at, now, zone))
    return choices[local_day(now, zone).toordinal() % len(choices)]


def others(now_at: Standing, now: datetime, zone: str, but: str) -> list[Prompt]:
    return [one for one in prompts(prompt_stage(now_at, now, zone)) if one.id != but]


def when_words(session_number: int | None, days: int | None, moment: datetime, zone: str) -> str:
    """Day five after session two; or the plain date, before the first."""
    if session_number is None or days is None:
        return weekday_and_date(moment, zone)
    if days == 0:
        return _("The day of session %(number)s", number=in_words(session_number))
    return _("Day %(days)s after session %(number)s", days=in_words(days), number=in_words(session_number))


def session_title(number: int | None) -> str:
    if number is None:
        return _("Before the first session")
    return _("After your %(which)s session", which=ordinal(number))

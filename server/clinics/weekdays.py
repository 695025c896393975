"""The names of the weekdays, 0 is Monday, and days of a week as one says them. Pure."""

from collections.abc import Iterable

from server.pages.language import gettext as _
from server.pages.language import later

WEEKDAYS = (
    later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday"), later("Saturday"),
    later("Sunday"),
)  # fmt: skip
EACH = (
    later("Mondays"), later("Tuesdays"), later("Wednesdays"), later("Thursdays"), later("Fridays"),
    later("Saturdays"), later("Sundays"),
)  # fmt: skip


def each_of(days: Iterable[int]) -> str:
    """Tuesdays; Tuesdays and Fridays; Mondays, Tuesdays and Fridays."""
    names = [_(EACH[day]) for day in sorted(set(days))]
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s", some=", ".join(names[:-1]), last=names[-1])

"""Who reads what is shared, on which days and how fast: one sentence, the same wherever a patient is told. Pure.

A promise of two working days does not hold where somebody reads on Tuesdays and Fridays alone. Then the longer of the
two is said: what the clinic has set, or the most working days that can lie between two days of reading.
"""

from collections.abc import Iterable

from server.clinics.weekdays import each_of
from server.pages.language import ngettext

WORKING = range(5)


def longest_wait(days: Iterable[int]) -> int:
    """Working days, from being shared just after the reading of one day to the next day of reading; 0 for no days."""
    reads = set(days)
    if not reads:
        return 0
    working = reads | set(WORKING)
    return max(_wait(shared, reads, working) for shared in range(7))


def _wait(shared: int, reads: set[int], working: set[int]) -> int:
    """Counted from the day after; the day on which it is read is counted too."""
    waited = 0
    for ahead in range(1, 8):
        day = (shared + ahead) % 7
        waited += day in working
        if day in reads:
            return waited
    return waited


def told_days(days: Iterable[int], within: int) -> int:
    return max(within, longest_wait(days))


def reading_said(name: str, days: Iterable[int], within: int) -> str:
    """Theo reads on Tuesdays and Fridays, usually within 3 working days."""
    days = tuple(days)
    told = told_days(days, within)
    if not days:
        return ngettext(
            "%(name)s usually reads within one working day.",
            "%(name)s usually reads within %(num)s working days.",
            told,
            name=name,
        )
    return ngettext(
        "%(name)s reads on %(days)s, usually within one working day.",
        "%(name)s reads on %(days)s, usually within %(num)s working days.",
        told,
        name=name,
        days=each_of(days),
    )


def nobody_named(within: int) -> str:
    return ngettext(
        "It is usually read within one working day.", "It is usually read within %(num)s working days.", within
    )

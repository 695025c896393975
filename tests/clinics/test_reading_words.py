"""Who reads on which days, and how fast: what a patient is told holds for whatever day they share on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.reading_words import longest_wait, nobody_named, reading_said, told_days
from server.clinics.sharing import Pledge
from server.clinics.weekdays import each_of
from server.courses.queries import CareMember
from server.courses.readers import reading_said_of

DAYS = st.sets(st.integers(0, 6), min_size=1)
LONGEST: list[tuple[tuple[int, ...], int]] = [
    ((), 0),
    ((0, 1, 2, 3, 4), 1),
    ((0, 1, 2, 3, 4, 5, 6), 1),
    ((1, 4), 3),  # from Tuesday evening to Friday
    ((0,), 5),
    ((2,), 5),
    ((0, 3), 3),
    ((5,), 6),  # Saturdays are working days for whoever reads on them
]


@pytest.mark.parametrize(("days", "waits"), LONGEST)
def test_the_longest_wait_is_counted_in_working_days(days: tuple[int, ...], waits: int) -> None:
    assert longest_wait(days) == waits


@given(DAYS, st.integers(1, 14), st.integers(0, 6))
def test_no_share_waits_longer_than_is_told(days: set[int], within: int, shared: int) -> None:
    """Walked day by day from any weekday to the next day of reading."""
    working, walked, day = 0, shared, None
    while day not in days:
        walked += 1
        day = walked % 7
        working += day < 5 or day in days
    assert working <= told_days(days, within)
    assert told_days(days, within) >= within


SAID: list[tuple[tuple[int, ...], int, str]] = [
    ((), 2, "Theo usually reads within 2 working days."),
    ((), 1, "Theo usually reads within one working day."),
    ((1, 4), 2, "Theo reads on Tuesdays and Fridays, usually within 3 working days."),
    ((4, 1), 5, "Theo reads on Tuesdays and Fridays, usually within 5 working days."),
    ((2,), 2, "Theo reads on Wednesdays, usually within 5 working days."),
    ((0, 2, 4), 1, "Theo reads on Mondays, Wednesdays and Fridays, usually within 2 working days."),
    ((0, 1, 2, 3, 4), 1, "Theo reads on Mondays, Tuesdays, Wednesdays, Thursdays and Fridays, usually within one "
                         "working day."),
]  # fmt: skip


@pytest.mark.parametrize(("days", "within", "said"), SAID)
def test_it_is_said_in_one_sentence(days: tuple[int, ...], within: int, said: str) -> None:
    assert reading_said("Theo", days, within) == said


def test_a_day_named_twice_is_said_once() -> None:
    assert each_of([4, 1, 4]) == "Tuesdays and Fridays"


def test_each_therapist_is_named_with_their_days_and_then_the_clinics_words() -> None:
    team = [CareMember("a", "Theo", "therapist", "member"), CareMember("b", "Wren", "therapist", "co_therapist"),
            CareMember("c", "Pria", "prescriber", "member")]  # fmt: skip
    pledge = Pledge(shares=True, within_days=2, out_of_hours="Nobody reads at night.", days={"a": (1, 4), "c": (0,)})
    assert reading_said_of(team, pledge) == (
        "Theo reads on Tuesdays and Fridays, usually within 3 working days. "
        "Wren usually reads within 2 working days. Nobody reads at night."
    )
    assert reading_said_of(team[2:], pledge) == f"{nobody_named(2)} Nobody reads at night."

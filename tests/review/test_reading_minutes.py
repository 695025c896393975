"""Minutes of reading, estimated from what was opened: sittings, weeks by the clinic's clock, and the cap."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.review.reading_minutes import GAP, WEEKS, minutes_by_week, read_minute, sittings, weeks_until
from server.review.reading_weeks import Waited, above_cap, summed, time_said, weeks_of

TORONTO = "America/Toronto"
DAY = "2026-11-25T"
CASES: list[tuple[list[str], list[int]]] = [
    ([], []),
    (["15:00"], [1]),
    (["15:00", "15:00"], [1]),
    (["15:00", "15:01"], [2]),
    (["15:00", "15:05"], [6]),  # a gap of five minutes is still one sitting
    (["15:00", "15:06"], [1, 1]),
    (["15:00", "15:05", "15:10", "15:15"], [16]),
    (["15:15", "15:00", "15:10", "15:05"], [16]),  # in any order
    (["15:00", "15:03", "15:30", "15:34"], [4, 5]),
    (["23:58", "23:59"], [2]),
]


@pytest.mark.parametrize(("opened", "minutes"), CASES)
def test_openings_close_to_each_other_are_one_sitting(opened: list[str], minutes: list[int]) -> None:
    assert [one.minutes for one in sittings(read_minute(DAY + at) for at in opened)] == minutes


def test_a_sitting_goes_on_over_midnight() -> None:
    opened = map(read_minute, ["2026-11-25T23:58", "2026-11-26T00:02"])
    assert [one.minutes for one in sittings(opened)] == [5]


@given(st.sets(st.integers(0, 3000), max_size=60))
def test_a_sitting_is_never_longer_than_what_lies_between_its_ends_and_never_shorter_than_its_openings(
    marks: set[int],
) -> None:
    start = datetime(2026, 11, 23, tzinfo=UTC)
    found = sittings(start + timedelta(minutes=one) for one in marks)
    assert len(marks) <= sum(one.minutes for one in found) <= len(marks) * GAP
    ends = [one.began + timedelta(minutes=one.minutes - 1) for one in found]
    assert all(later.began - end > timedelta(minutes=GAP) for end, later in zip(ends, found[1:], strict=False))


def test_a_week_is_the_clinics_and_a_sitting_over_its_end_is_counted_in_both() -> None:
    """Sunday 22 November, 11:58 pm in Toronto is Monday 04:58 in UTC."""
    opened = ["2026-11-23T04:57", "2026-11-23T04:58", "2026-11-23T05:02", "2026-11-23T14:00"]
    assert minutes_by_week(opened, TORONTO) == {date(2026, 11, 16): 2, date(2026, 11, 23): 2}
    assert minutes_by_week(opened, "UTC") == {date(2026, 11, 23): 7}


def test_the_weeks_are_eight_mondays_also_over_a_change_of_the_clocks() -> None:
    weeks = weeks_until(datetime(2026, 11, 25, 15, tzinfo=UTC), TORONTO)
    assert len(weeks) == WEEKS
    assert weeks[0] == date(2026, 11, 23)
    assert weeks[-1] == date(2026, 10, 5)
    assert {one.weekday() for one in weeks} == {0}


def test_two_who_read_at_once_are_two_in_a_sum_and_the_longest_wait_is_that_of_its_week() -> None:
    now = datetime(2026, 11, 25, 15, tzinfo=UTC)
    mondays = weeks_until(now, TORONTO)[:2]
    two, single = Waited(2, timedelta(hours=29)), Waited(1, timedelta(hours=2))
    one = weeks_of([f"{DAY}14:00", f"{DAY}14:04"], {mondays[0]: two}, mondays, TORONTO)
    other = weeks_of([f"{DAY}14:02"], {mondays[0]: single}, mondays, TORONTO)
    this, before = summed([one, other], mondays)
    assert (this.minutes, this.readers, this.done, this.longest) == (6, 2, 3, timedelta(hours=29))
    assert (before.minutes, before.readers, before.done, before.longest) == (0, 0, 0, None)


@pytest.mark.parametrize(("minutes", "cap", "says"), [(180, 180, False), (181, 180, True), (999, None, False)])
def test_above_the_clinics_number_a_sentence_is_said_and_at_it_none(minutes: int, cap: int | None, says: bool) -> None:
    assert bool(above_cap(minutes, cap)) == says


@pytest.mark.parametrize(
    ("minutes", "said"), [(1, "one minute"), (59, "59 minutes"), (60, "1 h"), (125, "2 h 5 min"), (180, "3 h")]
)
def test_minutes_are_said_as_people_say_them(minutes: int, said: str) -> None:
    assert time_said(minutes) == said

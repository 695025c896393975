"""The clinic's true hours in words, on the clinic's own clock, and by when an answer is stated."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.hours import Cover, cover_now
from server.messages.hours import answer_by, closed_words, next_opening, now_words, promise_words, week_words

TORONTO, TOKYO, PARIS = "America/Toronto", "Asia/Tokyo", "Europe/Paris"
WEEKDAYS = [Cover(day, "09:00", "17:00") for day in range(5)]
SPLIT = [Cover(day, opens, closes) for day in (1, 3) for opens, closes in (("13:00", "16:30"), ("08:00", "12:00"))]


def toronto(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(TORONTO)).astimezone(UTC)


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (WEEKDAYS, "Monday to Friday, 9:00 am to 5:00 pm"),
        ([*WEEKDAYS, Cover(5, "10:00", "13:00")],
         "Monday to Friday, 9:00 am to 5:00 pm; Saturday, 10:00 am to 1:00 pm"),
        (SPLIT, "Tuesday, 8:00 am to 12:00 pm and 1:00 pm to 4:30 pm; Thursday, 8:00 am to 12:00 pm and"
                " 1:00 pm to 4:30 pm"),
        ([], ""),
    ],
    ids=["weekdays", "saturday too", "split days", "none"],
)  # fmt: skip
def test_a_week_is_said_as_one_says_it(week: list[Cover], said: str) -> None:
    assert week_words(week, toronto("2026-11-25T10:00"), TORONTO, TORONTO) == said


@pytest.mark.parametrize(
    ("now", "said", "closed"),
    [
        ("2026-11-25T10:00", "The clinic is open today until 5:00 pm.", ""),
        ("2026-11-25T17:00", "It is closed now, until Thursday 26 November, 9:00 am.", "Thursday 26 November"),
        ("2026-11-25T06:00", "It is closed now, and opens today at 9:00 am.", "Wednesday 25 November"),
        ("2026-11-28T12:00", "It is closed now, until Monday 30 November, 9:00 am.", "Monday 30 November"),
        ("2026-11-27T23:59", "It is closed now, until Monday 30 November, 9:00 am.", "Monday 30 November"),
    ],
)
def test_what_is_true_at_one_moment(now: str, said: str, closed: str) -> None:
    assert now_words(WEEKDAYS, toronto(now), TORONTO, TORONTO) == said
    words = closed_words(WEEKDAYS, toronto(now), TORONTO, TORONTO)
    if not closed:
        assert words == ""
        return
    assert words == (
        f"The clinic is closed until {closed}, 9:00 am. What you write now waits until then;"
        " expect nobody to read it before."
    )


@pytest.mark.parametrize("reader", [TOKYO, PARIS])
def test_who_lives_by_another_clock_reads_the_clinics_with_its_name(reader: str) -> None:
    now = toronto("2026-11-28T12:00")
    assert "Monday 30 November, 9:00 am, Toronto time." in closed_words(WEEKDAYS, now, TORONTO, reader)
    assert week_words(WEEKDAYS, now, TORONTO, reader) == "Monday to Friday, 9:00 am to 5:00 pm, Toronto time"
    assert now_words(WEEKDAYS, toronto("2026-11-25T10:00"), TORONTO, reader).endswith("5:00 pm, Toronto time.")


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-03-07T12:00", "2026-03-09T13:00+00:00"),  # the night before, clocks go on an hour
        ("2026-03-06T18:00", "2026-03-09T13:00+00:00"),
        ("2026-10-31T12:00", "2026-11-02T14:00+00:00"),  # and back
        ("2026-10-30T18:00", "2026-11-02T14:00+00:00"),
    ],
)
def test_across_a_change_of_the_clocks_it_opens_at_the_same_hour_of_the_wall(now: str, opens: str) -> None:
    assert next_opening(WEEKDAYS, toronto(now), TORONTO) == datetime.fromisoformat(opens)
    assert "Monday" in closed_words(WEEKDAYS, toronto(now), TORONTO, TORONTO)
    assert ", 9:00 am." in closed_words(WEEKDAYS, toronto(now), TORONTO, TORONTO)


@pytest.mark.parametrize(
    ("sent", "days", "by"),
    [
        ("2026-11-25T10:00", 2, "2026-11-27T17:00"),
        ("2026-11-25T10:00", 0, "2026-11-25T17:00"),
        ("2026-11-27T10:00", 2, "2026-12-01T17:00"),  # a Friday
        ("2026-11-27T20:00", 2, "2026-12-02T17:00"),  # it reached an open clinic on Monday
        ("2026-11-28T12:00", 1, "2026-12-01T17:00"),
        ("2026-03-06T10:00", 1, "2026-03-09T17:00"),  # clocks change in between
    ],
)
def test_by_when_an_answer_is_stated_is_counted_in_days_with_hours(sent: str, days: int, by: str) -> None:
    assert answer_by(WEEKDAYS, toronto(sent), days, TORONTO) == toronto(by)


def test_without_hours_nothing_is_promised() -> None:
    now = toronto("2026-11-25T10:00")
    assert answer_by([], now, 2, TORONTO) is None
    assert now_words([], now, TORONTO, TORONTO) == ""
    assert "has not written down when somebody is there" in closed_words([], now, TORONTO, TORONTO)


@pytest.mark.parametrize(
    ("names", "days", "said"),
    [
        (["Theo"], 1, "Theo answers here within one working day."),
        (["Theo", "Pria"], 2, "Theo and Pria answer here within two working days."),
        (["A", "B", "C"], 2, "A, B and C answer here within two working days."),
        ([], 2, "Your care team answers here within two working days."),
        (["Theo"], 0, "Theo answers here on the same working day."),
    ],
    ids=["one", "two", "three", "nobody", "today"],
)
def test_who_answers_is_said_by_name(names: list[str], days: int, said: str) -> None:
    assert promise_words(names, days) == said


week_of = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 22), st.integers(1, 23))
    .filter(lambda one: one[1] < one[2])
    .map(lambda one: Cover(one[0], f"{one[1]:02d}:00", f"{one[2]:02d}:00")),
    max_size=6,
)


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([TORONTO, TOKYO, PARIS]),
    week_of,
    st.integers(0, 5),
)
def test_never_open_and_closed_at_once_and_an_answer_is_stated_while_somebody_is_there(
    now: datetime, zone: str, week: list[Cover], days: int
) -> None:
    opens = next_opening(week, now, zone)
    assert (closed_words(week, now, zone, zone) == "") == (cover_now(week, now, zone).until is not None)
    if opens is not None:
        assert opens > now
    by = answer_by(week, now, days, zone)
    assert (by is None) == (not week)
    if by is not None:
        assert by > now
        assert cover_now(week, by - timedelta(seconds=1), zone).until is not None

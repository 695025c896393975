"""When somebody at the clinic answers: told truly, across nights, weekends and the days that clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.clinics.hours import Cover, CoverNow, cover_now

TORONTO = "America/Toronto"
WEEKDAYS = [Cover(day, "09:00", "17:00") for day in range(5)]
SPLIT = [Cover(2, "13:00", "17:30"), Cover(2, "08:15", "12:00")]  # Wednesdays, not in order


def at(text: str, zone: str = TORONTO, *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


OPEN: list[tuple[str, str]] = [
    ("2026-11-25T09:00", "2026-11-25T17:00"),
    ("2026-11-25T12:00", "2026-11-25T17:00"),
    ("2026-11-25T16:59:59", "2026-11-25T17:00"),
    ("2026-11-27T16:00", "2026-11-27T17:00"),
    ("2026-03-09T09:00", "2026-03-09T17:00"),  # the Monday after the clocks went forward
    ("2026-11-02T09:00", "2026-11-02T17:00"),  # the Monday after they went back
]
CLOSED: list[tuple[str, str]] = [
    ("2026-11-25T08:59:59", "2026-11-25T09:00"),
    ("2026-11-25T17:00", "2026-11-26T09:00"),
    ("2026-11-25T23:59", "2026-11-26T09:00"),
    ("2026-11-26T00:00", "2026-11-26T09:00"),
    ("2026-11-27T17:00", "2026-11-30T09:00"),  # Friday evening: Monday
    ("2026-11-28T12:00", "2026-11-30T09:00"),
    ("2026-11-29T23:59", "2026-11-30T09:00"),
    ("2026-12-31T18:00", "2027-01-01T09:00"),
    ("2026-03-06T18:00", "2026-03-09T09:00"),  # over the night that lost an hour
    ("2026-10-30T18:00", "2026-11-02T09:00"),  # over the night that had one more
]


@pytest.mark.parametrize(("now", "until"), OPEN)
def test_within_its_hours_it_is_open_until_they_end(now: str, until: str) -> None:
    assert cover_now(WEEKDAYS, at(now), TORONTO) == CoverNow(at(until), None)


@pytest.mark.parametrize(("now", "next_opens"), CLOSED)
def test_outside_them_it_says_when_it_opens_next(now: str, next_opens: str) -> None:
    assert cover_now(WEEKDAYS, at(now), TORONTO) == CoverNow(None, at(next_opens))


def test_nine_in_the_morning_is_nine_on_the_wall_on_both_sides_of_a_change() -> None:
    before = cover_now(WEEKDAYS, at("2026-03-05T18:00"), TORONTO).next_opens
    after = cover_now(WEEKDAYS, at("2026-03-08T18:00"), TORONTO).next_opens

    assert (before, after) == (datetime(2026, 3, 6, 14, tzinfo=UTC), datetime(2026, 3, 9, 13, tzinfo=UTC))


def test_the_hours_are_those_of_the_clinics_wall_and_not_of_the_reader() -> None:
    noon_in_toronto = at("2026-11-25T12:00")

    assert cover_now(WEEKDAYS, noon_in_toronto, TORONTO).until
    assert not cover_now(WEEKDAYS, noon_in_toronto, "Asia/Tokyo").until
    assert cover_now(WEEKDAYS, noon_in_toronto, "Asia/Tokyo").next_opens == at("2026-11-26T09:00", "Asia/Tokyo")


def test_a_break_at_noon_is_a_time_when_nobody_answers() -> None:
    for now, expected in (
        ("2026-11-25T08:00", CoverNow(None, at("2026-11-25T08:15"))),
        ("2026-11-25T11:59", CoverNow(at("2026-11-25T12:00"), None)),
        ("2026-11-25T12:00", CoverNow(None, at("2026-11-25T13:00"))),
        ("2026-11-25T13:00", CoverNow(at("2026-11-25T17:30"), None)),
        ("2026-11-25T18:00", CoverNow(None, at("2026-12-02T08:15"))),
    ):
        assert cover_now(SPLIT, at(now), TORONTO) == expected, now


def test_hours_in_the_night_of_a_change_are_told_all_the_same() -> None:
    """Sunday from two to three: an hour that spring leaves out and autumn has twice."""
    sunday = [Cover(6, "02:00", "03:00")]

    spring = cover_now(sunday, at("2026-03-08T00:30"), TORONTO).next_opens
    assert spring is not None
    assert spring.date().isoformat() == "2026-03-08"
    first = cover_now([Cover(6, "01:30", "03:00")], at("2026-11-01T01:45"), TORONTO)
    second = cover_now([Cover(6, "01:30", "03:00")], at("2026-11-01T01:45", fold=1), TORONTO)
    assert first.until == second.until == at("2026-11-01T03:00")


def test_without_hours_nothing_is_claimed() -> None:
    assert cover_now([], at("2026-11-25T12:00"), TORONTO) == CoverNow(None, None)


@settings(deadline=None)
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sampled_from([TORONTO, "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]),
    st.sampled_from([WEEKDAYS, SPLIT, [Cover(6, "00:00", "23:59")]]),
)
def test_whenever_one_looks_it_is_open_or_it_is_said_when(now: datetime, zone: str, week: list[Cover]) -> None:
    cover = cover_now(week, now, zone)

    assert (cover.until is None) != (cover.next_opens is None)
    if cover.until:
        assert now < cover.until <= now + timedelta(hours=26)
    if cover.next_opens:
        assert now < cover.next_opens <= now + timedelta(days=8)
        opened = cover_now(week, cover.next_opens, zone)
        assert opened.until is not None

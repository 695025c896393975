"""Days after a session are days on the patient's own calendar: not spans of 24 hours, and not the server's days."""

from datetime import datetime

import pytest

from server.courses.stages import day_offset, session_before
from tests.courses.made import TORONTO, held, planned


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2026-11-25T10:00:00-05:00", 0),  # before it began, the same day
        ("2026-11-25T23:59:59-05:00", 0),
        ("2026-11-26T00:00:00-05:00", 1),
        ("2026-11-26T04:59:00Z", 0),  # another date in UTC, the same in Toronto
        ("2026-11-26T23:59:00-05:00", 1),
        ("2026-12-02T08:00:00-05:00", 7),
        ("2026-11-24T23:59:00-05:00", -1),
    ],
)
def test_days_turn_over_at_midnight_in_the_patients_zone(written: str, days: int) -> None:
    session = held(1, at("2026-11-25T23:00:00-05:00"))

    assert day_offset(session, at(written), TORONTO) == days


@pytest.mark.parametrize(
    ("session_day", "written", "days"),
    [
        ("2026-10-31T11:00:00-04:00", "2026-11-01T11:00:00-05:00", 1),  # 25 hours later
        ("2026-11-01T00:10:00-04:00", "2026-11-01T23:50:00-05:00", 0),  # a day of 25 hours
        ("2027-03-13T11:00:00-05:00", "2027-03-14T10:30:00-04:00", 1),  # 22.5 hours later
        ("2027-03-13T23:50:00-05:00", "2027-03-14T00:10:00-05:00", 1),  # twenty minutes later
    ],
)
def test_a_day_is_a_day_across_a_change_of_the_clocks(session_day: str, written: str, days: int) -> None:
    assert day_offset(held(1, at(session_day), started=False), at(written), TORONTO) == days


def test_the_day_of_a_session_is_the_day_it_began_not_the_day_it_was_planned() -> None:
    session = held(1, at("2026-11-26T11:00:00-05:00"), planned_at=at("2026-11-20T11:00:00-05:00"))

    assert day_offset(session, at("2026-11-27T09:00:00-05:00"), TORONTO) == 1


def test_a_session_that_began_past_midnight_has_the_later_date() -> None:
    """Opened at 23:50 and started at 00:10: the start counts."""
    session = held(1, at("2026-11-25T23:50:00-05:00"))

    assert day_offset(session, at("2026-11-26T09:00:00-05:00"), TORONTO) == 0


def test_an_entry_of_the_sessions_own_morning_belongs_to_it() -> None:
    session = held(2, at("2026-11-25T11:00:00-05:00"))

    assert session_before([session], at("2026-11-25T08:00:00-05:00"), TORONTO) == session


def test_an_entry_of_the_evening_before_belongs_to_the_session_before() -> None:
    first, second = held(1, at("2026-11-11T11:00:00-05:00")), held(2, at("2026-11-25T11:00:00-05:00"))
    evening = at("2026-11-25T04:30:00Z")  # 23:30 on the 24th in Toronto

    assert session_before([first, second], evening, TORONTO) == first


def test_a_session_that_nobody_opened_takes_no_entries() -> None:
    first, missed = held(1, at("2026-11-11T11:00:00-05:00")), planned(2, at("2026-11-20T11:00:00-05:00"))

    assert session_before([first, missed], at("2026-11-25T11:00:00-05:00"), TORONTO) == first


def test_before_the_first_session_an_entry_belongs_to_none() -> None:
    assert session_before([], at("2026-11-25T11:00:00-05:00"), TORONTO) is None
    assert session_before([held(1, at("2026-11-26T11:00:00-05:00"))], at("2026-11-25T11:00:00-05:00"), TORONTO) is None

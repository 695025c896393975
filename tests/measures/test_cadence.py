"""When questionnaires are asked for: at the same offset from each session, and after the last (Q-21)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.measures.cadence import Turn, due, turns, windows

FIRST = datetime(2026, 11, 2, 16, tzinfo=UTC)
PROTOCOL = Protocol()


def days(n: float) -> timedelta:
    return timedelta(days=n)


def course(*held: bool, apart: float = 14) -> list[Session]:
    """Sessions `apart` days from each other; those that are held began when they were planned."""
    return [
        Session(
            id=f"s{at}", number=at + 1, route="IV", planned_at=FIRST + days(apart * at),
            opened_at=FIRST + days(apart * at) if one else None,
        )
        for at, one in enumerate(held)
    ]  # fmt: skip


def states(sessions: list[Session], answered: list[datetime], now: datetime) -> list[str]:
    return [one.state for one in turns(windows(sessions, PROTOCOL, now), answered, PROTOCOL, now)]


@pytest.mark.parametrize(
    ("before", "state"),
    [(7.1, "later"), (2.1, "later"), (2, "open"), (0.1, "open"), (-0.1, "missed")],
)
def test_q_21_a_session_asks_two_days_before_and_not_once_it_has_begun(before: float, state: str) -> None:
    held = before < 0
    assert states(course(held, False), [], FIRST - days(before))[0] == state


def test_q_21_every_session_asks_at_the_same_offset() -> None:
    found = windows(course(False, False, False, apart=21), PROTOCOL, FIRST - days(30))
    assert {one.closes - one.asked for one in found} == {days(2)}


@pytest.mark.parametrize(("days_before", "state"), [(7, "answered"), (3, "answered"), (7.1, "open"), (30, "open")])
def test_q_21_the_start_is_what_was_answered_within_seven_days_before_the_first(days_before: float, state: str) -> None:
    assert states(course(False), [FIRST - days(days_before)], FIRST - days(0.05))[0] == state


def test_q_21_nobody_is_asked_again_within_seven_days() -> None:
    close = course(True, False, apart=5)
    evening_before = FIRST - days(1)
    second = FIRST + days(5)
    assert states(close, [evening_before], second - days(0.5)) == ["answered", "recent"]
    assert states(close, [second - days(8)], second - days(0.5))[1] == "open"


def test_q_21_after_the_last_session_it_is_asked_after_a_week_a_month_and_three_months() -> None:
    done = course(True, True)
    last = FIRST + days(14)
    found = [one for one in windows(done, PROTOCOL, last) if one.after]
    assert [one.asked - last for one in found] == [days(7), days(30), days(91)]
    assert [one.state for one in turns(found, [last + days(8)], PROTOCOL, last + days(40))] == [
        "answered", "open", "later",
    ]  # fmt: skip


def test_while_a_session_is_still_planned_nothing_follows_the_last() -> None:
    assert not [one for one in windows(course(True, False), PROTOCOL, FIRST + days(8)) if one.after]


def test_a_session_that_nobody_held_asks_nothing_until_it_is_moved() -> None:
    assert [one.session for one in windows(course(True, False, False), PROTOCOL, FIRST + days(20))] == [1, 3]


def test_a_window_that_closed_stays_missed_and_is_told() -> None:
    assert states(course(True, True, False), [], FIRST + days(20)) == ["missed", "missed", "later"]


@given(
    held=st.integers(0, 6), apart=st.floats(1, 60), at=st.floats(-40, 400),
    answers=st.lists(st.floats(-40, 400), max_size=20),
)  # fmt: skip
def test_nobody_is_ever_asked_twice_at_once_or_within_a_week(
    held: int, apart: float, at: float, answers: list[float]
) -> None:
    sessions = course(*(number < held for number in range(6)), apart=apart)
    now = FIRST + days(at)
    answered = [FIRST + days(one) for one in answers if one <= at]
    found = turns(windows(sessions, PROTOCOL, now), answered, PROTOCOL, now)
    open_now: Turn | None = due(found)
    if open_now:
        assert sum(1 for one in found if one.state == "open") <= 2  # of two sessions closer than their windows
        assert open_now.window.asked <= now < open_now.window.closes
        before = [one for one in answered if one < open_now.window.opens]
        assert all(now - one >= days(7) for one in before)
        assert not [one for one in answered if open_now.window.opens <= one < open_now.window.closes]
    assert all(one.answered_at for one in found if one.state in ("answered", "recent"))

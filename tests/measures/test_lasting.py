"""How long a gain lasted: held against simulated courses whose answer is known."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from server.courses.models import Session
from server.measures.answers import Answered, Body
from server.measures.instruments import instruments
from server.measures.lasting import Lasted, lasted

FIRST = datetime(2026, 11, 2, 16, tzinfo=UTC)


def session(number: int = 1, day: float = 0) -> Session:
    at = FIRST + timedelta(days=day)
    return Session(id=f"s{number}", number=number, route="IV", planned_at=at, opened_at=at)


def course(*totals: tuple[float, int]) -> list[Answered]:
    """Totals with the day they were answered on, counted from the first session."""
    return [
        Answered(
            id=str(at), instrument="phq9", answered_at=FIRST + timedelta(days=day), received_at=FIRST,
            body=Body(answers={}, total=total, edition=""),
        )
        for at, (day, total) in enumerate(sorted(totals))
    ]  # fmt: skip


def found(*totals: tuple[float, int], sessions: list[Session] | None = None) -> Lasted:
    return lasted(instruments()["phq9"], course(*totals), sessions or [session()])[0]


@given(
    half=st.floats(3, 60), gain=st.integers(12, 20), low=st.integers(0, 7),
    days=st.lists(st.integers(1, 90), min_size=1, max_size=13, unique=True),
)  # fmt: skip
def test_the_span_holds_the_day_on_which_half_of_a_simulated_gain_was_gone(
    half: float, gain: int, low: int, days: list[int]
) -> None:
    """A gain that fades by halves: total(t) = before - gain / 2^(t / half), answered in whole points."""
    before = low + gain
    one = found((-1, before), *((day, round(before - gain * 0.5 ** (day / half))) for day in days))
    assume(one.state in ("holds", "halved"))
    truth = one.best_day + half  # half of what was seen at the best answer
    assert one.held <= truth
    if one.state == "halved":
        assert one.gone is not None
        assert truth <= one.gone


@given(before=st.integers(0, 27), totals=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 27)), max_size=12))
def test_whatever_is_answered_the_days_are_in_order_and_fewer_points_than_people_notice_are_no_gain(
    before: int, totals: list[tuple[int, int]]
) -> None:
    one = found((-1, before), *totals)
    if one.state in ("holds", "halved"):
        assert one.gain >= 5
        assert one.best_day <= one.held <= one.watched
        assert one.gone is None or one.held <= one.gone <= one.watched
    else:
        assert one.state == ("no answers" if not totals else "no gain")


def test_a_gain_that_stays_is_told_up_to_the_last_answer_and_no_further() -> None:
    one = found((-1, 18), (7, 8), (14, 9), (21, 8))
    assert (one.state, one.held, one.watched, one.gone) == ("holds", 21, 21, None)


def test_the_next_session_ends_the_watching() -> None:
    one, two = lasted(instruments()["phq9"], course((-1, 18), (7, 8), (13, 9), (20, 18)), [session(), session(2, 14)])
    assert (one.state, one.watched) == ("holds", 13)
    assert (two.before, two.state) == (9, "no gain")


def test_before_any_session_there_is_nothing_to_tell() -> None:
    assert lasted(instruments()["phq9"], course((-1, 18)), []) == []
    assert lasted(instruments()["phq9"], [], [session()])[0].state == "no start"


def test_without_a_start_or_an_answer_nothing_is_made_up() -> None:
    assert found((-8, 18), (7, 8)).state == "no start"
    assert found((-1, 18)).state == "no answers"
    assert found((-1, 18), (7, 14)).state == "no gain"
    assert found((-1, 10), (7, 20)).state == "no gain"


def test_stretches_without_an_answer_are_named() -> None:
    assert found((-1, 18), (7, 8), (30, 9), (37, 9)).gaps == ((7, 30),)
    assert found((-1, 18), (20, 8)).gaps == ((0, 20),)


@pytest.mark.parametrize(("back", "gone"), [(15, None), (16, 28), (18, 28)])
def test_a_total_that_wavers_about_the_middle_decides_nothing(back: int, gone: int | None) -> None:
    """From 18 to 8 the middle is 13; people notice five points, so that 15 is still about the middle."""
    one = found((-1, 18), (7, 8), (14, 13), (28, back))
    assert (one.held, one.gone) == (7, gone)

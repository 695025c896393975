"""The tide that goes out: it can be drawn at any moment, and stays inside its box."""

import re
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from server.clinics.protocol import Protocol
from server.preparation.fasting import EBB_FLOOR, EBB_HIGH, EBB_LOW, EBB_WIDTH, Ebb, draw_ebb, fasting_clock
from tests.courses.made import NOW, hours, planned

moments = some.datetimes(timezones=some.just(UTC))
spans = some.floats(0, 72, allow_nan=False)
SESSION_AT = hours(25)


def drawn(now: datetime, food: float = 6, drink: float = 6) -> Ebb:
    protocol = Protocol(food_hours=food, liquid_hours=drink)
    return draw_ebb(fasting_clock(planned(1, SESSION_AT), protocol, min(now, hours(24))), now)


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", path.partition("h")[0])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@settings(max_examples=150, deadline=None)
@given(moments, spans, spans)
def test_it_can_be_drawn_at_any_moment_for_any_hours(now: datetime, food: float, drink: float) -> None:
    ebb = drawn(now, food, drink)

    assert 0 <= ebb.food_x <= EBB_WIDTH
    for path in (ebb.level, ebb.water, ebb.now):
        assert all(0 <= x <= EBB_WIDTH and EBB_HIGH <= y <= EBB_FLOOR for x, y in points(path)), path


@settings(max_examples=60, deadline=None)
@given(some.integers(-2_000, 0), spans)
def test_now_is_marked_in_its_place_before_the_session(minutes: int, food: float) -> None:
    now = SESSION_AT + timedelta(minutes=minutes)
    ebb = drawn(now, food)

    if ebb.now_x is not None:
        before_food = now < SESSION_AT - timedelta(hours=food)
        assert (ebb.now_x < ebb.food_x + 0.1) if before_food else (ebb.now_x >= ebb.food_x - 0.1)


def test_water_is_high_before_the_last_food_and_low_after_it() -> None:
    ebb = drawn(NOW)
    heights = dict(points(ebb.level))

    assert heights[0] == EBB_HIGH
    assert all(y == EBB_LOW for x, y in heights.items() if x > ebb.food_x)


def test_now_is_not_marked_once_the_session_has_begun() -> None:
    ebb = drawn(SESSION_AT + timedelta(minutes=1))

    assert (ebb.now_x, ebb.now) == (None, "")


def test_weeks_before_now_lies_outside_the_drawing() -> None:
    assert drawn(SESSION_AT - timedelta(days=20)).now_x is None

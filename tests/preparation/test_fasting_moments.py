"""The two moments of the fast (P-01, P-03): real hours counted back from the session, each route by its own numbers."""

from datetime import UTC, datetime, timedelta

import pytest

from server.clinics.protocol import ROUTES, Protocol, Route
from server.courses.models import Session
from server.pages.times import clock, from_local
from server.preparation.fasting import Fasting, fasting_clock
from tests.courses.made import TORONTO, hours, planned

SIX = Protocol()
SESSION_AT = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)  # 11 in the morning in Toronto


def fast(at: datetime, protocol: Protocol = SIX, route: Route = "IV", now: datetime | None = None) -> Fasting:
    return fasting_clock(planned(1, at, route), protocol, now or at - timedelta(days=1))


@pytest.mark.parametrize("route", ROUTES)
def test_p_01_food_and_drink_end_six_hours_before_by_default(route: Route) -> None:
    found = fast(SESSION_AT, route=route)

    assert found.last_food == found.last_drink == SESSION_AT - timedelta(hours=6)


def test_p_03_food_is_not_drink() -> None:
    found = fast(SESSION_AT, Protocol(food_hours=6, liquid_hours=2))

    assert (clock(found.last_food, TORONTO), clock(found.last_drink, TORONTO)) == ("5:00 am", "9:00 am")


def test_p_03_a_route_with_its_own_hours_keeps_them_and_the_others_do_not_change() -> None:
    """P-02: nasal esketamine, food two hours and liquids thirty minutes."""
    protocol = Protocol(food_hours_by_route={"IN": 2}, liquid_hours_by_route={"IN": 0.5})
    nasal, vein = fast(SESSION_AT, protocol, "IN"), fast(SESSION_AT, protocol, "IV")

    assert SESSION_AT - nasal.last_food == timedelta(hours=2)
    assert SESSION_AT - nasal.last_drink == timedelta(minutes=30)
    assert SESSION_AT - vein.last_food == SESSION_AT - vein.last_drink == timedelta(hours=6)


def test_p_03_a_route_may_have_its_own_hours_for_one_of_the_two_alone() -> None:
    found = fast(SESSION_AT, Protocol(liquid_hours_by_route={"SLc": 2}), "SLc")

    assert (SESSION_AT - found.last_food, SESSION_AT - found.last_drink) == (timedelta(hours=6), timedelta(hours=2))


def test_p_01_in_the_night_the_clocks_go_back_six_hours_are_six_hours_of_waiting() -> None:
    """2026-11-01: from 7:00 back to 2:00 it is five hours by the clock and six by the body."""
    session_at = from_local(datetime(2026, 11, 1).date(), datetime(2026, 11, 1, 7).time(), TORONTO)
    found = fast(session_at)

    assert session_at == datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
    assert found.last_food == datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
    assert clock(found.last_food, TORONTO) == "1:00 am"  # the second 1:00 of that night


def test_p_01_in_the_night_the_clocks_go_forward_the_last_food_is_an_hour_earlier_by_the_clock() -> None:
    """2027-03-14: six hours before 7:00 it is midnight, not 1:00."""
    session_at = from_local(datetime(2027, 3, 14).date(), datetime(2027, 3, 14, 7).time(), TORONTO)
    found = fast(session_at)

    assert session_at == datetime(2027, 3, 14, 11, 0, tzinfo=UTC)
    assert found.last_food == datetime(2027, 3, 14, 5, 0, tzinfo=UTC)
    assert clock(found.last_food, TORONTO) == "12:00 am"


def test_p_03_across_a_change_of_the_clocks_food_and_drink_may_lie_on_both_sides_of_it() -> None:
    session_at = from_local(datetime(2027, 3, 14).date(), datetime(2027, 3, 14, 7).time(), TORONTO)
    found = fast(session_at, Protocol(food_hours=6, liquid_hours=2))

    assert (clock(found.last_food, TORONTO), clock(found.last_drink, TORONTO)) == ("12:00 am", "5:00 am")


def test_when_the_session_moves_both_moments_move_with_it() -> None:
    protocol = Protocol(food_hours=6, liquid_hours=2)
    before, after = fast(SESSION_AT, protocol), fast(SESSION_AT + timedelta(hours=50), protocol)

    assert after.last_food - before.last_food == after.last_drink - before.last_drink == timedelta(hours=50)


@pytest.mark.parametrize(
    ("hours_before", "phase"),
    [(30, "before"), (6.01, "before"), (6, "drink only"), (2.01, "drink only"), (2, "fasting"), (0, "fasting"),
     (-11.9, "fasting"), (-12, "over")],
)  # fmt: skip
def test_the_phase_of_the_fast_is(hours_before: float, phase: str) -> None:
    """A session that starts late does not end the fast; twelve hours after its time the clock says nothing more."""
    now = SESSION_AT - timedelta(hours=hours_before)

    assert fast(SESSION_AT, Protocol(food_hours=6, liquid_hours=2), now=now).phase == phase


def test_with_one_time_for_both_there_is_no_phase_in_which_drink_alone_is_allowed() -> None:
    now = SESSION_AT - timedelta(hours=6)

    assert fast(SESSION_AT, now=now).phase == "fasting"


def test_where_drink_ends_before_food_the_stricter_word_is_said() -> None:
    now = SESSION_AT - timedelta(hours=4)

    assert fast(SESSION_AT, Protocol(food_hours=2, liquid_hours=6), now=now).phase == "fasting"


def test_the_fast_is_over_once_the_session_has_ended() -> None:
    session = Session(
        id="s", number=1, route="IV", planned_at=SESSION_AT, opened_at=SESSION_AT, started_at=SESSION_AT,
        ended_at=SESSION_AT + timedelta(hours=1),
    )  # fmt: skip

    assert fasting_clock(session, SIX, SESSION_AT + timedelta(hours=1)).phase == "over"
    assert fasting_clock(planned(1, SESSION_AT), SIX, hours(24)).phase == "fasting"

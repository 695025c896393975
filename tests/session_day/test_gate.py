"""Before a dose at home: who must be there (N-07), where it may be at all (P-42), and the pressure gate (P-40)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.protocol import AT_HOME, ROUTES, Protocol, Route
from server.session_day.facts import Line, Reading
from server.session_day.gate import HomeFacts, above_gate, gate_closed, high_after_dose, missing_at_home
from tests.session_day.made import after, decision, pressure

HOME = Protocol(home_routes=True)
CALM = pressure("calm", -5, 128, 82)


def missing(
    lines: list[Line],
    *,
    route: Route = "SLh",
    sitter: str = "Leyla",
    phone: str = "+14165550142",
    protocol: Protocol = HOME,
    now: float = 0,
) -> list[str]:
    facts = HomeFacts(
        route=route, sitter=sitter, clinic_phone=phone, lines=lines, planned_at=after(0), now=after(now)
    )  # fmt: skip
    return list(missing_at_home(protocol, facts))


@pytest.mark.parametrize(
    ("upper", "lower", "above"),
    [(140, 90, False), (141, 90, True), (140, 91, True), (90, 60, False), (200, 60, True), (100, 95, True)],
)
def test_p_40_above_the_limit_and_not_at_it(upper: int, lower: int, above: bool) -> None:
    assert above_gate(HOME, Reading(systolic=upper, diastolic=lower)) is above
    assert missing([pressure("a", -5, upper, lower)]) == (["gate"] if above else [])


@pytest.mark.parametrize(("upper", "lower", "above"), [(150, 95, False), (151, 95, True), (150, 96, True)])
def test_p_40_the_clinics_own_limits_count(upper: int, lower: int, above: bool) -> None:
    own = Protocol(home_routes=True, gate_systolic=150, gate_diastolic=95)

    assert gate_closed(own, [pressure("a", -5, upper, lower)]) is above


@pytest.mark.parametrize(
    ("upper", "lower", "high"), [(179, 119, False), (180, 80, True), (120, 120, True), (181, 121, True)]
)
def test_d_07_after_the_dose_at_or_above(upper: int, lower: int, high: bool) -> None:
    assert high_after_dose(HOME, Reading(systolic=upper, diastolic=lower)) is high


def test_d_07_the_clinics_own_setting_counts() -> None:
    assert high_after_dose(Protocol(again_systolic=170), Reading(systolic=170, diastolic=80))
    assert not high_after_dose(Protocol(again_systolic=190), Reading(systolic=185, diastolic=80))


def test_p_40_a_lower_reading_afterwards_does_not_open_it() -> None:
    assert missing([pressure("high", -20, 150, 80), CALM]) == ["gate"]


def test_p_40_a_corrected_figure_does_not_open_it() -> None:
    high = pressure("high", -20, 150, 80)
    lower = Line(**{name: getattr(CALM, name) for name in CALM.__struct_fields__} | {"about": "high"})

    assert gate_closed(HOME, [high, lower])


@pytest.mark.parametrize(("choice", "closed"), [("go on", False), ("not today", True)])
def test_p_40_a_clinicians_word_after_it_decides(choice: str, closed: bool) -> None:
    assert gate_closed(HOME, [pressure("high", -20, 150, 80), decision("d", -10, choice)]) is closed


@pytest.mark.parametrize(("choice", "expected"), [("go on", []), ("not today", ["gate"])])
def test_not_today_closes_it_without_any_high_reading(choice: str, expected: list[str]) -> None:
    assert missing([CALM, decision("d", -4, choice)]) == expected


def test_of_two_decisions_the_newer_counts() -> None:
    high = pressure("high", -30, 150, 80)

    assert not gate_closed(HOME, [high, decision("a", -20, "not today"), decision("b", -10)])
    assert gate_closed(HOME, [high, decision("a", -20), decision("b", -10, "not today")])


def test_p_40_a_decision_does_not_speak_for_a_high_reading_after_it() -> None:
    lines = [pressure("first", -30, 150, 80), decision("d", -20), pressure("second", -10, 170, 80)]

    assert gate_closed(HOME, lines)


def test_p_40_a_decision_does_not_speak_for_a_reading_that_had_not_arrived() -> None:
    """Measured before the call on a phone without a network, and with the clinic only after it."""
    lines = [pressure("first", -30, 150, 80), pressure("second", -25, 200, 110, received=-5), decision("d", -20)]

    assert gate_closed(HOME, lines)


def test_p_40_a_decision_made_before_the_high_reading_and_sent_after_it_opens_nothing() -> None:
    assert gate_closed(HOME, [pressure("high", -20, 150, 80), decision("d", -30, received=-10)])


@pytest.mark.parametrize(("at", "expected"), [(-60, []), (-61, ["pressure"])])
def test_p_24_a_reading_counts_for_an_hour(at: float, expected: list[str]) -> None:
    assert missing([pressure("a", at, 120, 80)]) == expected


def test_p_24_the_clinics_own_minutes_count() -> None:
    own = Protocol(home_routes=True, pressure_counts_minutes=20)

    assert missing([pressure("a", -25, 120, 80)], protocol=own) == ["pressure"]


def test_n_07_a_named_sitter_and_a_clinic_to_call_are_needed() -> None:
    assert missing([CALM], sitter=" ") == ["sitter"]
    assert missing([CALM], phone="") == ["contact"]
    assert missing([], sitter="", phone="") == ["sitter", "contact", "pressure"]
    assert missing([CALM]) == []


@pytest.mark.parametrize("route", ROUTES)
def test_p_42_only_a_home_route_where_the_protocol_allows_it(route: Route) -> None:
    assert missing([CALM], route=route, protocol=Protocol()) == ["protocol"]
    assert missing([CALM], route=route) == ([] if route in AT_HOME else ["protocol"])


figures = st.tuples(st.integers(50, 280), st.integers(20, 180), st.integers(-600, 0))


@given(st.lists(figures, max_size=8), st.integers(0, 600))
def test_p_40_whatever_a_patient_measures_after_a_high_one_the_gate_stays_shut(
    measured: list[tuple[int, int, int]], now: int
) -> None:
    lines = [pressure(str(number), at, *both) for number, (*both, at) in enumerate(measured)]
    high = pressure("high", -30, 141, 80)

    assert gate_closed(HOME, [*lines, high])
    assert "gate" in missing([*lines, high], now=now)


@given(st.lists(figures, max_size=6), st.integers(-600, 0))
def test_p_40_go_on_opens_it_exactly_when_no_high_reading_came_after(
    measured: list[tuple[int, int, int]], decided: int
) -> None:
    lines = [pressure(str(number), at, *both) for number, (*both, at) in enumerate(measured)]
    after_it = any(above_gate(HOME, one.body) and one.at > after(decided) for one in lines)

    assert gate_closed(HOME, [*lines, decision("d", decided)]) is after_it

"""S-06: which readings of the protocol are due, taken, late or missing; each is always in exactly one state."""

from datetime import datetime
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.protocol import ROUTES, Protocol, Route
from server.session_day.checkpoints import State, checkpoints, next_due, standing_lines
from server.session_day.facts import Line
from tests.session_day.made import DOSE_AT, after, reading

PROTOCOL = Protocol()
WAITING: list[State] = ["later", "due", "late"]


def states(
    now: float, lines: list[Line] | None = None, dose: datetime | None = DOSE_AT, ended: float | None = None
) -> dict[int, State]:
    """Of an infusion: -10, 20, 40, 60 and 90 minutes, with ten minutes of grace."""
    times = (dose, None if ended is None else after(ended))
    return {one.minutes: one.state for one in checkpoints(PROTOCOL, "IV", times, lines or [], after(now))}


@pytest.mark.parametrize("route", ROUTES)
def test_s_06_every_route_is_measured_before_the_medicine_and_those_in_a_clinic_during_and_after(route: Route) -> None:
    minutes = PROTOCOL.readings_for(route)

    assert min(minutes) < 0
    assert route in ("SLh", "PO") or ((40 in minutes or 45 in minutes) and max(minutes) > 60)


def test_s_06_the_clinics_own_checkpoints_take_the_place_of_the_usual_ones() -> None:
    own = Protocol(reading_minutes={"IV": (-5, 30)})

    assert [one.minutes for one in checkpoints(own, "IV", (None, None), [], DOSE_AT)] == [-5, 30]
    assert len(checkpoints(own, "IM", (None, None), [], DOSE_AT)) == 5


def test_before_the_dose_only_the_reading_before_it_is_due() -> None:
    assert states(0, dose=None) == {-10: "due", 20: "later", 40: "later", 60: "later", 90: "later"}


@pytest.mark.parametrize(
    ("now", "state"),
    [(9.9, "later"), (10, "due"), (20, "due"), (30, "due"), (30.1, "late"), (600, "late")],
)
def test_a_reading_is_due_around_its_minute_and_late_when_the_grace_is_over(now: float, state: State) -> None:
    assert states(now)[20] == state


def test_the_reading_before_the_medicine_is_late_once_it_is_given() -> None:
    assert (states(0)[-10], states(0, dose=None)[-10]) == ("late", "due")
    assert states(1, [reading("a", -12, -10)])[-10] == "taken"


@pytest.mark.parametrize(("at", "state"), [(12, "taken"), (30, "taken"), (31, "taken late")])
def test_a_reading_measured_after_its_grace_says_so(at: float, state: State) -> None:
    assert states(50, [reading("a", at, 20)])[20] == state


def test_when_the_session_is_over_what_nobody_measured_is_missing() -> None:
    found = states(200, [reading("a", 20, 20)], ended=70)

    assert found == {-10: "missing", 20: "taken", 40: "missing", 60: "missing", 90: "later"}


def test_a_session_discharged_without_a_dose_misses_every_reading() -> None:
    assert set(states(10, dose=None, ended=5).values()) == {"missing"}


def test_a_reading_besides_the_plan_fills_no_checkpoint() -> None:
    assert "taken" not in states(5, [reading("a", -12, None), reading("b", 3, 33)]).values()


def test_a_correction_that_moves_a_reading_leaves_its_first_checkpoint_open() -> None:
    lines = [reading("a", 20, 20), reading("b", 40, 40, about="a")]

    assert (states(45, lines)[20], states(45, lines)[40]) == ("late", "taken")


def test_of_two_readings_at_one_checkpoint_the_first_counts() -> None:
    lines = [reading("b", 45, 40), reading("a", 20, 40)]

    (found,) = [one for one in checkpoints(PROTOCOL, "IV", (DOSE_AT, None), lines, after(60)) if one.minutes == 40]

    assert found.line is not None
    assert found.line.id == "a"


@pytest.mark.parametrize(("now", "minutes"), [(-30, -10), (18, 20), (32, 40), (65, 60), (79, 60), (85, 90)])
def test_what_is_measured_next_is_the_latest_that_is_due(now: float, minutes: int) -> None:
    dose = None if now < 0 else DOSE_AT
    due = next_due(checkpoints(PROTOCOL, "IV", (dose, None), [], after(now)))

    assert due is not None
    assert due.minutes == minutes


def test_nothing_is_next_when_everything_is_measured() -> None:
    lines = [reading(str(minutes), minutes, minutes) for minutes in PROTOCOL.readings_for("IV")]

    assert next_due(checkpoints(PROTOCOL, "IV", (DOSE_AT, None), lines, after(95))) is None


@st.composite
def measured(draw: st.DrawFn) -> list[Line]:
    """Readings at, beside and between the checkpoints, some about earlier ones."""
    lines: list[Line] = []
    for number in range(draw(st.integers(0, 8))):
        about = draw(st.sampled_from([None, *(one.id for one in lines)]))
        checkpoint = draw(st.sampled_from([None, -10, 20, 33, 40, 60, 90]))
        lines.append(reading(str(number), draw(st.integers(-60, 300)), checkpoint, about=about))
    return lines


@given(measured(), st.floats(-300, 900), st.none() | st.just(DOSE_AT), st.none() | st.integers(0, 600))
def test_whatever_was_measured_each_checkpoint_is_in_one_state_and_a_taken_one_never_missing(
    lines: list[Line], now: float, dose: datetime | None, ended: int | None
) -> None:
    found = checkpoints(PROTOCOL, "IV", (dose, None if ended is None else after(ended)), lines, after(now))

    standing = {one.body.checkpoint for one in standing_lines(lines, "reading")}
    assert [one.minutes for one in found] == list(PROTOCOL.readings_for("IV"))
    for one in found:
        assert one.state in get_args(State)
        assert (one.line is not None) is (one.minutes in standing) is (one.state in ("taken", "taken late"))


@given(measured(), st.floats(-300, 900), st.floats(0, 900))
def test_as_time_goes_on_no_checkpoint_goes_back(lines: list[Line], now: float, later: float) -> None:
    before, afterwards = states(now, lines), states(now + later, lines)

    for minutes, state in before.items():
        if state in WAITING:
            assert WAITING.index(afterwards[minutes]) >= WAITING.index(state)
        else:
            assert afterwards[minutes] == state

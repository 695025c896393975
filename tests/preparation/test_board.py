"""The ready board: each open line with its reason and who can change it; a list, never a verdict (R-01)."""

from datetime import datetime, timedelta
from typing import cast

import pytest

from server.clinics.protocol import ROUTES, Protocol, Route
from server.courses.models import Course
from server.intake.said import Said
from server.preparation.board import Facts, items_for, next_step, ready_board
from server.preparation.fasting import fasting_clock
from server.preparation.models import BoardItem, Intention, Plan, Prepared, Slip
from tests.courses.made import NOW, TORONTO, days, hours, planned
from tests.house.words import forbidden_in

NOTHING_TOLD = Said(cast(Course, None), [])
TOMORROW = hours(25)  # 11 in the morning in Toronto
LINE = Intention(id="i", session_id="session-3", session_number=3, body="Knock first.", written_at=days(-1))
SLIP = Slip(what="Toast", taken_at="08:30", recorded_at=hours(-1))
ASKED = Plan(id="p", asked_at=days(-1), plan="", written_by_name="", written_at=None)
WRITTEN = Plan(id="p", asked_at=days(-1), plan="Broth until six.", written_by_name="Pria", written_at=days(-1))


def facts(
    at: datetime = TOMORROW,
    route: Route = "IV",
    *,
    done: dict[str, str] | None = None,
    intention: Intention | None = None,
    slips: list[Slip] | None = None,
    plan: Plan | None = None,
    prescriber: str = "Pria",
    now: datetime = NOW,
) -> Facts:
    """`done` is item and words; a prescriber's own items are noted by Pria."""
    session = planned(3, at, route)
    return Facts(
        session=session,
        prepared={
            item: Prepared(item=item, words=words, done_by_name="Pria", done_at=days(-2))
            for item, words in (done or {}).items()
        },
        intention=intention,
        fasting=fasting_clock(session, Protocol(), now),
        slips=slips or [],
        plan=plan,
        prescriber=prescriber,
        therapist="Theo",
        intake=NOTHING_TOLD,
        now=now,
        zone=TORONTO,
    )


def line(found: Facts, item: str) -> BoardItem:
    return next(one for one in ready_board(found) if one.id == item)


def test_open_lines_come_first_then_what_is_for_later_then_what_is_done() -> None:
    states = [one.state for one in ready_board(facts(done={"P-10": "", "P-13": "My sister"}))]

    assert states == sorted(states, key=["open", "later", "done"].index)
    assert set(states) == {"open", "later", "done"}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("slips", [[], [SLIP]])
@pytest.mark.parametrize("plan", [None, ASKED, WRITTEN])
def test_every_open_line_has_a_reason_and_somebody_who_can_change_it(
    route: Route, slips: list[Slip], plan: Plan | None
) -> None:
    for one in ready_board(facts(route=route, slips=slips, plan=plan)):
        if one.state == "open":
            assert one.reason, one.id
            assert one.who, one.id
            assert one.turns_green, one.id


@pytest.mark.parametrize("route", ROUTES)
def test_the_board_of_a_route_holds_what_that_route_needs(route: Route) -> None:
    """P-13 is for those who leave the clinic, P-14 and P-24 for home (clinical.md 3.2)."""
    found = {one.id for one in ready_board(facts(route=route))}
    at_home = {"P-14", "P-24"} if route in ("SLh", "PO") else set()
    leaves = set() if route == "SLh" else {"P-13"}

    assert found == {"P-10", "E-15", "P-12", "P-16", "P-22"} | at_home | leaves


@pytest.mark.parametrize("route", ROUTES)
def test_what_the_prescriber_signs_can_be_turned_green_by_the_prescriber_alone(route: Route) -> None:
    found = facts(route=route)

    assert {line(found, item).who for item in ("P-10", "E-15")} == {"Pria"}
    assert line(found, "P-12").who == "Theo"
    assert line(found, "P-10").path == line(found, "P-12").path == ""


@pytest.mark.parametrize("route", ["SLh", "PO"])
def test_p_14_at_home_the_patient_names_the_sitter(route: Route) -> None:
    sitter = line(facts(route=route), "P-14")

    assert (sitter.who, sitter.path, sitter.action) == ("You", "/prepare/checklist#P-14", "Who stays with you?")


def test_p_13_a_ride_that_is_named_is_done_and_says_whom() -> None:
    ride = line(facts(done={"P-13": "My sister Leyla"}), "P-13")

    assert (ride.state, ride.reason) == ("done", "My sister Leyla. Noted by you, 23 November.")


def test_a_line_that_staff_noted_names_them_and_the_day() -> None:
    assert line(facts(done={"P-10": ""}), "P-10").reason == "Reviewed, noted by Pria, 23 November."


def test_a_line_is_for_later_until_its_day_and_says_from_when() -> None:
    """P-12 opens a week before the session."""
    early = line(facts(days(9)), "P-12")

    assert (early.state, early.word) == ("later", "From 10:00 am on Friday")
    assert line(facts(days(7)), "P-12").state == "open"


def test_p_16_without_a_line_for_this_session_the_intention_is_open() -> None:
    missing = line(facts(), "P-16")

    assert (missing.state, missing.who, missing.path) == ("open", "You", "/prepare/intention")


def test_p_16_the_intention_itself_stands_on_the_board() -> None:
    assert (line(facts(intention=LINE), "P-16").state, line(facts(intention=LINE), "P-16").said) == (
        "done",
        "Knock first.",
    )


def test_p_22_the_fast_is_for_later_and_says_from_when() -> None:
    assert (line(facts(), "P-22").state, line(facts(), "P-22").word) == ("later", "From 5:00 am tomorrow")


def test_p_22_during_the_fast_it_says_since_when_and_is_never_counted_as_done() -> None:
    running = line(facts(now=hours(22)), "P-22")

    assert (running.state, running.word) == ("later", "Since 5:00 am")


def test_p_07_a_slip_turns_fasting_red_and_the_clinic_is_who_decides() -> None:
    slipped = line(facts(slips=[SLIP]), "P-22")

    assert (slipped.state, slipped.who) == ("open", "Your clinic")
    assert "call your clinic" in slipped.reason


def test_p_07_a_slip_outweighs_a_plan_of_ones_own() -> None:
    assert line(facts(slips=[SLIP], plan=WRITTEN), "P-22").state == "open"


def test_p_05_a_plan_that_is_asked_for_is_open_until_the_prescriber_writes_it() -> None:
    asked = line(facts(plan=ASKED), "P-22")

    assert (asked.state, asked.who) == ("open", "Pria")
    assert line(facts(plan=ASKED, prescriber=""), "P-22").who == "Your clinic"


def test_p_05_a_written_plan_takes_the_place_of_the_clock() -> None:
    own = line(facts(plan=WRITTEN), "P-22")

    assert (own.state, own.word, own.reason) == ("done", "Your own plan", "Written by Pria.")
    assert "am" not in own.word + own.reason


@pytest.mark.parametrize("route", ROUTES)
def test_r_01_no_line_gives_a_verdict(route: Route) -> None:
    everything = {item.id: "" for item in items_for(planned(3, hours(25), route))}
    boards = [facts(route=route), facts(route=route, done=everything, intention=LINE), facts(route=route, slips=[SLIP])]

    for one in (one for found in boards for one in ready_board(found)):
        said = " ".join([one.title, one.word, one.reason, one.turns_green, one.action])
        assert not forbidden_in(said), said


def test_the_next_step_is_one_that_the_patient_can_take() -> None:
    step = next_step(ready_board(facts()))

    assert step is not None
    assert step.id == "P-13"
    assert next_step(ready_board(facts(done={"P-13": "Leyla"}, intention=LINE))) is None


def test_a_slip_is_the_next_step_when_all_else_is_done() -> None:
    done = {"P-10": "", "E-15": "", "P-12": "", "P-13": "Leyla"}
    step = next_step(ready_board(facts(done=done, intention=LINE, slips=[SLIP], now=NOW + timedelta(hours=1))))

    assert step is not None
    assert (step.id, step.path) == ("P-22", "/prepare/fasting")

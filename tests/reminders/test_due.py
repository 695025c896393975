"""What is due when, by tables: each kind with its moment, what quiet does to it, and what is left out."""

import pytest

from server.clinics.protocol import Protocol
from server.measures.cadence import Window
from server.reminders.due import Asked
from tests.reminders.planned import NEVER, at, at_moment, comes, kinds, known, session

ELEVEN = "2026-11-26 11:00"


@pytest.mark.parametrize(
    ("planned", "kind", "expected"),
    [
        (ELEVEN, "fast", ["2026-11-25 20:30"]),  # last food at five: four in the morning is quiet, eight is too late
        ("2026-11-26 16:00", "fast", ["2026-11-26 09:00"]),
        ("2026-11-26 14:30", "fast", ["2026-11-26 08:00"]),  # half past seven is quiet, eight still helps
        (ELEVEN, "tomorrow", ["2026-11-25 17:00"]),
        (ELEVEN, "today", ["2026-11-26 08:00"]),
        ("2026-11-26 10:00", "today", ["2026-11-26 08:00"]),
        ("2026-11-26 07:30", "today", [""]),  # that evening it was said already, as tomorrow's
        (ELEVEN, "ride", ["2026-11-24 11:00", "2026-11-25 11:00"]),
        ("2026-11-26 23:00", "ride", ["2026-11-25 08:00", "2026-11-26 08:00"]),
    ],
)
def test_before_a_session(planned: str, kind: str, expected: list[str]) -> None:
    assert comes(known(session(planned)), kind) == expected


def test_without_quiet_hours_each_comes_at_its_own_time() -> None:
    free = known(session(ELEVEN), hours=NEVER)
    assert comes(free, "fast") == ["2026-11-26 04:00"]
    assert comes(free, "today") == ["2026-11-26 08:00"]


def test_food_and_drink_that_end_apart_are_two_reminders() -> None:
    protocol = Protocol(food_hours=6, liquid_hours=2)
    found = known(session("2026-11-26 16:00"), protocol=protocol)
    assert comes(found, "fast") == []
    assert comes(found, "food") == ["2026-11-26 09:00"]
    assert comes(found, "drink") == ["2026-11-26 13:00"]


def test_who_has_a_fasting_plan_of_their_own_is_told_no_usual_times() -> None:
    found = known(session(ELEVEN), own_plan=True, protocol=Protocol(liquid_hours=2))
    assert not {"fast", "food", "drink"} & set(kinds(found, "2026-11-25 20:45"))
    assert comes(found, "food") == comes(found, "drink") == []


def test_at_home_it_is_the_sitter_and_at_the_clinic_the_ride() -> None:
    home = known(session(ELEVEN, route="SLh"))
    assert (comes(home, "ride"), len(comes(home, "sitter"))) == ([], 2)
    assert comes(known(session(ELEVEN, route="SLh"), confirmed=frozenset({("session-1", "P-14")})), "sitter") == []
    assert comes(known(session(ELEVEN), confirmed=frozenset({("session-1", "P-13")})), "ride") == []
    assert len(comes(known(session(ELEVEN), confirmed=frozenset({("session-2", "P-13")})), "ride")) == 2


HELD = {"planned": "2026-11-20 11:00", "held": "2026-11-20 11:10", "ended": "2026-11-20 12:30"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("day", ["2026-11-21 11:10"]), ("days", ["2026-11-23 11:10"]), ("week", ["2026-11-27 11:10"])],
)
def test_questions_for_the_journal_come_after_a_session(kind: str, expected: list[str]) -> None:
    assert comes(known(session(**HELD)), kind, at("2026-11-20 13:00")) == expected  # type: ignore[arg-type]


def test_between_sessions_there_is_one_a_week_until_the_next_is_near() -> None:
    last, following = session(**HELD), session("2026-12-15 11:00", 2)  # type: ignore[arg-type]
    assert comes(known(last, following), "between") == ["2026-12-04 11:00", "2026-12-11 11:00"]
    near = session("2026-12-11 11:00", 2)
    assert comes(known(last, near), "between") == ["2026-12-04 11:00"]


def test_after_the_last_session_they_end_with_the_integration() -> None:
    assert comes(known(session(**HELD)), "between") == [  # type: ignore[arg-type]
        "2026-12-04 11:00", "2026-12-11 11:00", "2026-12-18 11:00",
    ]  # fmt: skip


def test_a_question_is_not_asked_once_the_next_session_is_there() -> None:
    soon = session("2026-11-23 09:00", 2)
    found = known(session(**HELD), soon)  # type: ignore[arg-type]
    assert (comes(found, "day"), comes(found, "days"), comes(found, "week")) == (["2026-11-21 11:10"], [], [])


def test_the_evening_of_a_session_is_silent() -> None:
    window = Window(opens=at("2026-11-20 10:00"), asked=at("2026-11-20 14:00"), closes=at("2026-11-27 10:00"), after=7)
    found = known(session(**HELD), asked=[Asked(window=window, asked=window.asked)], hours=NEVER)  # type: ignore[arg-type]
    assert kinds(found, "2026-11-20 14:30") == []
    assert kinds(found, "2026-11-20 23:59") == []
    assert kinds(found, "2026-11-21 00:01") == ["measures"]


def test_nothing_rings_while_a_session_is_going_on() -> None:
    going = session("2026-11-20 11:00", held="2026-11-20 11:10")
    window = Window(opens=at("2026-11-18 10:00"), asked=at("2026-11-20 11:30"), closes=at("2026-11-27 10:00"), after=7)
    assert kinds(known(going, asked=[Asked(window=window, asked=window.asked)]), "2026-11-20 12:00") == []


def test_a_course_that_pauses_or_is_closed_is_reminded_of_nothing() -> None:
    moment = "2026-11-25 17:30"
    assert "tomorrow" in kinds(known(session(ELEVEN)), moment)
    assert kinds(known(session(ELEVEN), paused=True), moment) == []
    assert kinds(known(session(ELEVEN), closed_at=at("2026-11-25 09:00")), moment) == []


def test_a_kind_that_is_switched_off_is_left_out_alone() -> None:
    found = known(session(ELEVEN), off=frozenset({"tomorrow"}))
    assert kinds(found, "2026-11-25 17:30") == ["ride"]


def test_what_comes_late_knows_when_it_should_have_come_and_what_is_useless_is_dropped() -> None:
    found = known(session(ELEVEN))
    (late,) = [one for one in at_moment(found, "2026-11-25 20:40") if one.planned.kind == "tomorrow"]
    assert late.should_at == at("2026-11-25 17:00")
    assert kinds(found, "2026-11-26 08:30") == ["ride", "today"]  # the fast has begun, and tomorrow is today
    assert kinds(found, "2026-11-26 11:01") == []


def test_what_was_planned_only_now_is_not_late() -> None:
    found = known(session(ELEVEN), changed={"session-1": at("2026-11-25 19:55")})
    (one,) = [one for one in at_moment(found, "2026-11-25 20:00") if one.planned.kind == "tomorrow"]
    assert one.should_at == at("2026-11-25 19:55")

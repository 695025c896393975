"""The fasting clock on the patient's pages (P-03): the clinic's numbers, the patient's zone, the session's day."""

import pytest

from server.clinics.protocol import Protocol
from server.demo_cast import CAST_IDS
from tests.session_day.days import at, change, course_of, session_of, use_numbers
from tests.someone import Installation, Someone


def test_p_01_both_times_are_shown_and_the_clinics_rule_is_named(noor: Someone) -> None:
    page = noor.open("/prepare/fasting")

    assert page.all("clock") == ["5:00 am", "5:00 am"]
    assert "6 hours before the session, the written rule of Harbour Clinic." in page.words
    assert "Where this app and your clinic differ, the clinic is right." in page.words


def test_p_03_food_and_drink_have_numbers_of_their_own(installation: Installation, noor: Someone) -> None:
    use_numbers(installation, Protocol(food_hours=8, liquid_hours=2.5))

    for path in ("/prepare/fasting", "/today"):
        assert noor.open(path).all("clock") == ["3:00 am", "8:30 am"]
    assert "Food 8 hours before, drink 2.5 hours before" in noor.open("/prepare/fasting").words


def test_p_03_the_numbers_of_the_sessions_own_route_count(installation: Installation, noor: Someone) -> None:
    use_numbers(installation, Protocol(food_hours_by_route={"IM": 1}, liquid_hours_by_route={"IV": 2}))

    assert noor.open("/prepare/fasting").all("clock") == ["5:00 am", "9:00 am"]


def test_p_03_the_times_are_those_of_the_patients_zone(installation: Installation, noor: Someone) -> None:
    """Eleven in Toronto is eight in Vancouver, and half past twelve in Newfoundland."""
    for zone, clock in (("America/Vancouver", "2:00 am"), ("America/St_Johns", "6:30 am")):
        change(installation, "update person set zone = :zone where id = :id", zone=zone, id=CAST_IDS["noor"])

        assert noor.open("/today").all("clock") == [clock, clock]


def test_p_04_a_longer_fast_is_no_better(noor: Someone) -> None:
    assert "Drink well until then. A longer fast is not a better one." in noor.open("/today").words


@pytest.mark.parametrize(
    ("now", "headline"),
    [
        ("2026-11-25T10:00", "Food and drink until 5 tomorrow morning"),
        ("2026-11-26T04:59", "Food and drink until 5 in the morning"),
        ("2026-11-26T05:00", "No food and no drink now, until your clinic says so"),
        ("2026-11-26T11:30", "No food and no drink now, until your clinic says so"),
    ],
)
def test_the_headline_follows_the_hours(installation: Installation, noor: Someone, now: str, headline: str) -> None:
    at(installation, now)

    assert noor.open("/prepare/fasting").one("h1") == headline
    assert noor.open("/today").one("h2#fast") == headline


def test_without_a_session_there_is_no_clock(iris: Someone) -> None:
    assert iris.get("/prepare/fasting").status_code == 404
    assert iris.open("/today").all("clock") == []


def test_when_the_session_moves_both_times_follow_and_today_says_who_and_why(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    use_numbers(installation, Protocol(food_hours=6, liquid_hours=2))
    move = {"day": "2026-11-27", "at": "14:30", "reason": "Pria is ill."}

    theo.send(f"/courses/{course_of(installation, 'noor')}/sessions/{session_of(installation, 'noor', 3)}/move", move)

    today = noor.open("/today")
    assert today.all("clock") == ["8:30 am", "12:30 pm"]
    assert today.one("h1") == "On Friday at 2:30, your third session."
    assert today.all("notice") == [
        "Theo moved this session from 26 November. Every time on this page follows it. Pria is ill."
    ]
    assert noor.open("/prepare/fasting").all("clock") == ["8:30 am", "12:30 pm"]


def test_a_session_moved_onto_the_night_of_the_clock_change_keeps_six_real_hours(
    installation: Installation, theo: Someone
) -> None:
    """P-01 on 2027-03-14: six hours before seven is midnight."""
    session, course = session_of(installation, "noor", 3), course_of(installation, "noor")
    theo.send(f"/courses/{course}/sessions/{session}/move", {"day": "2027-03-14", "at": "07:00", "reason": ""})
    change(installation, "update session set planned_at = :later where number > 3", later="2027-06-01T15:00:00.000Z")
    at(installation, "2027-03-13T14:00")

    today = installation.someone("noor").open("/today")  # her login of November has run out

    assert today.all("clock") == ["12:00 am", "12:00 am"]
    assert today.one("h2#fast") == "Food and drink until 12 at night"
    assert today.one("h1") == "Tomorrow at 7, your third session."

"""A session moved alone or with all after it, given a room and staff, or taken out, with what stands against it."""

import pytest

from server.demo_cast import CAST_IDS
from tests.review.arcs import GARDEN, HARBOUR, MARK, arc_of, count_of, do, plan, plan_form, planned_at, seen
from tests.session_day.days import at, session_of, take
from tests.someone import Installation, Opened, Someone

THERE = "select count(*) from session_place where session_id = :id"


def move(installation: Installation, staff: Someone, number: int, day: str, **more: str) -> Opened:
    form = {"at": "11:00", "reason": "", "seen": seen(installation, staff, "noor", number)} | more
    return do(installation, staff, "noor", number, "move", day=day, **form)


def days_of(installation: Installation) -> list[str]:
    return [planned_at(installation, "noor", number)[:10] for number in range(3, 7)]


def test_one_moves_alone_and_every_clock_follows(installation: Installation, theo: Someone, noor: Someone) -> None:
    assert move(installation, theo, 6, "2027-01-08", reason="A free day.").status_code == 200

    assert days_of(installation) == ["2026-11-26", "2026-12-10", "2026-12-24", "2027-01-08"]
    assert "8 Jan" in noor.open("/course").one("ol.under")


def test_all_after_it_move_by_the_same_days_at_their_own_hours(installation: Installation, theo: Someone) -> None:
    move(installation, theo, 5, "2026-12-24", at="13:00")
    before = int(str(installation.value("select count(*) from session_move")))
    assert move(installation, theo, 4, "2026-12-17", after="1", reason="A week later.").status_code == 200

    assert days_of(installation) == ["2026-11-26", "2026-12-17", "2026-12-31", "2027-01-14"]
    assert planned_at(installation, "noor", 5) == "2026-12-31T18:00:00.000Z"
    assert installation.value("select count(*) from session_move") == before + 3


def test_what_stands_against_a_move_is_read_before_it_is_made(installation: Installation, theo: Someone) -> None:
    asked = move(installation, theo, 6, "2026-12-26", reason="Sooner.")
    assert asked.status_code == 409
    said = asked.one("details[open] .stands")
    assert "Two days from session five, nearer than the protocol has them." in said
    assert "Outside the hours in which the clinic is open." in said
    assert asked.values("details[open] input[name=reason]") == ["Sooner."]
    assert asked.values("#wrong a", "href") == ["#move-6-day"]

    (mark,) = asked.values(f"details[open] {MARK}")
    assert move(installation, theo, 6, "2026-12-27", anyway=mark).status_code == 409
    assert days_of(installation)[3] == "2027-01-07"
    assert move(installation, theo, 6, "2026-12-26", anyway=mark).status_code == 200
    assert days_of(installation)[3] == "2026-12-26"


def test_onto_another_session_it_is_not_moved_at_all(installation: Installation, theo: Someone) -> None:
    refused = move(installation, theo, 6, "2026-12-24", at="12:00", anyway="f" * 16)
    assert refused.status_code == 409
    assert "Session five of this course is at the same time. This cannot be kept." in refused.words
    assert not refused.values(f"details[open] {MARK}")


def test_a_room_moves_with_its_session_and_is_refused_where_it_is_taken(
    installation: Installation, theo: Someone
) -> None:
    (mark,) = plan(installation, theo, "iris", plan_form("2027-01-15", room=HARBOUR)).values(MARK)
    plan(installation, theo, "iris", plan_form("2027-01-15", room=HARBOUR, anyway=mark))

    refused = move(installation, theo, 6, "2027-01-15", at="10:00")
    assert "Harbour room is taken from 11:00 am to 1:00 pm. This cannot be kept." in refused.words
    assert days_of(installation)[3] == "2027-01-07"


def test_sent_twice_it_is_moved_once(installation: Installation, theo: Someone) -> None:
    old = seen(installation, theo, "noor", 6)
    before = int(str(installation.value("select count(*) from session_move")))
    for _again in range(2):
        form = {"day": "2027-01-12", "at": "11:00", "reason": "Once.", "seen": old}
        assert do(installation, theo, "noor", 6, "move", **form).status_code == 200
    assert installation.value("select count(*) from session_move") == before + 1


def test_room_and_staff_are_kept_with_their_history(installation: Installation, theo: Someone) -> None:
    session, theo_there = session_of(installation, "noor", 6), {f"staff-{CAST_IDS['theo']}": "1"}
    both = theo_there | {f"staff-{CAST_IDS['pria']}": "1"}
    for room, there in ((GARDEN, both), (GARDEN, both), (HARBOUR, theo_there)):
        here = seen(installation, theo, "noor", 6, "place")
        assert do(installation, theo, "noor", 6, "place", room=room, seen=here, **there).status_code == 200

    assert "Harbour room, Theo" in theo.open(arc_of(installation, "noor") + "?from=2027-01-07").one("table.weeks")
    assert installation.value(THERE, id=session) == 5  # Harbour and Theo from before; Garden, Pria; Harbour again
    assert installation.value(THERE + " and until is null", id=session) == 2


def test_a_room_that_is_taken_is_refused_and_somebody_elsewhere_is_ticked(
    installation: Installation, theo: Someone
) -> None:
    form = plan_form("2027-01-07", "theo", room=GARDEN)
    (mark,) = plan(installation, theo, "iris", form).values(MARK)
    plan(installation, theo, "iris", form | {"anyway": mark})
    here = seen(installation, theo, "noor", 6, "place")

    refused = do(installation, theo, "noor", 6, "place", room=GARDEN, seen=here)
    assert (refused.status_code, "Garden room is taken" in refused.words) == (409, True)
    there = {f"staff-{CAST_IDS['theo']}": "1"}
    asked = do(installation, theo, "noor", 6, "place", room="", seen=here, **there)
    assert asked.one("details[open] .stands") == "Theo is in another session from 11:00 am to 1:00 pm."
    (mark,) = asked.values(f"details[open] {MARK}")
    assert do(installation, theo, "noor", 6, "place", room="", seen=here, anyway=mark, **there).status_code == 200


def test_taken_out_it_keeps_its_number_and_the_patient_reads_why(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    assert do(installation, theo, "noor", 5, "take-out", reason="Four are <enough> for now.").status_code == 200

    assert "Taken out by Theo, 25 November. Four are <enough> for now." in theo.open(arc_of(installation, "noor")).words
    for page in (noor.open("/today"), noor.open("/course")):
        assert "Theo took session five, planned for 24 December, out of your course." in page.words
        assert "Four are <enough> for now." in page.words
    assert "24 Dec" not in noor.open("/course").one("ol.under")
    plan(installation, theo, "noor", plan_form())
    assert "7 Tue 2 Feb, 11:00 am" in theo.open(arc_of(installation, "noor")).words
    assert count_of(installation, "noor") == 7
    locked = installation.value("select out_reason_locked from session where taken_out_at is not null")
    assert b"enough" not in bytes(locked)  # type: ignore[call-overload]


def test_what_it_took_of_the_clinic_is_free_again(installation: Installation, theo: Someone) -> None:
    do(installation, theo, "noor", 5, "take-out", reason="A calmer time is found.")

    shown = plan(installation, theo, "iris", plan_form("2026-12-24", "theo", room=HARBOUR, look="1"))
    assert "Harbour room is taken" not in shown.words
    assert "another session" not in shown.words
    assert "Thu 24 Dec" in theo.open(arc_of(installation, "noor") + "?from=2026-12-24").one("table.weeks")
    assert "Session five" not in theo.open(arc_of(installation, "noor") + "?from=2026-12-24").one("table.weeks")


def test_the_next_one_taken_out_is_waited_for_no_more(installation: Installation, theo: Someone, noor: Someone) -> None:
    assert "Tomorrow at 11, your third session." in noor.open("/today").words
    do(installation, theo, "noor", 3, "take-out", reason="A calmer time is found.")

    assert "Tomorrow" not in noor.open("/today").one("h1")
    assert "ession three tomorrow" not in theo.open("/caseload").words
    assert "Session four" in theo.open(arc_of(installation, "noor").removesuffix("/arc")).one("#ready")


@pytest.mark.parametrize("reason", ["", " ", "x" * 201])
def test_without_a_reason_nothing_is_taken_out(installation: Installation, theo: Someone, reason: str) -> None:
    refused = do(installation, theo, "noor", 5, "take-out", reason=reason)
    assert refused.status_code == 422
    assert refused.all("error")
    assert not installation.value("select count(*) from session where taken_out_at is not null")


def test_the_first_reason_stands(installation: Installation, theo: Someone, pria: Someone) -> None:
    for _again in range(2):
        assert do(installation, theo, "noor", 5, "take-out", reason="First.").status_code == 200
    refused = do(installation, pria, "noor", 5, "take-out", reason="Second.")
    assert refused.status_code == 409
    assert do(installation, pria, "noor", 5, "move", day="2027-01-20", at="11:00", reason="").status_code == 409
    assert "First." in refused.words


def test_what_took_place_is_neither_moved_nor_placed_nor_taken_out(installation: Installation, theo: Someone) -> None:
    at(installation, "2026-11-26T10:50")
    take(theo, session_of(installation, "noor", 3), "opened")
    forms = {
        "move": {"day": "2026-12-02", "at": "11:00", "reason": ""},
        "place": {"seen": ""},
        "take-out": {"reason": "No."},
    }

    for deed, form in forms.items():
        assert do(installation, theo, "noor", 3, deed, **form).status_code == 409
    assert planned_at(installation, "noor", 3) == "2026-11-26T16:00:00.000Z"


@pytest.mark.parametrize("deed", ["move", "place", "take-out"])
def test_nobody_else_does_it(installation: Installation, otto: Someone, noor: Someone, ada: Someone, deed: str) -> None:
    form = {"day": "2026-12-02", "at": "11:00", "reason": "Mine now.", "seen": "-"}
    for who, status in ((otto, 404), (noor, 403), (ada, 403)):
        assert do(installation, who, "noor", 6, deed, **form).status_code == status
    assert days_of(installation)[3] == "2027-01-07"

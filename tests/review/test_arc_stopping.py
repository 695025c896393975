"""A course is stopped early and taken up again: the patient reads why, and keeps everything they wrote."""

import pytest

from tests.review.arcs import MARK, arc_of, plan, plan_form, turn
from tests.session_day.days import under_way
from tests.someone import Installation, Opened, Someone


def stop(installation: Installation, staff: Someone, who: str = "noor", **more: str) -> Opened:
    return turn(installation, staff, who, "stop", **({"reason": "We found <another> way.", "sure": "1"} | more))


def test_stopped_early_the_patient_reads_why_and_keeps_all_they_wrote(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    before = noor.open("/journal").all("said")
    assert stop(installation, theo).status_code == 200

    today = noor.open("/today")
    assert today.one("h1") == "Your course has ended."
    assert "Your journal and everything you wrote stay yours." in today.words
    assert "Theo ended your course on 25 November. “We found <another> way.”" in today.words
    assert "/journal/yours" in today.values("main a", "href")
    for gone in ("#board", "#fasting", "#ahead"):
        assert not today.tree.cssselect(gone)
    assert noor.open("/course").one("h1") == "Your course has ended."
    assert noor.open("/journal").all("said") == before
    assert noor.get("/journal/export").status_code == 200
    assert noor.open("/journal/write").status_code == 200
    locked = installation.value("select close_reason_locked from course where closed_at is not null")
    assert b"another" not in bytes(locked)  # type: ignore[call-overload]


def test_the_team_reads_who_stopped_it_and_what_was_planned_is_taken_out(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    stop(installation, theo)

    page = pria.open(arc_of(installation, "noor"))
    assert "Stopped 25 November, 10:00 am by Theo. “We found <another> way.”" in page.words
    assert page.words.count("Taken out by Theo, 25 November.") == 4
    assert not page.tree.cssselect("form[action$='/move'], form[action$='/stop'], #plan")
    assert "Noor" not in pria.open("/caseload").one("main")


def test_taken_up_again_it_can_be_planned_and_the_patient_sees_it_go_on(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    stop(installation, theo)
    assert turn(installation, theo, "noor", "again").status_code == 200

    assert "ended" not in noor.open("/today").one("h1")
    form = plan_form("2026-12-15")
    assert plan(installation, theo, "noor", form).status_code == 200
    assert "7 Tue 15 Dec, 11:00 am" in theo.open(arc_of(installation, "noor")).words
    assert not theo.open(arc_of(installation, "noor")).values(MARK)


@pytest.mark.parametrize("changed", [{"reason": ""}, {"sure": ""}])
def test_a_course_is_not_stopped_without_a_reason_and_the_patient_knowing(
    installation: Installation, theo: Someone, changed: dict[str, str]
) -> None:
    assert stop(installation, theo, **changed).status_code == 422
    assert not installation.value("select count(*) from course where closed_at is not null")


def test_a_course_is_not_stopped_in_the_middle_of_a_session(installation: Installation, theo: Someone) -> None:
    under_way(installation, theo)
    refused = stop(installation, theo)
    assert refused.status_code == 409
    assert "Session 3 is under way. Discharge first, then stop." in refused.words


def test_a_stop_sent_twice_is_one_and_another_reason_is_refused(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    for _again in range(2):
        assert stop(installation, theo).status_code == 200
    refused = stop(installation, pria, reason="Mine.")
    assert refused.status_code == 409

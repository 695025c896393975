"""A course pauses and goes on; what its patient reads on each of these days."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.review.arcs import arc_of, do, plan, plan_form, seen, turn
from tests.session_day.days import at, change, session_of, take, under_way
from tests.someone import Installation, Opened, Someone


def pause(installation: Installation, staff: Someone, who: str = "noor", **more: str) -> Opened:
    form = {"id": str(uuid4()), "from": "2026-11-25", "until": "", "reason": "A rest, as <you> wished."}
    return turn(installation, staff, who, "pause", **(form | more))


def resume(installation: Installation, staff: Someone) -> Opened:
    (stands,) = staff.open(arc_of(installation, "noor")).values("form[action$='/resume'] input")
    return turn(installation, staff, "noor", "resume", id=stands)


def test_while_it_is_paused_nobody_is_asked_to_prepare(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    assert noor.open("/today").tree.cssselect("#board")
    assert pause(installation, theo).status_code == 200

    today = noor.open("/today")
    assert today.one("h1") == "Your course is paused."
    assert "There is nothing to prepare. Your clinic tells you when it goes on." in today.words
    assert "Theo paused your course from 25 November. “A rest, as <you> wished.”" in today.words
    for gone in ("#board", "#fasting", "#ahead", "#asked"):
        assert not today.tree.cssselect(gone)
    assert today.one(".dock") == "Write"
    course = noor.open("/course")
    assert course.one("h1") == "Your course is paused."
    assert "A rest, as <you> wished." in course.words


def test_what_lies_within_a_pause_is_said_to_the_team_and_nothing_is_planned_into_it(
    installation: Installation, theo: Someone
) -> None:
    pause(installation, theo, until="2026-12-20")
    page = theo.open(arc_of(installation, "noor"))
    said = [one for one in page.all("stands") if "The course pauses from 25 November to 20 December." in one]
    assert len(said) == 2  # sessions three and four
    assert said[0].endswith("Move it, or take it out.")
    assert "Paused from 25 November to 20 December." in page.words

    into = {"day": "2026-12-17", "at": "11:00", "reason": "", "seen": seen(installation, theo, "noor", 4)}
    assert do(installation, theo, "noor", 4, "move", **into).status_code == 409
    assert plan(installation, theo, "noor", plan_form("2026-12-01")).status_code == 409
    out = into | {"day": "2027-01-21"}
    assert do(installation, theo, "noor", 4, "move", **out).status_code == 200


def test_after_its_last_day_it_goes_on_by_itself(installation: Installation, theo: Someone, noor: Someone) -> None:
    pause(installation, theo, until="2026-12-20")
    assert "It goes on from 20 December." in noor.open("/today").words

    at(installation, "2026-12-21T09:00")
    noor = installation.someone("noor")
    assert "paused" not in noor.open("/today").words
    assert "24 Dec" in noor.open("/today").words or "Thursday" in noor.open("/today").one("h1")
    assert pause(installation, installation.someone("theo"), **{"from": "2026-12-28"}).status_code == 200


def test_resumed_everything_is_as_it_was(
    installation: Installation, theo: Someone, pria: Someone, noor: Someone
) -> None:
    before = noor.open("/today").one("main")
    pause(installation, theo)
    assert resume(installation, pria).status_code == 200

    assert noor.open("/today").one("main") == before
    assert not theo.open(arc_of(installation, "noor")).all("stands")


def test_a_pause_that_is_yet_to_come_is_told_and_leaves_what_is_before_it(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    pause(installation, theo, **{"from": "2026-12-01"})

    today = noor.open("/today")
    assert today.one("h1") == "Tomorrow at 11, your third session."
    assert today.tree.cssselect("#board")
    assert "Theo pauses your course from 1 December." in today.words


def test_the_day_of_a_session_goes_on_when_the_course_is_paused_in_the_middle_of_it(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    under_way(installation, theo)
    pause(installation, theo, **{"from": "2026-11-26"})
    assert installation.someone("noor").open("/today").one("h1") == "Your third session is under way."


def test_at_home_a_paused_session_or_one_taken_out_waits_for_a_call(
    installation: Installation, theo: Someone, mara: Someone
) -> None:
    path = f"/sessions/{session_of(installation, 'mara', 3)}/begin"

    def called_off() -> bool:
        return "protocol" in mara.open(path).values("[data-missing]", "data-missing")[0].split()

    assert not called_off()
    pause(installation, theo, "mara")
    assert called_off()
    assert "Please call before you do anything." in mara.open(path).words
    change(installation, "update course_pause set resumed_at = :now", now=installation.clock())
    assert not called_off()

    do(installation, theo, "mara", 3, "take-out", reason="At the clinic instead.")
    assert called_off()


def test_one_that_took_place_after_all_is_a_session_again(
    installation: Installation, theo: Someone, mara: Someone
) -> None:
    session = session_of(installation, "mara", 3)
    do(installation, theo, "mara", 3, "take-out", reason="At the clinic instead.")
    take(theo, session, "opened", "started")

    assert "4 Dec" in mara.open("/course").one("ol.under") or "25 Nov" in mara.open("/course").one("ol.under")
    assert "Taken out" not in theo.open(arc_of(installation, "mara")).words


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"from": "2026-11-24"}, "from"),
        ({"from": ""}, "from"),
        ({"until": "2026-11-25"}, "until"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 201}, "reason"),
    ],
)
def test_a_pause_with_a_wrong_field_is_none(
    installation: Installation, theo: Someone, changed: dict[str, str], field: str
) -> None:
    refused = pause(installation, theo, **changed)
    assert refused.status_code == 422
    assert refused.one(f"#{field}-error")
    assert refused.values(f"#pause-{field}") == [changed[field]]
    assert not installation.value("select count(*) from course_pause")


def test_one_pause_stands_at_a_time_and_a_form_sent_twice_is_one(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    same = str(uuid4())
    for _again in range(2):
        assert pause(installation, theo, id=same).status_code == 200
    refused = pause(installation, pria, **{"from": "2026-12-24"})
    assert refused.status_code == 409
    assert "Theo has paused it meanwhile, from 25 November." in refused.one("#from-error")
    assert installation.value("select count(*) from course_pause") == 1


@pytest.mark.parametrize("deed", ["pause", "resume", "stop", "again"])
def test_nobody_else_turns_it(
    installation: Installation, otto: Someone, noor: Someone, ada: Someone, deed: str
) -> None:
    form = {"id": str(uuid4()), "from": "2026-12-01", "reason": "Mine now.", "sure": "1"}
    for who, status in ((otto, 404), (noor, 403), (ada, 403)):
        assert turn(installation, who, "noor", deed, **form).status_code == status
    change(installation, "update care_team set until = :now where person_id = :theo",
           now=installation.clock() - timedelta(days=1), theo=CAST_IDS["theo"])  # fmt: skip
    assert turn(installation, installation.someone("theo"), "noor", deed, **form).status_code == 404
    assert not installation.value("select count(*) from course_pause")

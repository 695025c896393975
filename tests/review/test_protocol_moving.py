"""A course keeps the version it began with until its team moves it; the patient reads what changed, and when."""

from datetime import timedelta

import pytest

from server.demo_cast import CAST_IDS
from tests.intake.tiered import sign as sign_tiers
from tests.review.protocol_forms import HERE, OWN, course_of, differences, form_of, sign, version_of
from tests.session_day.days import change, together
from tests.someone import Installation, Someone

MOVES = "select count(*) from course_protocol_move"
TRAIL = "select count(*) from trail where deed = 'moved protocol' and course_id = :course"


def place(installation: Installation, name: str = "noor") -> str:
    return f"/courses/{course_of(installation, name)}/protocol"


def test_the_preview_says_what_the_person_would_feel_with_the_clocks_of_their_next_session(
    installation: Installation, ada: Someone, theo: Someone, noor: Someone
) -> None:
    sign(ada, food_hours="8", check_minutes="10")

    page = theo.open(place(installation))

    assert differences(page, "here")["No food before a session"] == "6 hours →becomes 8 hours"
    assert "Session on 26 November: last food at 3:00 am, not at 5:00 am." in page.words
    felt = page.tree.cssselect("section[aria-labelledby=here] > dl dt")
    assert [one.text_content() for one in felt] == ["No food before a session"], "she has no session at home"
    assert noor.open("/prepare/fasting").all("clock") == ["5:00 am", "5:00 am"]
    assert installation.value(MOVES) == 0


def test_moved_by_the_team_the_clocks_follow_and_the_patient_reads_it(
    installation: Installation, ada: Someone, theo: Someone, noor: Someone
) -> None:
    sign(ada, food_hours="8")
    form = form_of(theo.open(place(installation)))
    for _time in range(2):
        assert theo.send(place(installation), form).status_code == 200

    assert (version_of(installation, "noor"), installation.value(MOVES)) == (2, 1)
    assert installation.value(TRAIL, course=course_of(installation, "noor")) == 1
    assert noor.open("/prepare/fasting").all("clock") == ["3:00 am", "5:00 am"]
    told = noor.open("/course").one("section[aria-labelledby=rules]")
    assert "25 November, Theo" in told
    assert "No food before a session 6 hours →becomes 8 hours" in told.replace("session6", "session 6")
    assert "Rules that changed" not in installation.someone("mara").open("/course").words


def test_what_was_signed_since_the_preview_is_shown_first_and_nobody_is_moved(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    sign(ada, food_hours="8")
    single, all_of = form_of(theo.open(place(installation))), form_of(theo.open(OWN))
    sign(ada, food_hours="9")

    for path, form in ((place(installation), single), (OWN, all_of)):
        refused = theo.send(path, form)
        assert refused.status_code == 409
        assert "Nobody was moved." in refused.one("#wrong")
        assert "9 hours" in refused.words
    assert installation.value(MOVES) == 0


def test_two_who_move_the_same_person_move_them_once(
    installation: Installation, ada: Someone, theo: Someone, pria: Someone
) -> None:
    sign(ada, food_hours="8")
    path, form = place(installation), {"was": "1", "now": "2"}

    assert set(together(installation, (theo, path, form), (pria, path, form))) <= {303, 409}
    assert (version_of(installation, "noor"), installation.value(MOVES)) == (2, 1)


def test_while_a_session_is_open_nobody_is_moved(installation: Installation, ada: Someone, theo: Someone) -> None:
    sign(ada, food_hours="8")
    form = form_of(theo.open(place(installation)))
    opened = "update session set planned_at = :now, opened_at = :now where number = 3 and course_id = :course"
    change(installation, opened, now=installation.clock(), course=course_of(installation, "noor"))

    refused = theo.send(place(installation), form)

    assert (refused.status_code, installation.value(MOVES)) == (409, 0)
    assert "Nobody is moved while a session is open." in refused.words


def test_all_of_mine_leaves_out_who_has_a_session_soon_or_would_lose_one_at_home(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    sign(ada, food_hours="8", home_routes="0")
    page = theo.open(OWN)
    assert "Move the one person" in page.words

    theo.send(OWN, form_of(page))

    assert [version_of(installation, name) for name in ("iris", "noor", "mara")] == [2, 1, 1]
    assert "A session at home is planned on" in theo.open(place(installation, "mara")).words
    assert "Version 1: 2 people" in theo.open(OWN).words
    theo.send(OWN, {"was": "1", "now": "2"})
    assert installation.value(MOVES) == 1


def test_whoever_left_the_team_neither_sees_nor_moves_them(
    installation: Installation, ada: Someone, theo: Someone, pria: Someone
) -> None:
    sign(ada, food_hours="8")
    left = "update care_team set until = :at where person_id = :who and course_id = :course"
    before = installation.clock() - timedelta(minutes=1)
    change(installation, left, at=before, who=CAST_IDS["theo"], course=course_of(installation, "iris"))

    assert "Iris" not in theo.open(OWN).tree.cssselect("main")[0].text_content()
    assert theo.get(place(installation, "iris")).status_code == 404
    assert theo.send(place(installation, "iris"), {"was": "1", "now": "2"}).status_code == 404
    theo.send(OWN, {"was": "1", "now": "2"})
    assert version_of(installation, "iris") == 1
    assert "Iris" in pria.open(OWN).words


@pytest.mark.parametrize("who", ["ada", "noor"])
def test_administrators_read_counts_and_no_names_and_patients_nothing(
    installation: Installation, ada: Someone, who: str
) -> None:
    sign(ada, food_hours="8")
    person = installation.someone(who)

    assert [person.get(OWN).status_code, person.get(place(installation)).status_code] == [403, 403]
    assert person.send(OWN, {"was": "1", "now": "2"}).status_code == 403
    if who == "ada":
        page = ada.open(HERE)
        assert "3 people" in page.one("section[aria-labelledby=people]")
        assert not [name for name in ("Mara", "Noor", "Iris") if name in page.words]


def test_who_is_moved_at_intake_has_a_row_of_it_too(installation: Installation, ada: Someone, iris: Someone) -> None:
    sign_tiers(ada, E_44="D", also="1")

    assert installation.value(MOVES) == 1
    told = iris.open("/course").one("section[aria-labelledby=rules]")
    assert "Your clinic has chosen anew which answers" in told

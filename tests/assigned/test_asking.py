"""A clinician asks one patient for something; who may, what is refused and why, and what the team reads of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.courses.asked import A_PAGE, MOST_OPEN, STAYS
from server.pages.content import patterns
from tests.assigned.asking import ask, let_go, place, states, waiting
from tests.measures.filled import phq9
from tests.someone import Installation, Someone


def test_it_stands_on_the_patients_today_with_who_asks_their_line_and_the_day(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    page = ask(theo, place(installation), "lesson safety", line="The part about driving.", by="2026-11-27")
    assert states(page) == ["Waiting"]
    today = iris.open("/today")
    section = today.one("section[aria-labelledby=for-you]")
    assert "Theo asks you to read this" in section
    assert "“The part about driving.”" in section
    assert "By Friday 27 November, if it suits you." in section
    assert "/prepare/lessons/safety" in today.values("section[aria-labelledby=for-you] a", "href")
    assert "/prepare/lessons/safety" in today.values("meta[name=pocket]", "content")[0].split()


@pytest.mark.parametrize(
    ("what", "page", "said"),
    [("lesson safety", "/prepare", "Theo asks you to read this"),
     ("measure phq9", "/measures", "Theo asks you to answer this"),
     ("breath B-02", "/practice", "Theo suggests this breath: "),
     ("prompt D1-05", "/journal/write?prompt=D1-05", "Theo asks you to write about this")],
)  # fmt: skip
def test_it_stands_in_its_own_place_too(
    installation: Installation, theo: Someone, iris: Someone, what: str, page: str, said: str
) -> None:
    assert said not in iris.open(page).words
    ask(theo, place(installation), what, line="If you like.")
    assert said in iris.open(page).words
    assert "“If you like.”" in iris.open(page).words
    let_go(iris)
    assert said not in iris.open(page).words


def test_a_day_that_has_passed_is_named_and_after_its_day_nothing_is_said_of_it(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    refused = ask(theo, place(installation), "lesson safety", by="2026-11-24", line="Kept.")
    assert refused.status_code == 409
    assert "This day has passed." in refused.words
    assert refused.values("#line") == ["Kept."]
    assert refused.values("option[selected]") == ["lesson safety"]

    ask(theo, place(installation), "lesson safety", by="2026-11-25")
    installation.clock.move(timedelta(days=2))
    words = iris.open("/today").one("section[aria-labelledby=for-you]")
    assert "Theo asks you to read this" in words
    assert "25 November" not in words


def test_no_breath_that_holds_can_be_asked_for_and_a_clinics_own_can(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    """B-14: a held breath is shown on the phone alone, after a question that stays there."""
    own = {"id": str(uuid4()), "name": "Harbour breath", "about": "A slow one.", "inhale": "5", "exhale": "6",
           "moments": "around"}  # fmt: skip
    held = own | {"id": str(uuid4()), "name": "Harbour hold", "hold": "2"}
    for form in (own, held):
        assert theo.send("/patterns", form).status_code == 200
    offered = theo.open(place(installation)).values("option")
    assert f"breath {own['id']}" in offered
    refused = [one.id for one in patterns() if one.holds] + [held["id"]]
    assert len(refused) > 2
    for one in refused:
        assert f"breath {one}" not in offered
        assert ask(theo, place(installation), f"breath {one}").status_code == 422

    ask(theo, place(installation), f"breath {own['id']}")
    assert "Harbour breath" in iris.open("/today").one("section[aria-labelledby=for-you]")
    theo.send(f"/patterns/{own['id']}/withdraw")
    assert waiting(iris) == []
    assert "Something that the clinic offers no longer" in theo.open(place(installation)).words


def test_another_clinics_breath_cannot_be_asked_for(installation: Installation, theo: Someone, otto: Someone) -> None:
    own = {"id": str(uuid4()), "name": "Cedar breath", "about": "A slow one.", "inhale": "5", "exhale": "6",
           "moments": "around"}  # fmt: skip
    otto.send("/patterns", own)
    assert ask(theo, place(installation), f"breath {own['id']}").status_code == 422


def test_nobody_is_asked_for_a_questionnaire_twice_within_seven_days(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    """Q-21."""
    path = place(installation)
    assert iris.send("/measures/phq9", phq9(9, 0)).status_code == 200
    refused = ask(theo, path, "measure phq9")
    assert refused.status_code == 409
    assert "PHQ-9 was answered on 25 November. Nobody is asked twice within 7 days" in refused.words
    assert "from 2 December on" in refused.words
    installation.clock.move(timedelta(days=7, minutes=1))
    assert ask(theo, path, "measure phq9").status_code == 200
    assert states(theo.open(path)) == ["Waiting"]


def test_what_the_clinics_own_times_ask_for_is_not_asked_for_by_name_as_well(
    installation: Installation, theo: Someone
) -> None:
    refused = ask(theo, place(installation, "noor"), "measure phq9")
    assert refused.status_code == 409
    assert "by the clinic’s own times" in refused.words or "Nobody is asked twice" in refused.words


def test_the_same_thing_waits_once_and_ten_at_most(installation: Installation, theo: Someone, pria: Someone) -> None:
    path = place(installation)
    ask(theo, path, "prompt PRP-01")
    again = ask(pria, path, "prompt PRP-01")
    assert again.status_code == 409
    assert "Theo has asked for this already" in again.words
    for number in range(2, MOST_OPEN + 1):
        assert ask(theo, path, f"prompt PRP-{number:02d}").status_code == 200
    full = ask(theo, path, "lesson safety")
    assert full.status_code == 409
    assert "Take one back first" in full.words
    theo.send(theo.open(path).values("form[action$=take-back]", "action")[0])
    assert ask(theo, path, "lesson safety").status_code == 200


def test_sent_again_it_is_asked_once_and_something_else_under_its_id_is_refused(
    installation: Installation, theo: Someone, pria: Someone
) -> None:
    form = {"id": str(uuid4()), "what": "lesson safety", "line": "Slowly.", "by": ""}
    for _time in range(3):
        assert theo.send(place(installation), form).status_code == 200
    assert states(theo.open(place(installation))) == ["Waiting"]
    for person, other in ((theo, {"what": "lesson intention"}), (theo, {"line": "Fast."}), (pria, {})):
        assert person.send(place(installation), form | other).status_code == 409
    assert theo.send(place(installation, "mara"), form).status_code == 404


def test_what_is_not_on_the_list_is_named(installation: Installation, theo: Someone) -> None:
    for what in ("", "lesson nothing", "measure audit", "prompt XX-99", "breath"):
        refused = ask(theo, place(installation), what)
        assert refused.status_code == 422
        assert refused.values("#wrong a", "href") == ["#what"]


def test_it_rests_after_eight_weeks_and_is_shown_to_nobody_as_a_failing(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    ask(theo, place(installation), "lesson safety")
    installation.clock.move(STAYS)
    assert waiting(iris) == []
    assert states(theo.open(place(installation))) == ["No longer shown"]


def test_a_long_list_is_read_page_by_page(installation: Installation, theo: Someone, iris: Someone) -> None:
    path = place(installation)
    for _number in range(A_PAGE + 3):
        ask(theo, path, "lesson safety")
        let_go(iris)
        installation.clock.move(timedelta(minutes=1))
    first = theo.open(path)
    older = theo.open(first.values("a[href*='before=']", "href")[0])
    assert (len(states(first)), len(states(older))) == (A_PAGE, 3)
    assert older.values("a[href*='before=']", "href") == []

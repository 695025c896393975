"""I-20, I-21: from what mattered to one small step; two at most, none a failure, and none on the day of a dose."""

from uuid import uuid4

import pytest

from tests.journal.shown import write
from tests.session_day.days import at, change, under_way
from tests.someone import Installation, Opened, Someone


def step(person: Someone, action: str = "Walk to the water.", **more: str) -> Opened:
    return person.send("/journal/actions", {"id": str(uuid4()), "action": action} | more)


def ids(person: Someone) -> list[str]:
    page = person.open("/journal/actions")
    forms = page.values("form[action^='/journal/actions/']:not([action$='/sharing'])", "action")
    return [path.rsplit("/", 1)[1] for path in forms]


def mark(person: Someone, action: str, became: str, words: str = "") -> Opened:
    return person.send(f"/journal/actions/{action}", {"id": str(uuid4()), "became": became, "words": words})


def test_i_20_all_its_fields_are_kept_and_shown(iris: Someone) -> None:
    page = step(iris, mattered="The quiet.", value="Rest", when="Tuesday, 4 pm, the pier", obstacle="Rain", helper="Jo")

    for words in ("Walk to the water.", "The quiet.", "Rest", "Tuesday, 4 pm, the pier", "Rain", "Jo"):
        assert words in page.words


def test_i_20_two_are_under_way_at_most_and_a_third_is_kept_in_the_form(iris: Someone) -> None:
    step(iris, "One.")
    step(iris, "Two.")
    page = step(iris, "Three.", mattered="Still typed.")

    assert page.status_code == 409
    assert "Two steps are under way" in page.words
    assert "Still typed." in page.text
    assert len(ids(iris)) == 2


@pytest.mark.parametrize(("became", "said"), [("done", "Done"), ("changed", "Changed"), ("let go", "Let go")])
def test_i_20_what_became_of_it_makes_room_and_is_no_failure(iris: Someone, became: str, said: str) -> None:
    step(iris, "One.")
    mark(iris, ids(iris)[0], became, "It rained.")

    page = iris.open("/journal/actions")
    assert ids(iris) == []
    assert f"{said}, " in page.words
    assert "It rained." in page.words
    assert not any(word in page.words.lower() for word in ("fail", "missed", "overdue", "streak", "score"))


def test_i_20_changed_into_another_begins_with_its_words(iris: Someone) -> None:
    step(iris, "One.", value="Rest")
    page = mark(iris, ids(iris)[0], "changed")

    assert page.tree.cssselect("textarea[name=action]")[0].text.strip() == "One."
    assert page.values("input[name=value]", "value") == ["Rest"]


def test_i_21_within_a_day_of_a_dose_none_is_asked_for(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    session = under_way(installation, theo)
    change(installation, "update session set started_at = '2026-11-26T16:00:00.000Z' where id = :id", id=session)
    at(installation, "2026-11-27T10:59")
    page = noor.open("/journal/actions")
    assert "Steps begin a day after the medicine, from 27 November, 11:00 am." in page.words
    assert not page.tree.cssselect("[name=action]")

    late = step(noor, "Leave it all.")
    assert late.status_code == 409
    assert "Your words are kept here." in late.words
    at(installation, "2026-11-27T11:00")
    assert step(noor, "Tea with Jo.").status_code == 200


def test_sent_again_it_is_kept_once_and_so_is_its_mark(installation: Installation, iris: Someone) -> None:
    form = {"id": str(uuid4()), "action": "One."}
    for _time in range(3):
        iris.send("/journal/actions", form)
    done = {"id": str(uuid4()), "became": "done", "words": ""}
    for _time in range(3):
        iris.send(f"/journal/actions/{form['id']}", done)

    assert installation.value("select count(*) from small_action where id = :id", id=form["id"]) == 1
    assert installation.value("select count(*) from small_action_mark where action_id = :id", id=form["id"]) == 1


@pytest.mark.parametrize(
    "form", [{"action": ""}, {"action": "x" * 301}, {"action": "ok", "mattered": "x" * 501}, {"action": "a\0b"}]
)
def test_what_does_not_fit_is_said_and_kept(iris: Someone, form: dict[str, str]) -> None:
    page = iris.send("/journal/actions", {"id": str(uuid4()), "value": "Rest"} | form)

    assert page.status_code == 422
    assert page.values("input[name=value]", "value") == ["Rest"]
    assert ids(iris) == []


def test_another_patient_neither_sees_nor_marks_it(iris: Someone, noor: Someone) -> None:
    step(iris, "One.")
    (mine,) = ids(iris)

    assert mark(noor, mine, "done").status_code == 404
    assert "One." not in noor.open("/journal/actions").words
    assert ids(iris) == [mine]
    assert write(noor, "Moss.")


def test_a_mark_that_is_none_is_said_beside_it(iris: Someone) -> None:
    step(iris, "One.")
    page = mark(iris, ids(iris)[0], "failed")

    assert page.status_code == 422
    assert "Please choose one of the answers shown." in page.words

"""What cannot be kept of a trial is said beside its field with everything typed, and nobody else's is touched."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest

from server.intake.trials import MOST_TRIALS
from tests.intake.tried import HERE, ids, listed, take_out, tell, trial_form
from tests.someone import Installation, Someone

SPOILED = "Some characters did not arrive whole."


def test_a_trial_of_900_weeks_is_refused_in_words_that_say_where_longer_ones_go(iris: Someone) -> None:
    page = tell(iris, weeks="900", words="Since school.")

    assert page.status_code == 422
    said = page.one("#weeks-error")
    assert "Ten years fit here, which is 520 weeks." in said
    assert "under “Anything else about it”" in said
    assert page.one("label[for=words]") == "Anything else about it"
    assert page.values("input[name=weeks]") == ["900"]
    assert page.one("textarea[name=words]") == "Since school."
    assert page.values("input[name=effect][checked]") == ["some"]
    assert listed(iris) == []


@pytest.mark.parametrize("weeks", ["521", "9" * 5000, "-1", "8.5", "eight", "８", "٨", "1e3"])
def test_weeks_that_are_no_whole_number_up_to_520_are_refused(iris: Someone, weeks: str) -> None:
    assert tell(iris, weeks=weeks).status_code == 422
    assert listed(iris) == []


@pytest.mark.parametrize(("weeks", "said"), [("0", "less than a week"), ("520", "520 weeks"), (" 8 ", "8 weeks")])
def test_weeks_at_the_edges_are_kept(iris: Someone, weeks: str, said: str) -> None:
    assert tell(iris, weeks=weeks).status_code == 200
    assert said in listed(iris)[0]


@pytest.mark.parametrize("blank", ["", "   ", "\n\t"])
def test_a_trial_without_a_name_is_not_kept_and_the_rest_stays_typed(iris: Someone, blank: str) -> None:
    page = tell(iris, what=blank, dose="75 mg")

    assert page.status_code == 422
    assert page.one("#what-error") == "Please write what it was, in any spelling."
    assert page.values("input[name=dose]") == ["75 mg"]
    assert page.one("title").startswith("Error: A treatment you tried")


def test_all_that_is_wrong_is_named_at_once(iris: Someone) -> None:
    wrong = {"kind": "", "what": "", "dose": "x" * 81, "weeks": "900", "effect": "cured", "ended": "", "when": "",
             "words": "x" * 501}  # fmt: skip
    page = tell(iris, **wrong)

    assert page.status_code == 422
    assert [one.removeprefix("#") for one in page.values("#wrong a", "href")] == list(wrong)
    assert "cured" not in page.words


@pytest.mark.parametrize(("field", "most"), [("what", 120), ("dose", 80), ("words", 500)])
def test_as_much_as_fits_is_kept_and_one_more_is_refused(iris: Someone, field: str, most: int) -> None:
    assert tell(iris, **{field: "x" * (most + 1)}).status_code == 422
    assert tell(iris, **{field: "x" * most}).status_code == 200
    assert "x" * most in iris.open(HERE).words


def test_the_41st_is_refused_with_its_words_and_the_others_can_still_be_changed(iris: Someone) -> None:
    forms = [trial_form(what=f"Number {n}") for n in range(MOST_TRIALS)]
    for form in forms:
        assert iris.send(HERE, form, follow=False).status_code == 303
    page = tell(iris, what="One more", words="It was spring.")

    assert page.status_code == 409
    assert "40 treatments fit here." in page.one("#what-error")
    assert page.values("input[name=what]") == ["One more"]
    assert page.one("textarea[name=words]") == "It was spring."
    whole = iris.open(HERE)
    assert whole.one(".when") == "40 recorded"
    assert not whole.tree.cssselect("a[href='/intake/tried/new']")
    assert iris.send(HERE, forms[7], follow=False).status_code == 303
    assert tell(iris, trial=forms[7]["id"], what="Changed").status_code == 200
    take_out(iris, forms[8]["id"])
    assert tell(iris, what="One more").status_code == 200
    assert iris.send(HERE, forms[8], follow=False).status_code == 303
    assert tell(iris, trial=forms[8]["id"]).status_code == 409
    assert len(listed(iris)) == MOST_TRIALS


def test_markup_in_every_field_is_shown_as_it_was_typed(iris: Someone) -> None:
    typed = "<b>&amp;\"'</b>"
    page = tell(iris, what=typed, dose=typed, words=typed)

    assert page.words.count(typed) >= 3
    assert not page.tree.cssselect("main b")
    again = iris.open(f"{HERE}/{ids(iris)[0]}")
    assert again.values("input[name=what]") == [typed]


def test_damaged_letters_are_named_and_nothing_is_kept(iris: Someone) -> None:
    body = urlencode(trial_form()).replace("what=Sertraline", "what=Sertral%E9ne").encode()
    page = iris.send_raw(HERE, body)

    assert page.status_code == 422
    assert SPOILED in page.one("#what-error")
    assert page.values("input[name=dose]") == ["200 mg"]
    assert listed(iris) == []


def test_nobody_writes_over_changes_opens_or_takes_out_anothers(
    installation: Installation, iris: Someone, noor: Someone
) -> None:
    form = trial_form()
    iris.send(HERE, form)

    assert noor.send(HERE, form | {"what": "Mine now"}).status_code == 404
    assert noor.get(f"{HERE}/{form['id']}").status_code == 404
    assert take_out(noor, form["id"]).status_code == 404
    assert take_out(iris, form["id"], id=form["id"]).status_code == 200
    assert tell(noor, trial=form["id"], what="Mine now").status_code == 200
    assert listed(iris) == []
    assert [one for one in listed(noor) if one.startswith("Mine now, ")]


@pytest.mark.parametrize("path", [f"{HERE}/0199c000-0000-7000-8000-00000000dead", f"{HERE}/nothing"])
def test_a_trial_that_nobody_told_is_no_page(iris: Someone, path: str) -> None:
    assert iris.get(path).status_code == 404
    assert iris.send(f"{path}/remove", {"id": str(uuid4())}).status_code == 404


def test_an_id_that_is_none_is_said_and_mends_itself(iris: Someone) -> None:
    page = tell(iris, trial="../../x", id="")

    assert page.status_code == 422
    assert page.values("input[name=trial]") == [""]
    assert take_out(iris, str(uuid4()), id="no id").status_code == 422


def test_only_a_patient_tells_what_they_tried(theo: Someone, ada: Someone, anyone: Someone) -> None:
    assert {one.get(HERE).status_code for one in (theo, ada)} == {403}
    assert {one.send(HERE, trial_form()).status_code for one in (theo, ada)} == {403}
    assert anyone.send(HERE, trial_form()).status_code == 401


def test_no_word_of_it_stands_readable_in_the_database(installation: Installation, iris: Someone) -> None:
    form = trial_form(what="Zanzibarine")
    iris.send(HERE, form)
    locked = installation.value("select body_locked from intake_fact where id = :id", id=form["id"])

    assert isinstance(locked, bytes)
    assert b"Zanzibarine" not in locked

"""Consent by purpose and version (E-15): each text, its check of understanding, and what the list says afterwards."""

from datetime import timedelta
from uuid import uuid4

import pytest

from server.intake.consent import PURPOSES, document_now
from tests.intake.signing import DRAWN, consent_form, newer_text, sign, stands, withdraw
from tests.session_day.days import change, course_of, together
from tests.someone import Installation, Someone

ALL = ("Treatment", "Who sees what", "Supportive touch", "Recording a talk")


def rows(installation: Installation, table: str = "consent") -> int:
    """How many Iris has."""
    sql = f"select count(*) from {table} where course_id = :course"
    return int(str(installation.value(sql, course=course_of(installation, "iris"))))


def test_at_first_no_text_has_been_read(iris: Someone) -> None:
    assert stands(iris) == dict.fromkeys(ALL, "Not read yet")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_e_15_each_purpose_is_signed_apart_with_its_day_and_version(iris: Someone, purpose: str) -> None:
    sign(iris, purpose)

    signed = "Signed on 25 November, version 1"
    title = document_now(purpose).title
    assert stands(iris) == {one: signed if one == title else "Not read yet" for one in ALL}


def test_e_15_and_r_06_every_line_of_the_text_is_on_the_page(iris: Someone) -> None:
    """R-06: it does not promise lasting recovery. L-17: what is kept, and that it can be taken back."""
    for purpose in PURPOSES:
        page, document = iris.open(f"/intake/consent/{purpose}"), document_now(purpose)
        for text in [document.lead, *(text for one in document.sections for text in (one.heading, *one.text))]:
            assert text in page.words
    assert "This treatment does not promise lasting recovery." in iris.open("/intake/consent/treatment").words


@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_no_is_kept_as_a_no_and_needs_neither_name_nor_questions(iris: Someone, purpose: str) -> None:
    document = document_now(purpose)
    iris.send(f"/intake/consent/{purpose}", {"id": str(uuid4()), "version": "1", "agreed": "0"})

    assert stands(iris)[document.title] == "You did not agree, on 25 November"
    page = iris.open(f"/intake/consent/{purpose}")
    assert "On 25 November you said that you do not agree. You can answer again at any time." in page.words
    assert document.may_decline in page.words


def test_a_wrong_answer_is_explained_and_asked_again_with_everything_kept(
    installation: Installation, iris: Someone
) -> None:
    wrong = {"q-promise": "a", "q-stop": "d", "drawing": DRAWN}
    page = sign(iris, **wrong)

    assert page.status_code == 422
    assert "nobody can promise it. A benefit can fade, and people differ." in page.one("#q-promise-error")
    assert "You can stop at any moment" in page.one("#q-stop-error")
    assert not page.tree.cssselect("#q-drive-error")
    assert page.values("[name=q-promise][checked]") == ["a"]
    assert page.values("[name=q-drive][checked]") == ["b"]
    assert page.values("[name=agreed][checked]") == ["1"]
    assert (page.values("[name=name]"), page.values("[name=drawing]")) == (["Iris Moor"], [DRAWN])
    assert page.one("title").startswith("Error: Treatment")
    assert rows(installation) == 0


def test_an_answer_is_never_scored(iris: Someone) -> None:
    page = sign(iris, **{"q-promise": "a"})

    for word in ("correct", "incorrect", "right answer", "wrong answer", "failed", "out of", "%"):
        assert word not in page.one("main").lower()


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"q-drive": ""}, "q-drive"),
        ({"q-drive": "z"}, "q-drive"),
        ({"name": "  "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"agreed": ""}, "agreed"),
        ({"agreed": "yes"}, "agreed"),
        ({"version": "0"}, "version"),
        ({"version": "2"}, "version"),
        ({"version": "one"}, "version"),
        ({"version": ""}, "version"),
        ({"shown_version": "x"}, "version"),
        ({"drawing": "M1 1<script>"}, "drawing"),
        ({"drawing": "M1 1 C 2 2"}, "drawing"),
        ({"drawing": "M1 ٣"}, "drawing"),
        ({"drawing": "M1\n1"}, "drawing"),
        ({"drawing": "1" * 20_001}, "drawing"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_it_and_nothing_is_signed(
    installation: Installation, iris: Someone, fields: dict[str, str], beside: str
) -> None:
    page = sign(iris, **fields)

    assert page.status_code == 422
    assert page.values(".notice.needs a", "href") == [f"#{beside}"]
    assert page.one(f"#{beside}-error")
    assert page.tree.cssselect(f"#{beside}")
    assert rows(installation) == 0


def test_several_faults_are_named_at_once(iris: Someone) -> None:
    page = sign(iris, **{"name": "", "q-stop": "b", "drawing": "no"})

    assert set(page.values(".notice.needs a", "href")) == {"#name", "#q-stop", "#drawing"}
    assert page.values("[name=drawing]") == [""], "it could not be taken out again"


def test_the_typed_name_is_enough_and_a_drawing_of_20000_characters_fits(iris: Someone) -> None:
    assert "your typed name is enough" in iris.open("/intake/consent/touch").words
    sign(iris, "touch")
    sign(iris, "recording", drawing="M1 2L" * 4000)

    assert [one[:6] for one in stands(iris).values()] == ["Not re", "Not re", "Signed", "Signed"]


def test_sent_three_times_it_is_kept_once_and_so_is_its_withdrawal(installation: Installation, iris: Someone) -> None:
    form, back = consent_form(), {"id": str(uuid4()), "words": "Not now."}
    for _time in range(3):
        iris.outbox("/intake/consent/treatment", form)
    for _time in range(3):
        assert iris.outbox("/intake/consent/treatment/withdraw", back).status_code == 200

    assert (rows(installation), rows(installation, "consent_withdrawal")) == (1, 1)


def test_another_answer_under_the_same_id_is_one_more(installation: Installation, iris: Someone) -> None:
    """Without scripts one goes back to the page, and its form still carries the id that was sent."""
    form = consent_form()
    for agreed in "010":
        iris.send("/intake/consent/treatment", form | {"agreed": agreed})
        installation.clock.move(timedelta(minutes=1))

    assert rows(installation) == 2
    assert stands(iris)["Treatment"] == "Signed on 25 November, version 1"


def test_two_answers_at_once_are_both_kept(installation: Installation, iris: Someone) -> None:
    sent = [(iris, "/intake/consent/treatment", consent_form(agreed=agreed)) for agreed in "10"]

    assert together(installation, *sent) == [303, 303]
    assert rows(installation) == 2


def test_a_text_that_is_none_is_no_page(iris: Someone) -> None:
    for path in ("", "/withdraw", "/copy"):
        assert iris.get(f"/intake/consent/surgery{path}").status_code == 404
        assert iris.send(f"/intake/consent/surgery{path}", consent_form()).status_code in (404, 405)
    assert iris.get("/intake/consent/..%2Ftreatment").status_code == 404


def test_after_200_answers_the_next_is_refused_in_words_and_taking_back_is_not(
    installation: Installation, iris: Someone
) -> None:
    last = consent_form("touch")
    iris.send("/intake/consent/touch", last)
    fill = """
    insert into consent (id, course_id, purpose, version, agreed, body_locked, signed_at, received_at)
    select cast(:base as text) || id, course_id, purpose, version, 0, body_locked, signed_at, received_at from consent
    where course_id = :course
    """
    for base in "abcdefgh":
        change(installation, fill, base=base, course=course_of(installation, "iris"))
    assert rows(installation) > 200

    page = sign(iris)
    assert page.status_code == 409
    assert "There are more answers here than can be kept. Nothing was changed." in page.words
    assert page.values("[name=name]") == ["Iris Moor"]
    assert iris.outbox("/intake/consent/touch", last).status_code == 200, "what is kept may come again"
    assert withdraw(iris, "touch").status_code == 200
    assert stands(iris)["Supportive touch"] == "Taken back on 25 November"


def test_a_newer_text_asks_again(monkeypatch: pytest.MonkeyPatch, iris: Someone) -> None:
    sign(iris)
    newer_text(monkeypatch)

    assert stands(iris)["Treatment"] == "There is a newer text: please read it again"
    sign(iris)
    assert stands(iris)["Treatment"] == "Signed on 25 November, version 2"

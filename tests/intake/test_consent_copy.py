"""The copy of a signature (E-15): what was signed, as it was signed, in one file that runs nothing."""

from datetime import timedelta

import html5lib
import pytest

from server.intake import consent
from server.intake.consent import document_now
from server.pages.content import read_json
from tests.intake.signing import DRAWN, consent_form, newer_text, sign, withdraw
from tests.session_day.days import course_of
from tests.someone import Installation, Someone

COPY = "/intake/consent/treatment/copy"
NAME = '<b>Iris</b> & "Moor" <script>alert(1)</script>'


def words(text: str) -> str:
    return " ".join("".join(html5lib.parse(text, namespaceHTMLElements=False).itertext()).split())


def test_before_a_signature_there_is_no_copy(iris: Someone) -> None:
    iris.send("/intake/consent/treatment", consent_form(agreed="0"))
    assert iris.get(COPY).status_code == 404


def test_e_15_it_holds_the_whole_text_name_drawing_day_and_hour_in_the_patients_zone(iris: Someone) -> None:
    sign(iris, drawing=DRAWN, written_at="2026-11-25T04:30:00Z")
    answer = iris.get(COPY)
    copy, document = words(answer.text), document_now("treatment")

    for section in document.sections:
        assert all(text in copy for text in (section.heading, *section.text))
    for one in document.questions:
        assert one.ask in copy
    assert document.withdrawing in copy
    assert document.asks in copy
    assert "24 November 2026, 11:30 pm (America/Toronto)" in copy
    assert "version 1" in copy
    assert "Iris Moor" in copy
    assert f'<path d="{DRAWN}"' in answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="consent-treatment-2026-11-25.html"'
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_it_shows_what_was_signed_although_the_text_has_changed_since(
    monkeypatch: pytest.MonkeyPatch, iris: Someone
) -> None:
    lead = document_now("treatment").lead
    sign(iris)
    changed = read_json("consent/treatment.json") | {"lead": "Another text.", "sections": [], "withdrawing": "Other."}
    monkeypatch.setattr(consent, "read_json", lambda _name: changed)

    copy = words(iris.get(COPY).text)
    assert lead in copy
    assert "This treatment does not promise lasting recovery." in copy
    assert "Another text." not in copy
    assert "Other." not in copy


def test_it_shows_the_latest_signature_and_its_own_version(monkeypatch: pytest.MonkeyPatch, iris: Someone) -> None:
    sign(iris, name="First Name")
    newer_text(monkeypatch)
    sign(iris, name="Second Name")

    copy = words(iris.get(COPY).text)
    assert "Second Name" in copy
    assert "Now it says something else." in copy
    assert "version 2" in copy


def test_what_was_taken_back_says_so_with_the_words_for_it(installation: Installation, iris: Someone) -> None:
    sign(iris)
    installation.clock.move(timedelta(days=1))
    withdraw(iris, words="I want to talk <first>.")
    assert "Taken back on 26 November 2026, 10:00 am (America/Toronto)" in words(iris.get(COPY).text)
    assert "I want to talk <first>." in words(iris.get(COPY).text)

    installation.clock.move(timedelta(days=1))
    sign(iris)
    assert "Taken back on" not in words(iris.get(COPY).text)


def test_a_no_since_the_signature_is_in_it(installation: Installation, iris: Someone) -> None:
    sign(iris)
    installation.clock.move(timedelta(days=1))
    iris.send("/intake/consent/treatment", consent_form(agreed="0"))

    assert "On 26 November 2026, 10:00 am (America/Toronto) the answer was: I do not agree." in words(
        iris.get(COPY).text
    )


def test_a_name_with_markup_is_only_text_in_page_and_copy(iris: Someone) -> None:
    page = sign(iris, name=NAME, **{"q-stop": "b"})
    assert page.values("[name=name]") == [NAME]
    sign(iris, name=NAME)
    text = iris.get(COPY).text

    tree = html5lib.parse(text, namespaceHTMLElements=False)
    assert not {one.tag for one in tree.iter() if isinstance(one.tag, str)} & {"script", "link", "iframe", "form"}
    assert NAME in "".join(tree.itertext())
    assert "<script" not in iris.open("/intake/consent/treatment").text.replace('<script type="module"', "")


def test_name_drawing_and_words_are_locked_where_they_are_kept(installation: Installation, iris: Someone) -> None:
    sign(iris, name="Quillfeather", drawing=DRAWN)
    withdraw(iris, words="Marshlight.")
    mine = course_of(installation, "iris")

    body = installation.value("select body_locked from consent where course_id = :course", course=mine)
    back = installation.value("select words_locked from consent_withdrawal where course_id = :course", course=mine)
    assert isinstance(body, bytes)
    assert isinstance(back, bytes)
    assert b"Quillfeather" not in body
    assert DRAWN.encode() not in body
    assert b"Marshlight" not in back

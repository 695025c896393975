"""The consent texts say what E-15 lists, promise nothing (R-06) and can be answered; earlier ones keep their number."""

import re

import pytest

from server.intake.consent import PURPOSES, Document, document_now, document_of
from server.pages.language import CONTENT
from tests.house.words import forbidden_in

FOLDER = CONTENT / "en" / "consent"
E_15 = {
    "off-label status": "is off-label",
    "dependence": "can be addictive",
    "bladder": "inflamed bladder",
    "alternatives": "other ways to treat depression",
    "no driving": "do not drive until the next day, after a restful sleep",
    "right to stop": "You need no reason",
}


def said(document: Document) -> str:
    texts = [document.title, document.asks, document.may_decline, document.lead, document.withdrawing]
    texts += [text for one in document.sections for text in (one.heading, *one.text)]
    asked = [text for one in document.questions for text in (one.ask, one.because, *(o.label for o in one.options))]
    return "\n".join(texts + asked)


@pytest.mark.parametrize("words", E_15.values(), ids=E_15)
def test_e_15_the_treatment_text_names_each_item(words: str) -> None:
    assert words in said(document_now("treatment"))


def test_e_15_who_sees_what_is_a_text_of_its_own_and_both_are_required() -> None:
    assert [purpose for purpose in PURPOSES if document_now(purpose).required] == ["treatment", "sharing"]


def test_r_06_nothing_lasting_is_promised() -> None:
    text = said(document_now("treatment"))
    assert "This treatment does not promise lasting recovery. A benefit can fade, and people differ." in text
    assert not re.search(r"\b(cures|will help|will work|works for)\b", text)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_l_17_a_text_says_how_it_is_taken_back_and_judges_nobody(purpose: str) -> None:
    document = document_now(purpose)
    assert document.withdrawing.startswith("You can take this back at any time")
    assert not forbidden_in(said(document))
    assert not re.search(r"!|\b(approved|failed|covered by|stop taking)\b", said(document), re.IGNORECASE)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_each_question_can_be_answered_and_has_an_unsure(purpose: str) -> None:
    document = document_now(purpose)
    assert document.purpose == purpose
    assert len({one.id for one in document.questions}) == len(document.questions) > 0
    for one in document.questions:
        labels = {option.value: option.label for option in one.options}
        assert one.right in labels
        assert "I am not sure yet" in labels.values()
        assert labels[one.right] != "I am not sure yet"
        assert one.because


def test_every_earlier_text_is_kept_under_its_own_purpose_and_number() -> None:
    for path in (FOLDER / "archive").glob("*.json"):
        purpose, _dash, number = path.stem.rpartition("-")
        document = document_of(purpose, int(number))
        assert document
        assert (document.purpose, document.version) == (purpose, int(number))
    for purpose in PURPOSES:
        earlier = range(1, document_now(purpose).version)
        assert all(document_of(purpose, version) for version in earlier), "it may be signed on a phone still"
        assert document_of(purpose, document_now(purpose).version + 1) is None

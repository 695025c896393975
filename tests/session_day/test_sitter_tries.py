"""The sitter's six characters: typed in any way, and locked for guesses after five tries in a quarter of an hour."""

import pytest

from tests.session_day.days import at
from tests.session_day.test_sitter import code_of, make
from tests.session_day.test_sitter import session as session
from tests.someone import Installation, Someone


@pytest.fixture
def code(noor: Someone, session: str) -> str:
    make(noor, session)
    return code_of(noor.open(f"/sessions/{session}/sitter"))


def test_the_code_leads_to_the_card(anyone: Someone, code: str) -> None:
    opened = anyone.send("/sitter", {"code": f" {code[:3].lower()}-{code[3:]} "})

    assert opened.one("h1") == "You are sitting with Noor."


def test_a_wrong_code_says_so_and_stays_in_its_field(anyone: Someone, code: str) -> None:
    refused = anyone.send("/sitter", {"code": "ABCDEF"})

    assert refused.status_code == 422
    assert "This code does not open a card today." in refused.one("#code-error")
    assert refused.values("#code") == ["ABCDEF"]
    assert anyone.send("/sitter", {"code": " "}).status_code == 422


def test_after_five_guesses_an_address_waits_a_quarter_of_an_hour_also_with_the_right_code(
    installation: Installation, anyone: Someone, code: str
) -> None:
    for _guess in range(5):
        assert anyone.send("/sitter", {"code": "ABCDEF"}).status_code == 422

    for typed in ("ABCDEF", code):
        refused = anyone.send("/sitter", {"code": typed})
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "900"
        assert "Noor" not in refused.text
    at(installation, "2026-11-26T10:16")
    assert anyone.send("/sitter", {"code": code}).status_code == 200


def test_another_visitor_of_the_same_address_waits_too(installation: Installation, anyone: Someone, code: str) -> None:
    for _guess in range(5):
        anyone.send("/sitter", {"code": "ABCDEF"})

    assert installation.someone().send("/sitter", {"code": code}).status_code == 429


def test_four_guesses_and_the_right_code_open_it(anyone: Someone, code: str) -> None:
    for _guess in range(4):
        anyone.send("/sitter", {"code": "ABCDEF"})

    assert anyone.send("/sitter", {"code": code}).status_code == 200


def test_while_guesses_are_locked_the_link_still_opens(noor: Someone, anyone: Someone, session: str) -> None:
    card = make(noor, session)
    for _guess in range(7):
        anyone.send("/sitter", {"code": "ABCDEF"})

    assert anyone.open(card).one("h1") == "You are sitting with Noor."


def test_neither_code_nor_link_is_stored(installation: Installation, code: str, noor: Someone, session: str) -> None:
    link = make(noor, session).rsplit("/", 1)[1]
    row = str(installation.value("select token_hash || ' ' || code_hash || ' ' || id from sitter_card"))

    assert code not in row
    assert link not in row

"""Every page that says something went wrong: one calm sentence, a way on, and the house rules."""

import msgspec
import pytest

from server.pages.errors import error_page, error_text
from server.pages.language import use_language
from server.pages.page import Frame, use_frame
from tests.house_rules import check_page
from tests.someone import Installation

STATUSES = (400, 401, 403, 404, 405, 409, 413, 414, 415, 418, 422, 429, 431, 500, 501, 502, 503, 504)


@pytest.fixture
def frame(lasting: Installation) -> Frame:
    house = lasting.house
    made = Frame(templates=house.templates, again="/today", now=house.clock(), root=house.assets.root, demo=False)
    use_language("en")
    use_frame(made)
    return made


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_a_calm_page(frame: Frame, status: int) -> None:
    text = error_text(status)

    check_page(text)
    assert text.count("<h1>") == 1
    assert 'role="alert"' in text
    assert 'href="/help"' in text
    assert 'href="/"' in text
    for blame in ("error", "exception", "invalid", "illegal", "failed", "you must", "!"):
        assert blame not in text.partition("<main")[2].partition("</main>")[0].lower()


def test_only_where_it_may_help_is_trying_again_offered(frame: Frame) -> None:
    for status in STATUSES:
        assert ("Try again" in error_text(status)) is (status >= 500), status


def test_signed_out_the_way_on_is_to_sign_in(frame: Frame) -> None:
    assert 'href="/sign-in"' in error_text(401)
    assert "What you wrote is still on this phone" in error_text(401)


def test_somebody_signed_in_keeps_their_bar(frame: Frame) -> None:
    for role, bar in (("patient", True), ("therapist", False), ("", False)):
        use_frame(msgspec.structs.replace(frame, role=role, name="Noor", tag="0" * 24))
        assert ('<nav class="tabs"' in error_text(404)) is bar


def test_headers_are_handed_on(frame: Frame) -> None:
    response = error_page(429, {"Retry-After": "900"})

    assert response.headers["Retry-After"] == "900"
    assert response.status_code == 429

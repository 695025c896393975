"""A sitter's phone with a wrong clock: put right by ours, and no way around the end of the card."""

import pytest

from tests.session_day.days import at, kept, line_form, newest
from tests.session_day.test_sitter import make
from tests.session_day.test_sitter import session as session
from tests.session_day.test_sitting import lines, look
from tests.someone import Installation, Someone


@pytest.fixture
def card(noor: Someone, session: str) -> str:
    """Made at ten in the morning."""
    return make(noor, session)


def test_a_clock_that_is_set_back_is_no_way_around_the_end(
    installation: Installation, anyone: Someone, noor: Someone, session: str, card: str
) -> None:
    at(installation, "2026-11-26T11:30")
    noor.send(f"/sessions/{session}/sitter/end")
    at(installation, "2026-11-26T11:40")
    form = line_form(well="1", written_at="2026-11-26T16:00:00.000Z")

    assert anyone.send(f"{card}/check", form, tidemark_sent="2026-11-26T16:00:01.000Z").status_code == 410
    assert kept(installation, "check") == 0


def test_a_phone_a_little_slow_has_not_written_before_the_card_was_made(
    installation: Installation, anyone: Someone, card: str
) -> None:
    assert look(anyone, card, written_at="2026-11-26T14:59:00.000Z").status_code == 200

    assert newest(installation, "at") == installation.value("select made_at from sitter_card")


def test_a_sitters_phone_with_a_wrong_clock_is_believed(
    installation: Installation, anyone: Someone, theo: Someone, session: str, card: str
) -> None:
    at(installation, "2026-11-26T11:30")
    form = line_form(well="1", written_at="2003-01-01T00:00:00.000Z")

    answered = anyone.send(f"{card}/check", form, tidemark_sent="2003-01-01T00:15:00.000Z")

    assert answered.status_code == 200
    assert "11:15 am Looked: well the sitter" in lines(theo, session)[0]
    assert "That device’s clock read 2003-01-01" in lines(theo, session)[0]

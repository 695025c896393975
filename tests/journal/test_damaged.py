"""P11: words that do not open any more are said to be damaged where they stood; all others are shown as they are."""

import pytest

from tests.factories import entry_form
from tests.journal.shown import elements, write
from tests.session_day.days import change
from tests.someone import Installation, Someone

SAID = "These words are damaged and cannot be shown. Please tell your clinic."


@pytest.fixture
def damaged(installation: Installation, mara: Someone) -> str:
    entry = write(mara, "The sea came back.")
    spoil = "update entry_version set body_locked = :other where entry_id = :id"
    change(installation, spoil, id=entry, other=b"\x01" + bytes(40))
    return entry


def test_the_other_entries_of_the_page_are_shown(mara: Someone, damaged: str) -> None:
    shown = elements(mara.open("/journal"), "entry-body")

    assert SAID in shown
    assert len(shown) > 5
    assert "The sea came back." not in shown


def test_its_own_page_says_so_and_offers_no_share_of_it(mara: Someone, damaged: str) -> None:
    page = mara.open(f"/journal/entries/{damaged}")

    assert elements(page, "entry-body") == [SAID]
    assert not page.values("#sharing [name=share][value='1']", "value")
    assert SAID not in mara.open(f"/journal/entries/{damaged}/edit").words
    assert SAID in mara.get("/journal/export").text


def test_a_phone_that_still_has_the_words_brings_them_back(installation: Installation, mara: Someone) -> None:
    form = entry_form("The sea came back.", version="0199a0e2-6f3b-7a51-9b0e-3d5c1f6a7b77")
    mara.send("/journal/entries", form)
    spoil = "update entry_version set body_locked = :other where entry_id = :id"
    change(installation, spoil, id=form["id"], other=b"\x01" + bytes(40))
    mara.send("/journal/entries", form)

    assert "The sea came back." in elements(mara.open(f"/journal/entries/{form['id']}"), "entry-body")

"""Finding words in one's own entries: whatever the letters' size or accents; never anybody else's."""

import pytest

from server.journal.searching import cut_around, plain
from tests.journal.shown import elements, write
from tests.someone import Someone


def find(person: Someone, wanted: str) -> list[str]:
    page = person.send("/journal/search", {"q": wanted})
    assert page.status_code == 200
    return elements(page, "said")


@pytest.mark.parametrize("wanted", ["café", "CAFE", "cafe\u0301", "the café", "rain  cafe", "Straße"])
def test_words_are_found_whatever_their_size_and_accents(mara: Someone, wanted: str) -> None:
    write(mara, "In the Cafe\u0301 on Strasse nine, rain.")

    assert len(find(mara, wanted)) == 1


@pytest.mark.parametrize("wanted", ["tea", "cafe moss", "%", "_", "' or 1=1"])
def test_what_is_not_there_is_not_found(mara: Someone, wanted: str) -> None:
    write(mara, "In the café, rain.")

    assert find(mara, wanted) == []


def test_another_patients_words_are_never_found(mara: Someone, iris: Someone) -> None:
    write(mara, "Bladderwrack.")

    assert find(iris, "bladderwrack") == []


def test_only_what_stands_now_is_looked_at(mara: Someone) -> None:
    entry = write(mara, "Bladderwrack.")
    number = {"id": entry, "body": "Kelp.", "parent": "1"}
    mara.send("/journal/entries", number)

    assert find(mara, "bladderwrack") == []
    assert find(mara, "kelp") == ["Kelp."]


def test_a_long_entry_is_cut_around_the_place(mara: Someone) -> None:
    write(mara, "start " + "word " * 100 + "Bladderwrack " + "after " * 100)

    (found,) = find(mara, "bladderwrack")
    assert "Bladderwrack" in found
    assert len(found) < 260
    assert found.startswith("…")
    assert found.endswith("…")


@pytest.mark.parametrize(("wanted", "said"), [("", "Write what you are looking for."), ("x" * 101, "100 fit")])
def test_nothing_or_too_much_to_look_for_is_said(mara: Someone, wanted: str, said: str) -> None:
    page = mara.send("/journal/search", {"q": wanted})

    assert page.status_code == 422
    assert said in page.words


def test_what_is_looked_for_is_in_no_address(mara: Someone) -> None:
    page = mara.open("/journal/search")

    assert page.values("form[role=search]", "method") == ["post"]
    assert "bladder" not in mara.get("/journal/search?q=bladder").words


def test_places_in_small_letters_lead_back_to_the_text() -> None:
    text, places = plain("ÄßX")

    assert text == "assx"
    assert places == [0, 1, 1, 2]


def test_the_words_of_a_cut_are_those_of_the_text() -> None:
    body = "one two three"

    assert cut_around(body, [(4, 7)]) == [("one ", False), ("two", True), (" three", False)]

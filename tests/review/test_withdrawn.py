"""Staff are told when something they are reading has been withdrawn, and only those who had been reading it."""

import pytest

from tests.journal.shown import share, write
from tests.session_day.days import at
from tests.someone import Installation, Someone


@pytest.fixture
def entry(mara: Someone) -> str:
    entry = write(mara, "The sea came back.")
    share(mara, entry, **{"with": "team"})
    return entry


def test_while_it_is_shared_the_open_page_hears_nothing(theo: Someone, entry: str) -> None:
    page = theo.open(f"/review/{entry}")
    assert page.values("[hx-get$='/still']", "hx-get") == [f"/review/{entry}/still"]

    assert theo.get(f"/review/{entry}/still").status_code == 204


def test_withdrawn_while_it_is_open_the_words_give_way_to_a_sentence(mara: Someone, theo: Someone, entry: str) -> None:
    theo.open(f"/review/{entry}")
    share(mara, entry, "0")

    told = theo.get(f"/review/{entry}/still")
    assert told.status_code == 200
    assert "Mara has stopped sharing this entry." in told.words
    assert "sea" not in told.words
    assert told.tree.cssselect("#words")


def test_being_told_leaves_a_row_and_being_told_nothing_leaves_none(
    installation: Installation, mara: Someone, theo: Someone, entry: str
) -> None:
    def rows() -> int:
        return int(installation.value("select count(*) from trail"))

    theo.open(f"/review/{entry}")
    before = rows()
    theo.get(f"/review/{entry}/still")
    assert rows() == before
    share(mara, entry, "0")
    theo.get(f"/review/{entry}/still")
    assert rows() == before + 1


def test_the_page_opened_again_says_so_too_and_shows_none_of_it(mara: Someone, theo: Someone, entry: str) -> None:
    theo.open(f"/review/{entry}")
    share(mara, entry, "0")

    page = theo.get(f"/review/{entry}")
    assert page.status_code == 404
    assert "Mara has stopped sharing this entry." in page.words
    assert "The sea came back." not in page.words


def test_an_end_by_date_is_told_in_the_same_way(
    installation: Installation, mara: Someone, theo: Someone, entry: str
) -> None:
    share(mara, entry, until="2026-11-25")
    theo.open(f"/review/{entry}")
    at(installation, "2026-11-26T08:00")

    assert "It ended 26 November, 12:00 am" in theo.get(f"/review/{entry}/still").words


def test_a_deleted_entry_is_withdrawn_as_well(mara: Someone, theo: Someone, entry: str) -> None:
    theo.open(f"/review/{entry}")
    mara.send(f"/journal/entries/{entry}/delete")

    assert "Mara has stopped sharing this entry." in theo.get(f"/review/{entry}/still").words
    assert theo.get(f"/review/{entry}").status_code == 404


@pytest.mark.parametrize("who", ["pria", "otto"])
def test_to_one_who_had_not_opened_it_it_is_as_if_it_had_never_been(
    installation: Installation, mara: Someone, theo: Someone, entry: str, who: str
) -> None:
    theo.open(f"/review/{entry}")
    share(mara, entry, "0")
    other = installation.someone(who)

    for path in (f"/review/{entry}", f"/review/{entry}/still"):
        page = other.get(path)
        assert page.status_code == 404
        assert "Mara" not in page.words or "stopped sharing" not in page.words


def test_narrowed_to_the_therapist_the_prescriber_who_read_it_is_told(
    mara: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    pria.open(f"/review/{entry}")
    share(mara, entry, **{"with": "therapist"})

    assert "Mara has stopped sharing this entry." in pria.get(f"/review/{entry}/still").words
    assert theo.get(f"/review/{entry}/still").status_code == 204

"""Sharing: previewed, per entry, exactly what was chosen, and one row however often it is sent (I-30)."""

from uuid import uuid4

import pytest

from tests.factories import entry_form
from tests.journal.shown import elements, receipt, share, write
from tests.session_day.days import together
from tests.someone import Installation, Someone


def shares(installation: Installation, entry: str) -> object:
    return installation.value("select count(*) from share where entry_id = :entry", entry=entry)


def test_i_30_an_entry_is_private_until_it_is_shared(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.")

    assert receipt(mara, entry) == "Kept at the clinic. Not shared."
    assert theo.get(f"/review/{entry}").status_code == 404
    assert entry not in theo.open("/review").text


def test_before_sharing_the_page_shows_who_will_see_what(mara: Someone) -> None:
    entry = write(mara, "The sea\n\ncame back.", mood="4", prompt="D1-03")

    page = mara.open(f"/journal/entries/{entry}")

    assert page.tree.cssselect("#sharing summary")[0].text_content() == "What they will see"
    assert "What surprised you?" in page.one(".letter")
    assert "The sea\n\ncame back." in elements(page, "said")
    assert "They see the first line in a list at once, and the rest on opening it" in page.one("#sharing")
    assert "Theo, my therapist" in page.one("#with")
    assert "your care team (Theo, Pria)" in page.one("#with")
    assert "Theo reads on Tuesdays and Fridays, usually within 3 working days." in page.one("#sharing")
    assert [button.text_content() for button in page.tree.cssselect("#sharing .button:not([data-take])")] == ["Share"]


def test_shared_it_waits_for_the_therapist_and_the_receipt_says_so(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.")

    share(mara, entry)

    assert receipt(mara, entry) == "Shared with Theo today. Not opened yet."
    assert f"/review/{entry}" in theo.open("/review").values(".queue ol a", "href")
    assert elements(theo.open(f"/review/{entry}"), "entry-body") == ["The sea came back."]


def test_shared_while_writing_it_is_shared_at_once(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.", share="1")

    assert elements(theo.open(f"/review/{entry}"), "entry-body") == ["The sea came back."]


@pytest.mark.parametrize("tick", ["1", ""])
def test_the_mood_is_seen_only_when_it_was_included(mara: Someone, theo: Someone, tick: str) -> None:
    while_writing = write(mara, "One.", mood="3", share="1", with_mood=tick)
    afterwards = write(mara, "Two.", mood="3")
    share(mara, afterwards, with_mood=tick)

    for entry in (while_writing, afterwards):
        assert ("3 of 10" in theo.open(f"/review/{entry}").words) is (tick == "1")
        assert "Mood 3 of 10" in mara.open(f"/journal/entries/{entry}").words


def test_sharing_what_is_shared_is_one_row(installation: Installation, mara: Someone) -> None:
    entry, event = write(mara, "The sea came back."), str(uuid4())

    for sent in (event, event, str(uuid4()), ""):
        assert share(mara, entry, event=sent).status_code == 303

    assert shares(installation, entry) == 1


def test_sharing_several_times_at_once_is_one_row(installation: Installation, mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    path = f"/journal/entries/{entry}/sharing"

    for _round in range(3):
        together(installation, *((mara, path, {"share": "1", "event": str(uuid4())}) for _device in range(6)))
        assert (
            installation.value(
                "select count(*) from share left join share_stop on share_stop.share_id = share.id"
                " where share.entry_id = :entry and share_stop.share_id is null",
                entry=entry,
            )
            == 1
        )
        share(mara, entry, "0")


@pytest.mark.parametrize(
    ("form", "status"),
    [({"share": "2"}, 422), ({"share": ""}, 422), ({}, 422), ({"share": "1", "event": "x"}, 422)],
)
def test_a_form_that_says_neither_changes_nothing(
    installation: Installation, mara: Someone, form: dict[str, str], status: int
) -> None:
    entry = write(mara, "The sea came back.")

    assert mara.send(f"/journal/entries/{entry}/sharing", form).status_code == status
    assert shares(installation, entry) == 0


@pytest.mark.parametrize("who", ["iris", "sol"])
def test_nobody_shares_another_patients_entry(installation: Installation, mara: Someone, who: str) -> None:
    entry, other = write(mara, "The sea came back."), installation.someone(who)

    assert share(other, entry).status_code == 404
    assert share(other, str(uuid4())).status_code == 404
    assert shares(installation, entry) == 0


def test_the_outbox_is_told_which_write_was_kept(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    form = {"share": "1", "event": str(uuid4())}

    kept = mara.outbox(f"/journal/entries/{entry}/sharing", form, write="0199c000-0000-7000-8000-00000000aaaa")

    assert kept.status_code == 200
    assert kept.headers["tidemark-kept"] == "0199c000-0000-7000-8000-00000000aaaa"
    assert kept.headers["tidemark-then"] == f"/journal/entries/{entry}"


def test_i_32_the_journal_says_that_nobody_watches_it(mara: Someone) -> None:
    said = mara.open("/journal").words

    assert "Nobody at the clinic can open an entry in Tidemark unless you share it." in said
    assert "If you need help now, press Help." in said


def test_the_question_of_an_entry_is_one_of_ours_and_no_link_brings_its_own(mara: Someone) -> None:
    assert mara.open("/journal/write?prompt=BS-06").one("h1") == "What did rest look like, and what got in its way?"
    assert mara.open("/journal/write?prompt=own").one("h1") == "In your own words"
    assert "urgent" not in mara.open("/journal/write?prompt=urgent:+call+900").words


def test_a_question_of_ones_own_is_kept_with_the_entry(mara: Someone) -> None:
    entry = entry_form("It wanted nothing.", prompt="What did the sea want?")
    mara.send("/journal/entries", entry)

    assert "What did the sea want?" in mara.open(f"/journal/entries/{entry['id']}").words

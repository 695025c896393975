"""Deleted means gone (P12): the words at once, everywhere; ids and times stay, and no late replay brings them back."""

from uuid import uuid4

import pytest

from server.courses.desk import STANDS_AFTER
from server.media.queries import PIECE
from tests.factories import entry_form
from tests.journal.shown import elements, share, write
from tests.someone import Installation, Someone


def delete(person: Someone, entry: str) -> int:
    return person.send(f"/journal/entries/{entry}/delete", follow=False).status_code


def held(installation: Installation, entry: str) -> str:
    """How many bytes of words are left in the versions and the shares of an entry."""
    return str(
        installation.value(
            """
            select coalesce(sum(length(body_locked)), 0) + coalesce(sum(length(prompt_locked)), 0)
                   + (select coalesce(sum(length(passage_locked)), 0) from share where share.entry_id = :id)
            from entry_version where entry_version.entry_id = :id
            """,
            id=entry,
        )
    )


def test_before_it_is_said_what_goes_and_what_stays(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.")
    page = mara.open(f"/journal/entries/{entry}/delete")
    assert "Nobody at the clinic has opened it." in page.words

    share(mara, entry)
    theo.open(f"/review/{entry}")
    page = mara.open(f"/journal/entries/{entry}/delete")
    assert "Theo has read it. What was noted in the clinic’s own record in their words stays there" in page.words
    assert "Sharing stops in the same moment." in page.words


def test_the_words_go_at_once_in_every_version_and_passage(
    installation: Installation, mara: Someone, theo: Someone
) -> None:
    form = entry_form("The sea came back.", prompt="D1-03", mood="4")
    mara.send("/journal/entries", form)
    mara.send("/journal/entries", form | {"body": "The sea went out."})
    share(mara, form["id"], part="passage", passage="went out")
    assert delete(mara, form["id"]) == 303

    assert mara.get(f"/journal/entries/{form['id']}").status_code == 404
    assert not {"The sea came back.", "The sea went out."} & set(elements(mara.open("/journal"), "entry-body"))
    assert theo.get(f"/review/{form['id']}").status_code == 404
    assert "went out" not in theo.open("/review").words
    assert held(installation, form["id"]) == "0"


def test_deleting_again_is_the_same_and_what_never_was_is_not_found(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")

    assert [delete(mara, entry), delete(mara, entry), delete(mara, str(uuid4()))] == [303, 303, 404]


@pytest.mark.parametrize("version", [{}, {"version": str(uuid4())}])
def test_a_late_replay_brings_nothing_back_and_is_taken(
    installation: Installation, mara: Someone, version: dict[str, str]
) -> None:
    form = entry_form("The sea came back.", share="1", **version)
    mara.send("/journal/entries", form)
    delete(mara, form["id"])

    assert mara.send("/journal/entries", form, follow=False, tidemark_write=form["id"]).status_code == 200
    assert mara.get(f"/journal/entries/{form['id']}").status_code == 404
    assert held(installation, form["id"]) == "0"


def test_words_from_another_device_that_are_new_come_back_to_their_writer(mara: Someone) -> None:
    form = entry_form("The sea came back.")
    mara.send("/journal/entries", form)
    delete(mara, form["id"])

    page = mara.send("/journal/entries", form | {"body": "Written on the train."})
    assert page.status_code == 409
    assert "This entry was deleted." in page.one("[role=alert]")
    assert "Written on the train." in page.tree.cssselect("textarea[name=body]")[0].text


def test_the_list_of_shares_keeps_that_it_was_shared_without_its_words(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.")
    share(mara, entry)
    theo.open(f"/review/{entry}")
    delete(mara, entry)

    said = mara.open("/course/access").words
    assert "who opened it once. You deleted the entry on" in said
    assert "it may have been noted in the record." in said


def test_everything_private_goes_at_once_and_what_is_shared_stays(
    installation: Installation, mara: Someone, iris: Someone
) -> None:
    private, shared, others = write(mara, "Only mine."), write(mara, "For Theo."), write(iris, "Moss.")
    share(mara, shared)
    page = mara.send("/journal/yours/delete", {})
    assert page.status_code == 422
    assert "Please tick this first" in page.words

    mara.send("/journal/yours/delete", {"sure": "1"})

    on_list = elements(mara.open("/journal"), "entry-body")
    assert "For Theo." in on_list
    assert mara.get(f"/journal/entries/{private}").status_code == 404
    assert held(installation, private) == "0"
    assert iris.get(f"/journal/entries/{others}").status_code == 200
    assert "0 entries are private" in mara.open("/journal/yours").words


def test_it_goes_from_search_and_from_the_saved_file(mara: Someone) -> None:
    entry = write(mara, "Bladderwrack.")
    assert "Bladderwrack" in mara.get("/journal/export").text
    delete(mara, entry)

    assert "Bladderwrack" not in mara.get("/journal/export").text
    assert "No entry has these words." in mara.send("/journal/search", {"q": "bladderwrack"}).words


def test_recordings_go_with_their_entry(installation: Installation, mara: Someone) -> None:
    entry, media = write(mara, "Listen."), str(uuid4())
    form = {"id": media, "entry": entry, "kind": "voice", "type": "audio/webm", "seconds": "3", "size": str(2 * PIECE),
            "pieces": "2", "made_at": "2026-11-25T14:58:00.000Z"}  # fmt: skip
    assert mara.send("/journal/media", form, follow=False).status_code == 303
    delete(mara, entry)

    left = "select count(*) from media where id = :id and deleted_at is null"
    assert installation.value(left, id=media) == 0


def test_no_page_leads_to_it_any_more_though_it_had_been_answered(mara: Someone, theo: Someone) -> None:
    entry = write(mara, "The sea came back.")
    share(mara, entry)
    theo.send(f"/review/{entry}/answer", {"id": str(uuid4()), "reply": "Thank you for this."})
    theo.installation.clock.move(STANDS_AFTER)
    assert "Thank you for this." in mara.open("/today").words
    delete(mara, entry)

    for path in ("/today", "/journal", "/course", "/course/access"):
        assert entry not in mara.open(path).text

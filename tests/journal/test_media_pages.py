"""What is recorded or pictured has its place on every page of the entry, also when the entry has no words."""

import pytest

from server.journal.media import include_words, media_words
from server.media.files import Media, length_in_words
from tests.conftest import MORNING
from tests.factories import entry_form
from tests.journal.sent_media import media_form, picture, send_all, voice
from tests.journal.shown import write
from tests.someone import Someone


def record(person: Someone, **more: str) -> str:
    """An entry of a recording alone; answers its id."""
    entry = entry_form("")
    media, _last = send_all(person, voice(), entry=entry["id"])
    assert person.send("/journal/entries", entry | {"media": media} | more).status_code == 200
    return entry["id"]


def test_an_entry_shows_its_recording_with_its_length_a_player_and_a_download(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    media, _last = send_all(mara, voice(), entry=entry)

    page = mara.open(f"/journal/entries/{entry}")

    assert page.values("audio", "src") == [f"/journal/media/{media}"]
    assert page.values("audio", "preload") == ["none"]
    assert page.values("audio", "aria-label") == ["A recording, 3 minutes"]
    assert page.values("a[download]", "href") == [f"/journal/media/{media}"]


def test_a_picture_says_of_when_it_is(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    send_all(mara, picture(), "picture", entry=entry)

    page = mara.open(f"/journal/entries/{entry}")

    assert page.values(".media img", "alt") == ["Picture of 25 November"]
    assert page.values(".media img", "loading") == ["lazy"]


def test_the_form_that_deletes_one_goes_through_the_outbox_after_its_entry(mara: Someone) -> None:
    entry = record(mara)

    page = mara.open(f"/journal/entries/{entry}")

    assert page.values(".media form", "data-behaviour") == ["outbox"]
    assert page.values(".media form", "data-group") == [entry]
    assert page.values(".media form", "data-kind") == ["media"]


def test_one_that_is_still_on_its_way_is_named_and_cannot_be_opened(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    mara.outbox("/journal/media", media_form(voice(), entry=entry))

    page = mara.open(f"/journal/entries/{entry}")

    assert "Still on its way from the phone that made it." in page.words
    assert page.values("audio, a[download]", "src") == []


def test_an_entry_without_words_is_called_by_what_it_holds(mara: Someone) -> None:
    entry = record(mara)

    page = mara.open("/journal")
    link = page.tree.cssselect(f".entry-body a[href='/journal/entries/{entry}']")[0]

    assert link.text_content() == "A recording, 3 minutes"
    assert mara.open(f"/journal/entries/{entry}").all("entry-body") == []
    mara.open(f"/journal/entries/{entry}/delete")
    mara.open(f"/journal/entries/{entry}/edit")


def test_beside_words_the_list_has_a_line_for_it_and_no_player(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    send_all(mara, voice(), entry=entry)
    send_all(mara, picture(), "picture", entry=entry)

    page = mara.open("/journal")

    assert "A recording, 3 minutes; A picture" in page.all("fine")
    assert page.values("audio, img", "src") == []


def test_when_its_only_recording_is_deleted_an_entry_without_words_still_has_a_name(mara: Someone) -> None:
    entry = record(mara)
    mara.send(mara.open(f"/journal/entries/{entry}").values(".media form", "action")[0])

    assert "No words" in mara.open("/journal").all("entry-body")


def test_an_entry_of_neither_words_nor_a_recording_is_refused(mara: Someone) -> None:
    assert mara.send("/journal/entries", entry_form("")).status_code == 422


def test_full_of_ten_the_entry_offers_no_eleventh(mara: Someone) -> None:
    entry = write(mara, "The sea came back.")
    for _nth in range(10):
        mara.outbox("/journal/media", media_form(voice(), entry=entry), tag="")

    assert mara.open(f"/journal/entries/{entry}").values("input[type=file]", "name") == []


def one(kind: str, seconds: int = 0) -> Media:
    return Media(
        id="a",
        entry_id="b",
        kind=kind,
        type="",
        seconds=seconds,
        size=1,
        made_at=MORNING,
        whole=True,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("media", "words", "ticked"),
    [
        ([one("voice", 1)], "A recording, one second", "Include the recording"),
        ([one("voice", 59)], "A recording, 59 seconds", "Include the recording"),
        ([one("voice", 60)], "A recording, one minute", "Include the recording"),
        ([one("voice", 600)], "A recording, 10 minutes", "Include the recording"),
        ([one("voice")], "A recording", "Include the recording"),
        ([one("voice", 9), one("voice", 9)], "2 recordings", "Include the 2 recordings"),
        ([one("picture")], "A picture", "Include the picture"),
        ([one("picture")] * 2, "2 pictures", "Include the 2 pictures"),
        (
            [one("voice", 60), one("picture")],
            "A recording, one minute; A picture",
            "Include what is recorded and pictured",
        ),
        ([], "", "Include the 0 pictures"),
    ],
)
def test_it_is_spoken_of_as_people_do(media: list[Media], words: str, ticked: str) -> None:
    assert media_words(media) == words
    assert include_words(media) == ticked
    assert length_in_words(90) == "2 minutes"

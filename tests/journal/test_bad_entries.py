"""What cannot be kept is refused with every wrong field named and the words still in the form; nothing else changes."""

from uuid import uuid4

import pytest

from server.journal.models import MOST_CHARACTERS, MOST_VERSIONS
from tests.factories import entry_form
from tests.journal.shown import elements, field, write
from tests.someone import Installation, Someone

WRONG = {
    "id": "not-an-id",
    "written_at": "2199-01-01T00:00:00Z",
    "mood": "11",
    "prompt": "p" * 301,
    "kind": "poem",
    "share": "everybody",
}


def entries(installation: Installation) -> object:
    return installation.value("select count(*) from entry_version")


def test_20_000_characters_are_kept_exactly(mara: Someone) -> None:
    body = "Wörter, " * 2_499 + "und aus."
    assert len(body) == MOST_CHARACTERS

    write(mara, body)

    assert body in elements(mara.get("/journal"), "entry-body")


def test_20_001_characters_are_refused_with_the_text_kept_and_the_field_named(
    installation: Installation, mara: Someone
) -> None:
    before, body = entries(installation), "Wörter, " * 2_499 + "und aus.."

    refused = mara.send("/journal/entries", entry_form(body))

    assert refused.status_code == 422
    assert refused.one("#body-error") == "This is 20,001 characters, and 20,000 fit. Please shorten it by 1."
    assert field(refused, "body") == body
    assert entries(installation) == before


def test_every_wrong_field_is_named_at_once(installation: Installation, mara: Someone) -> None:
    before = entries(installation)

    refused = mara.send("/journal/entries", WRONG | {"body": "x" * 20_001})

    assert refused.status_code == 422
    assert set(refused.values("[role=alert] a", "href")) == {f"#{name}" for name in (*WRONG, "body")}
    assert entries(installation) == before


@pytest.mark.parametrize("name", WRONG)
def test_one_wrong_field_does_not_lose_the_words(installation: Installation, mara: Someone, name: str) -> None:
    before = entries(installation)

    refused = mara.send("/journal/entries", entry_form("The sea came back.") | {name: WRONG[name]})

    assert refused.status_code == 422
    assert refused.values("[role=alert] a", "href") == [f"#{name}"]
    assert refused.tree.cssselect(f"#{name}, #{name}-error"), "the summary leads to the place"
    assert field(refused, "body") == "The sea came back."
    assert entries(installation) == before


@pytest.mark.parametrize(
    "written_at",
    ["2199-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
     "2026-11-25T14:00:00", "yesterday", "1732546680"],
)  # fmt: skip
def test_a_date_that_cannot_be_is_refused(mara: Someone, written_at: str) -> None:
    refused = mara.send("/journal/entries", entry_form(written_at=written_at))

    assert refused.status_code == 422
    assert refused.values("[role=alert] a", "href") == ["#written_at"]


@pytest.mark.parametrize("mood", ["11", "-1", "5.5", "five", "٥", "1e1", " 5", "5" * 400])
def test_a_mood_is_a_whole_number_from_0_to_10(mara: Someone, mood: str) -> None:
    assert mara.send("/journal/entries", entry_form(mood=mood)).status_code == 422


@pytest.mark.parametrize("mood", ["0", "10", ""])
def test_the_ends_of_the_scale_and_no_mood_at_all_are_kept(mara: Someone, mood: str) -> None:
    entry = write(mara, "The sea came back.", mood=mood)

    said = mara.open(f"/journal/entries/{entry}").words
    assert (f"Mood {mood} of 10, your own mark" in said) is (mood != "")


@pytest.mark.parametrize("body", ["", "   ", "\n\t\r\n", "\u00a0\u2003"])
def test_no_words_are_no_entry(installation: Installation, mara: Someone, body: str) -> None:
    before = entries(installation)

    refused = mara.send("/journal/entries", entry_form(body))

    assert refused.one("#body-error") == "There are no words yet. A single one is enough."
    assert entries(installation) == before


def test_without_an_id_the_pages_own_id_serves_and_a_second_press_changes_nothing(
    installation: Installation, mara: Someone
) -> None:
    before, own = entries(installation), str(uuid4())
    form = {"id": "", "fallback_id": own, "body": "Without scripts.", "written_at": ""}

    assert mara.send("/journal/entries", form).status_code == 200
    assert mara.send("/journal/entries", form).status_code == 200

    assert entries(installation) == int(str(before)) + 1
    assert installation.value("select written_at from journal_entry where id = :id", id=own) == (
        "2026-11-25T15:00:00.000Z"
    )


def test_without_any_id_the_words_stay_in_the_form(mara: Someone) -> None:
    refused = mara.send("/journal/entries", {"body": "No id at all."})

    assert refused.status_code == 422
    assert field(refused, "body") == "No id at all."
    assert refused.values("input[name=id]") == [""]
    assert refused.values("input[name=fallback_id]") != [""]


@pytest.mark.parametrize("raw", [b"body=caf%e9", b"body=%ff%fe", b"body=%ed%a0%80", b"body=caf\xe9"])
def test_bytes_that_are_no_text_are_refused_and_the_rest_is_shown(
    installation: Installation, mara: Someone, raw: bytes
) -> None:
    before = entries(installation)

    refused = mara.send_raw("/journal/entries", raw + b"&id=" + str(uuid4()).encode())

    assert refused.status_code == 422
    assert "Some characters did not arrive whole." in refused.one("#body-error")
    assert entries(installation) == before


def test_a_character_that_no_database_keeps_is_named(mara: Someone) -> None:
    refused = mara.send("/journal/entries", entry_form("nul\0nul"), follow=False)

    assert refused.status_code == 422
    assert "There is a character here that cannot be kept." in refused.text


def test_after_an_error_the_mood_stays_out_of_the_share_when_it_was_taken_out(mara: Someone) -> None:
    """The box "Include my mood" must not tick itself again."""
    out = mara.send("/journal/entries", entry_form("", mood="3", share="1"))
    in_again = mara.send("/journal/entries", entry_form("", mood="3", share="1", with_mood="1"))

    assert out.values("input[name=with_mood][checked]") == []
    assert in_again.values("input[name=with_mood][checked]") == ["1"]
    assert out.values("input[name=share][checked]") == ["1"]
    assert out.values("input[name=mood][checked]") == ["3"]


def test_words_beyond_the_last_version_are_refused_and_never_acknowledged(
    installation: Installation, mara: Someone
) -> None:
    form = entry_form("Version 0")
    for number in range(MOST_VERSIONS):
        assert mara.outbox("/journal/entries", form | {"body": f"Version {number}"}).status_code == 200

    refused = mara.outbox("/journal/entries", form | {"body": "One more"})

    assert refused.status_code == 409
    assert "tidemark-kept" not in refused.headers
    assert field(refused, "body") == "One more"
    assert refused.values("input[name=id]") == [""]
    assert mara.outbox("/journal/entries", form | {"body": "Version 7"}).status_code == 200

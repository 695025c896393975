"""With the therapist or the whole team, all of it or a passage, now or until a day: what was chosen last holds."""

import pytest

from server.journal.granting import passage_in
from tests.journal.shown import elements, share, write
from tests.session_day.days import at
from tests.someone import Installation, Opened, Someone

BODY = "The sea came back.\n\nI said it to nobody.\nThen moss, and rain."


@pytest.fixture
def entry(mara: Someone) -> str:
    return write(mara, BODY, mood="4", prompt="D1-03")


def read(person: Someone, entry: str) -> list[str] | int:
    """The paragraphs that this reader sees, or the status of the refusal."""
    page = person.get(f"/review/{entry}")
    return elements(page, "entry-body") if page.status_code == 200 else page.status_code


def test_with_the_therapist_alone_nobody_else_of_the_team_reads_it(
    mara: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    share(mara, entry, **{"with": "therapist"})

    assert read(theo, entry) == ["The sea came back.", "I said it to nobody.\nThen moss, and rain."]
    assert read(pria, entry) == 404


def test_with_the_team_the_prescriber_reads_it_too_and_another_clinic_does_not(
    mara: Someone, theo: Someone, pria: Someone, ada: Someone, otto: Someone, entry: str
) -> None:
    share(mara, entry, **{"with": "team"})
    assert "Shared with your care team (Theo, Pria)" in mara.open("/journal").words

    assert [read(one, entry) == read(theo, entry) for one in (theo, pria)] == [True, True]
    assert [read(one, entry) for one in (ada, otto)] == [403, 404]
    assert "The sea came back." in pria.open("/review").words


def test_the_choice_made_last_is_the_one_that_holds(mara: Someone, theo: Someone, pria: Someone, entry: str) -> None:
    share(mara, entry, **{"with": "team"})
    share(mara, entry, **{"with": "therapist"})
    assert [read(theo, entry) == 404, read(pria, entry) == 404] == [False, True]

    share(mara, entry, "0")
    assert [read(theo, entry), read(pria, entry)] == [404, 404]


def test_while_writing_the_team_can_be_chosen(mara: Someone, pria: Someone) -> None:
    entry = write(mara, "For all of you.", share="team")

    assert read(pria, entry) == ["For all of you."]


def test_of_a_passage_nothing_else_is_read_neither_the_question_nor_the_rest(
    mara: Someone, theo: Someone, entry: str
) -> None:
    share(mara, entry, part="passage", passage="said it to nobody.   Then moss", with_mood="1")
    assert "A passage is shared with Theo" in mara.open("/journal").words

    page = theo.open(f"/review/{entry}")
    assert elements(page, "entry-body") == ["said it to nobody.\nThen moss"]
    assert "What surprised you?" not in page.words
    assert "Mara shared this passage of a longer entry." in page.words
    assert not any(word in page.words for word in ("sea", "rain"))
    assert "sea" not in theo.open("/review").one(f".queue a[href='/review/{entry}'] .cut")


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"part": "passage", "passage": "words that are not there"}, "do not stand in the entry like this"),
        ({"part": "passage", "passage": "  "}, "No words are marked yet."),
        ({"until": "2026-11-24"}, "This day is over."),
        ({"until": "soon"}, "Please write the day as year-month-day"),
        ({"until": "2036-01-01"}, "within two years"),
        ({"with": "everybody"}, "Please choose one of the answers shown."),
        ({"version": "0199a0e2-6f3b-7a51-9b0e-3d5c1f6a7b21"}, "This version is not there."),
    ],
)
def test_what_cannot_be_shared_is_said_beside_its_field_and_nothing_is_shared(
    mara: Someone, theo: Someone, entry: str, form: dict[str, str], said: str
) -> None:
    page: Opened = mara.send(f"/journal/entries/{entry}/sharing", {"share": "1", "event": ""} | form)

    assert page.status_code == 422
    assert said in page.words
    assert page.tree.cssselect("textarea[name=passage]")[0].text.strip() == form.get("passage", "").strip()
    assert read(theo, entry) == 404


def test_until_a_day_it_is_read_through_that_day_of_the_patient_and_not_a_moment_longer(
    installation: Installation, mara: Someone, theo: Someone, entry: str
) -> None:
    share(mara, entry, until="2026-11-26")

    at(installation, "2026-11-26T23:59")
    assert read(theo, entry) != 404
    at(installation, "2026-11-27T00:00")
    assert read(theo, entry) == 404
    assert "The sea came back." not in theo.open("/review").words
    assert "Sharing ended today, as you had set. It had been read by Theo yesterday." in mara.open("/journal").words
    assert entry not in mara.open("/course").text


def test_the_end_by_date_is_a_row_as_every_other_end(installation: Installation, mara: Someone, entry: str) -> None:
    share(mara, entry, until="2026-11-26")
    at(installation, "2026-11-28T09:00")
    share(mara, entry, "0")
    share(mara, entry, "0")

    ends = "select why || ' ' || stopped_at from share_stop join share on share.id = share_id where entry_id = :id"
    assert installation.value(ends, id=entry) == "expired 2026-11-27T05:00:00.000Z"


def test_the_version_that_was_previewed_is_shared_not_one_that_came_meanwhile(
    mara: Someone, theo: Someone, entry: str
) -> None:
    (previewed,) = mara.open(f"/journal/entries/{entry}").values("#sharing [name=version]", "value")
    mara.send("/journal/entries", {"id": entry, "body": "Newer, and not for anyone.", "parent": previewed})
    share(mara, entry, version=previewed)

    assert "The sea came back." in str(read(theo, entry))
    assert "not for anyone" not in theo.open("/review").words


def test_a_share_sent_again_after_it_was_stopped_does_not_come_back(mara: Someone, theo: Someone, entry: str) -> None:
    event = "0199a0e2-6f3b-7a51-9b0e-3d5c1f6a7b99"
    for on in ("1", "0", "1"):
        share(mara, entry, on, event=event)

    assert read(theo, entry) == 404


def test_the_same_choice_again_is_no_further_share(installation: Installation, mara: Someone, entry: str) -> None:
    for _time in range(3):
        share(mara, entry, **{"with": "team"}, until="2026-11-30", with_mood="1")

    assert installation.value("select count(*) from share where entry_id = :id", id=entry) == 1


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("sea came", "sea came"),
        ("back. I said", "back.\n\nI said"),
        (" nobody.\r\n\r\nThen ", "nobody.\nThen"),
        ("SEA", None),
        ("a.*b", None),
        ("", None),
        ("back.I", None),
    ],
)
def test_marked_words_are_found_as_they_stand_or_not_at_all(marked: str, found: str | None) -> None:
    assert passage_in(BODY, marked) == found

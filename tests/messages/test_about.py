"""A message about an entry carries its id alone: the words stay private, and the link works through a live share."""

from uuid import uuid4

import pytest

from server.demo_cast import CAST_IDS
from tests.journal.shown import field, share, write
from tests.messages.written import HERE, bodies, count, message, thread_of
from tests.someone import Installation, Someone

SECRET = "The corridor had no doors."


@pytest.fixture
def entry(iris: Someone) -> str:
    return write(iris, SECRET)


def links(page: object) -> list[str]:
    return page.values(".entries a.go", "href")  # type: ignore[attr-defined, no-any-return]


def test_from_an_entry_one_link_leads_to_writing_about_it_and_a_tick_leaves_it_out(iris: Someone, entry: str) -> None:
    page = iris.open(f"/journal/entries/{entry}")
    (path,) = page.values("a[href^='/messages/write']", "href")

    assert path == f"/messages/write?about={entry}"
    form = iris.open(path)
    assert form.values("[name=about]") == [entry]
    assert "They see that it is about an entry, and not a word of it." in form.words
    iris.send(HERE, message("Without it."))
    assert links(iris.open(HERE)) == []


def test_unshared_the_team_sees_that_there_is_one_and_nothing_else(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    iris.send(HERE, message("About that night.", about=entry))

    assert links(iris.open(HERE)) == [f"/journal/entries/{entry}"]
    page = theo.open(thread_of(installation, "iris"))
    assert "About an entry that is not shared with you" in page.words
    assert entry not in page.text
    assert "corridor" not in page.text


def test_shared_the_team_has_a_link_that_ends_with_the_share(
    installation: Installation, iris: Someone, theo: Someone, pria: Someone, entry: str
) -> None:
    iris.send(HERE, message("About that night.", about=entry))
    share(iris, entry)
    thread = thread_of(installation, "iris")

    assert links(theo.open(thread)) == [f"/review/{entry}"]
    assert SECRET in theo.open(f"/review/{entry}").words
    assert f"{thread}" in theo.open(f"/review/{entry}").values("a", "href")
    assert links(pria.open(thread)) == [], "shared with the therapist alone"

    share(iris, entry, "0")
    assert links(theo.open(thread)) == []
    assert "About an entry that is not shared with you" in theo.open(thread).words


def test_deleted_it_is_said_and_nothing_leads_there(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    iris.send(HERE, message("About that night.", about=entry))
    share(iris, entry)
    iris.send(f"/journal/entries/{entry}/delete")

    page = iris.open(HERE)
    assert "About an entry that you deleted" in page.words
    assert links(page) == []
    assert links(theo.open(thread_of(installation, "iris"))) == []


def test_anothers_entry_a_deleted_one_and_none_at_all_are_answered_alike_with_the_words_kept(
    installation: Installation, iris: Someone, mara: Someone, entry: str
) -> None:
    gone = write(iris, "Gone.")
    iris.send(f"/journal/entries/{gone}/delete")
    maras = str(installation.value("select entry.id from journal_entry as entry join course on"
                                   " course.id = entry.course_id where course.patient_id = :mara limit 1",
                                   mara=CAST_IDS["mara"]))  # fmt: skip
    found = []
    for about in (maras, gone, str(uuid4())):
        page = iris.send(HERE, message("Kept.", about=about))
        assert page.status_code == 422
        assert field(page, "body").strip() == "Kept."
        assert page.values("[name=about]") == [""], "so that it can be sent without"
        found.append(page.one("[role=alert]"))
        assert iris.open(f"{HERE}/write?about={about}").values("[name=about]") == [""]
    assert len(set(found)) == 1
    assert count(installation, "iris") == 0
    assert mara.send(HERE, message("Not mine.", about=entry)).status_code == 422


def test_a_message_about_an_entry_shares_nothing_of_it(
    installation: Installation, iris: Someone, theo: Someone, entry: str
) -> None:
    iris.send(HERE, message("About that night.", about=entry))

    assert theo.get(f"/review/{entry}").status_code == 404
    assert installation.value("select count(*) from share where entry_id = :id", id=entry) == 0
    assert bodies(iris.open(HERE)) == ["About that night."]

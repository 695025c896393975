"""The journal as one file: everything that is kept, opening anywhere, with nothing in it that could run."""

import html5lib

from server.courses.desk import STANDS_AFTER
from tests.factories import entry_form
from tests.journal.shown import share, write
from tests.someone import Someone


def test_every_entry_version_and_answer_is_in_it(mara: Someone, theo: Someone) -> None:
    form = entry_form("The sea came back.", mood="4")
    mara.send("/journal/entries", form)
    mara.send("/journal/entries", form | {"body": "The sea went out."})
    share(mara, form["id"])
    theo.send(f"/review/{form['id']}/answer", {"id": form["id"], "reply": "Thank you."})
    theo.installation.clock.move(STANDS_AFTER)
    mara.send("/journal/actions", {"id": form["id"], "action": "Walk to the water."})

    text = mara.get("/journal/export").text
    for words in ("The sea came back.", "The sea went out.", "Mood 4 of 10", "Thank you.", "Walk to the water."):
        assert words in text


def test_it_is_a_file_that_asks_for_nothing_from_anywhere(mara: Someone) -> None:
    write(mara, "<script>alert(1)</script><img src=x onerror=alert(2)>")
    answer = mara.get("/journal/export")

    assert answer.headers["content-disposition"] == 'attachment; filename="journal-2026-11-25.html"'
    assert "sandbox" in answer.headers["content-security-policy"]
    tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
    tags = {one.tag for one in tree.iter() if isinstance(one.tag, str)}
    assert not tags & {"script", "link", "iframe", "object", "form"}
    assert not [one for one in tree.iter() if any(name.startswith("on") for name in one.attrib)]
    assert "http" not in "".join(one.get("src", "") + one.get("href", "") for one in tree.iter())
    assert "<script>alert(1)</script>" in "".join(tree.itertext())


def test_it_holds_more_than_a_page_of_them(mara: Someone) -> None:
    written = [f"Wave number {n}." for n in range(230)]
    for body in written:
        mara.send("/journal/entries", entry_form(body), follow=False)

    text = mara.get("/journal/export").text
    assert [body for body in written if body not in text] == []


def test_an_empty_journal_is_a_file_too(iris: Someone) -> None:
    iris.send("/journal/yours/delete", {"sure": "1"})

    assert "Nothing is written yet." in iris.get("/journal/export").text


def test_nobody_else_can_save_it(theo: Someone, anyone: Someone) -> None:
    assert theo.get("/journal/export").status_code == 403
    assert anyone.get("/journal/export").status_code == 303

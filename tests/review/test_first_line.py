"""What the list shows of an entry: the beginning of its first line, never more, and only of what is shared now."""

import pytest

from server.journal.sharing import CUT, first_line
from tests.factories import entry_form
from tests.journal.shown import elements, share, write
from tests.someone import Someone


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("Moss.", "Moss."),
        ("Moss.\nAnd a secret.", "Moss."),
        ("\n\n   \n  Moss.  \n\nAnd a secret.", "Moss."),
        ("a" * CUT, "a" * CUT),
        ("a" * (CUT + 1), "a" * (CUT - 1) + "…"),
        ("word " * 40, ("word " * 14)[: CUT - 1].rstrip() + "…"),
        ("one\u2028two", "one"),
        ("", ""),
    ],
)
def test_the_first_line_of_a_text_is(body: str, line: str) -> None:
    assert first_line(body) == line


def cuts(person: Someone) -> list[str]:
    return elements(person.open("/review"), "cut", "span")


def test_the_list_shows_the_first_line_as_text_and_nothing_below_it(iris: Someone, theo: Someone) -> None:
    write(iris, "Moss & <b>rain</b>.\n\nAnd a secret.", share="1")

    assert cuts(theo)[-1] == "Moss & <b>rain</b>."
    assert "secret" not in theo.open("/review").text


def test_the_list_shows_the_version_that_was_shared_and_not_a_later_one(iris: Someone, theo: Someone) -> None:
    form = entry_form("Moss.")
    iris.send("/journal/entries", form)
    share(iris, form["id"])
    iris.send("/journal/entries", form | {"body": "Slate."})

    assert cuts(theo)[-1] == "Moss."


def test_once_stopped_the_first_line_is_gone_from_the_list(iris: Someone, theo: Someone, pria: Someone) -> None:
    entry = write(iris, "Moss.", share="1")
    assert "Moss." in cuts(theo)
    assert "Moss." not in cuts(pria)

    share(iris, entry, "0")

    assert "Moss." not in cuts(theo)


def test_before_sharing_the_patient_is_told_that_a_list_shows_the_first_line(iris: Someone) -> None:
    entry = write(iris, "Moss.")

    for path in ("/journal/write", f"/journal/entries/{entry}"):
        assert "They see the first line in a list at once, and the rest on opening it" in iris.open(path).words

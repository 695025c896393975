"""A template reads what its page carries and nothing else, says so in its first line, and speaks through gettext."""

import re

import pytest

import server.app  # noqa: F401 - brings every page in
from server.pages.templating import FOLDER, WORDS
from tests.house.template_source import (
    asked_for,
    brought_along,
    made_inside,
    markup_alone,
    names,
    needs,
    opening,
    pages,
    spoken_literals,
    text_of,
)

TAKES = re.compile(r"Takes (.*?)(?:[.:]|$)")
ALL_OF = re.compile(r"the fields of (\w+)")
TAG = re.compile(r"<[^>]*>|[\w-]+=\"[^\"]*\"")  # a block may hold attributes alone
SPOKEN = re.compile(r"\b(?:aria-label|title|placeholder|alt|data-label|data-when-o\w+|content)=\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-z]{2,}")
SAME_EVERYWHERE = re.compile(r"Tidemark|911|9-8-8|811")
IN_METAS = re.compile(r"<meta [^>]*>")
SENTENCE = re.compile(r"[A-Z][a-z]+ [a-z]|[a-z]{3,} [a-z]{3,} [a-z]{2,}")

PAGES = sorted(set(pages()), key=lambda kind: kind.__name__)
PARTIALS = [name for name in names() if "/_" in name]


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_a_page_and_its_template_name_the_same_fields(kind: type) -> None:
    assert (FOLDER / kind.template).is_file()
    assert needs(kind.template) == set(kind.__struct_fields__)


def test_every_template_belongs_to_a_page() -> None:
    used = {name for kind in PAGES for name in brought_along(kind.template)} | {"ui/macros.html"} | brought_along(WORDS)
    assert set(names()) == used


def fields_named(comment: str) -> set[str]:
    """The names that the first line lists; those of a page that it names as a whole."""
    found: set[str] = set()
    for whole in ALL_OF.findall(comment):
        found |= set(next(kind for kind in PAGES if kind.__name__ == whole).__struct_fields__)
    listed = TAKES.search(comment)
    if listed and not found and "nothing" not in listed[1]:
        found = set(re.findall(r"\w+", listed[1]))
    return found


@pytest.mark.parametrize("name", [name for name in names() if not name.startswith(("ui/macros", "layouts/"))])
def test_the_first_line_says_what_a_template_takes(name: str) -> None:
    made = set().union(*(made_inside(one) for one in brought_along(name)))
    inside = set().union(*(asked_for(one) for one in brought_along(name)))
    named = fields_named(opening(name))
    assert "Takes " in opening(name)
    assert asked_for(name) - {"ui"} <= named | made, "it takes more than it says"
    assert named <= inside, "it says more than it takes"


@pytest.mark.parametrize("name", names())
def test_a_template_runs_nothing_inline_and_trusts_no_text(name: str) -> None:
    text = text_of(name)
    assert not re.search(r"\|\s*safe\b|Markup\(|autoescape", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", text, re.IGNORECASE)
    assert not re.search(r"hx-(boost|on)\b", text)


@pytest.mark.parametrize("name", names())
def test_a_template_says_nothing_that_cannot_be_translated(name: str) -> None:
    written = markup_alone(name)
    spoken = [text for text in SPOKEN.findall(IN_METAS.sub("", written)) if WORD.search(SAME_EVERYWHERE.sub("", text))]
    beside = [text.strip() for text in TAG.split(written) if WORD.search(SAME_EVERYWHERE.sub("", text))]
    inside = [text for text in spoken_literals(name) if SENTENCE.search(text)]
    assert not spoken + beside + inside


def test_only_our_own_lessons_are_marked_as_markup() -> None:
    """`body` of a lesson is made from our own files with HTML switched off; nothing else skips the escaping."""
    marked = [
        (kind.__name__, name) for kind in PAGES for name, of in kind.__annotations__.items() if "Markup" in str(of)
    ]
    assert marked == [("LessonPage", "body")]

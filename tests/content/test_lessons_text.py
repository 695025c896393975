"""Four short lessons, each statement traceable to a numbered line, and nothing of the file shining through."""

import re
from pathlib import Path

import html5lib
import pytest

from server.pages.content import CONTENT, SOURCES, Lesson, find_lesson, lessons
from tests.house.words import forbidden_in

KNOWN = re.compile(r"(E|M|P|S|B|D|I|R|Y)-[0-9]{2}|(PRP|D0|D1|W1|BS|CE)-[0-9]{2}")
FILES = sorted((CONTENT / "en" / "lessons").glob("*.md"))
NAMES = [lesson.slug for lesson in lessons()]


def test_there_are_four_in_the_order_of_their_parts() -> None:
    assert [(lesson.part, lesson.slug) for lesson in lessons()] == [
        (1, "what-to-expect"),
        (2, "body-and-mind"),
        (3, "safety"),
        (4, "intention"),
    ]


@pytest.mark.parametrize("lesson", lessons(), ids=NAMES)
def test_a_lesson_is_short_and_has_a_head(lesson: Lesson) -> None:
    assert 2 <= lesson.minutes <= 4
    assert len(str(lesson.body).split()) < 220 * lesson.minutes
    for text in (lesson.kicker, lesson.title, lesson.lead):
        assert text


@pytest.mark.parametrize("lesson", lessons(), ids=NAMES)
def test_a_lesson_cites_ids_of_the_clinical_text(lesson: Lesson) -> None:
    assert len(lesson.sources) >= 8
    for source in lesson.sources:
        assert KNOWN.fullmatch(source), source


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_statement_of_a_lesson_ends_with_its_source(path: Path) -> None:
    """A paragraph or a list item is a statement; headings and the line that opens a list are not."""
    body = path.read_text().split("---\n", 2)[2]
    for line in body.splitlines():
        if line.strip() and not line.startswith("#"):
            assert SOURCES.search(line), line


@pytest.mark.parametrize("lesson", lessons(), ids=NAMES)
def test_a_lesson_renders_as_whole_html_with_nothing_left_of_its_notation(lesson: Lesson) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parseFragment(str(lesson.body))

    assert [error[1] for error in parser.errors] == []
    assert set(re.findall(r"<([a-z0-9]+)", str(lesson.body))) <= {"h2", "p", "ul", "li", "strong", "em"}
    assert not re.search(r"[{}]|\*\*|^#|&lt;", str(lesson.body), re.MULTILINE)


@pytest.mark.parametrize("lesson", lessons(), ids=NAMES)
def test_a_lesson_judges_and_promises_nothing(lesson: Lesson) -> None:
    """R-01 and R-06."""
    said = f"{lesson.title} {lesson.lead} {lesson.body}"

    assert not forbidden_in(said)
    assert not re.search(r"\b(will cure|you will feel better|always works)\b", said, re.IGNORECASE)


def test_r_04_r_05_and_r_07_the_first_lesson_says_what_is_known() -> None:
    lesson = find_lesson("what-to-expect")

    assert lesson is not None
    assert {"R-04", "R-05", "R-06", "R-07", "S-20", "S-23"} <= set(lesson.sources)


def test_p_05_p_07_and_d_06_the_third_lesson_holds_the_rules_of_safety() -> None:
    lesson = find_lesson("safety")

    assert lesson is not None
    assert {"P-01", "P-05", "P-07", "P-13", "P-43", "D-05", "D-06", "S-21"} <= set(lesson.sources)


def test_a_lesson_that_does_not_exist_is_none() -> None:
    assert find_lesson("../safety") is None

"""Nothing we ship says what only a person may decide: eligible, approved, safe to take, cleared, stop taking, covered.

Every file whose text can reach a page, a phone or a letter is read whole, whichever outcome would bring it out.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import catalogue
from tests.house.source import ROOT, modules, texts, tracked
from tests.house.words import FORMS, WITHOUT, forbidden_in, read_out

READ = {".css", ".csv", ".html", ".js", ".json", ".md", ".svg"}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
SAID = """
    You are eligible | Eligibility | not yet eligible | ineligible | it was approved | your clinic approves | Approval:
    is unapproved | Safe to take | safe for you | You are safe, calm down | It’s safe | this is completely safe
    safely taken | You are cleared | clears you for it | medical clearance | clearance for a session | Stop taking it
    who stopped taking it | quit using | stop your tablets | skip the morning dose | come off your antidepressant
    covered by OHIP | OHIP covers it | OHIP does not cover this | not covered by the plan, OHIP | OHIP coverage
    a high-risk answer | your risk level | sign this contract | a no-suicide plan | chat with us | our chatbot
    an AI therapist | promise me
    overdue | a streak | no risk | lorem ipsum
"""
UNSAID = """
    Are you safe right now? | I am not safe | your safety plan | a safe place | slower clearance of ketamine
    clear liquids | Is your head clear? | Stop whenever you like | Stop the session | The medicine stops working
    Coverage differs and changes. OHIP pays for visits | You can ask why | Take it out of my list | recovered | improve
"""


def several(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"[|\n]", text) if one.strip()]


def shipped() -> list[Path]:
    folder = ROOT / "web"
    ours = [path for path in tracked() if path.is_relative_to(folder) and path.suffix in READ]
    return [path for path in ours if "vendor" not in path.parts]


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_of_pages_scripts_or_content_says_it(path: Path) -> None:
    """E-05, N-03, L-01: questions with every answer, lessons, consent, each row of the list of medicines."""
    assert forbidden_in(COMMENT.sub("", path.read_text())) == []


def spoken(tree: ast.AST) -> Iterator[str]:
    """Every text of a module but those that stand alone: they explain it to whoever reads the code."""
    alone = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) in alone:
            node.value = ""
    yield from texts(tree)


def test_no_text_of_the_server_says_it_whatever_it_is_for() -> None:
    """Refusals, mails, calendar and health answers, the demo's words, what the commands print."""
    read = [(one.name, text) for one in modules() for text in spoken(ast.parse(one.path.read_text()))]

    assert len(read) > 3000
    assert [(name, found) for name, text in read if (found := forbidden_in(text))] == []


def test_no_message_that_is_translated_says_it() -> None:
    messages = [one.id for one in catalogue.read_messages() if one.id]
    said = [text for one in messages for text in ([one] if isinstance(one, str) else one)]

    assert len(said) > 1000
    assert [text for text in said if forbidden_in(text)] == []


@pytest.mark.parametrize("said", several(SAID))
def test_each_form_of_a_word_is_found(said: str) -> None:
    assert forbidden_in(f"Before. {said}. After.")
    assert forbidden_in(said.upper())


@pytest.mark.parametrize("name", WITHOUT)
@given(data=st.data())
def test_a_form_is_never_said_without_the_letters_that_it_is_looked_for_by(name: str, data: st.DataObject) -> None:
    said = data.draw(st.from_regex(re.compile(FORMS[name], re.ASCII | re.IGNORECASE), fullmatch=True))
    assert any(part in said.casefold() for part in WITHOUT[name])


@pytest.mark.parametrize("said", several(UNSAID))
def test_what_only_looks_like_it_is_left_alone(said: str) -> None:
    assert forbidden_in(said) == []


@pytest.mark.parametrize("word", [name for name in FORMS if not name.startswith(("a ", "not "))])
@pytest.mark.parametrize(
    "page",
    [
        "<p>You are {}</p><p>Next</p>", "<ul><li>{}</li><li>Next</li></ul>", "<p>You <b>{}</b>next</p>",
        '<button aria-label="{}">Go</button>', '<form data-label="{}"></form>', '<img alt="{}">',
        '<input placeholder="{}">', '<button value="{}">Go</button>', '<title>{}</title><meta content="Go">',
        '<svg role="img"><title>{}</title></svg>', '<meta name="description" content="{}">',
        '<template><span data-word="kept">{}</span></template>', "<p>\n  {}\n</p>",
    ],
)  # fmt: skip
def test_a_page_is_read_wherever_it_can_say_a_word(page: str, word: str) -> None:
    said = word.replace(" ", "\n  ") if "\n" in page else word
    assert forbidden_in(read_out(f"<div>{page.format(said)}</div>"))

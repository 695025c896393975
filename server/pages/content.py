"""Text that a clinician may edit, from web/content/<language>: lessons, prompts, checklist, breathing, help lines."""

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from markupsafe import Markup

from server.pages.language import CONTENT, language

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SOURCES = re.compile(r"\s*\{([A-Z0-9 -]+)\}")


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """`body` is made from our own files alone, with HTML switched off. `sources` are ids of the clinical text."""

    slug: str
    part: int
    kicker: str
    title: str
    minutes: int
    lead: str
    body: Markup
    sources: list[str]


class Prompt(msgspec.Struct, frozen=True):
    id: str
    text: str


When = Literal["before", "during", "after"]


class Pattern(msgspec.Struct, frozen=True, kw_only=True):
    """A breathing pattern; seconds. B-01 has no pacing, all zeros.

    `top` is a second, shorter breath on top of the in-breath. After `rounds` breaths or `minutes` it lets go by
    itself; 0 for no such end. A pattern is used only `when` it says so.
    """

    id: str
    name: str
    in_: float = msgspec.field(name="in")
    top: float = 0
    hold: float
    out: float
    rest: float
    rounds: int = 0
    minutes: float = 0
    when: tuple[When, ...] = ("before", "after")
    words: str

    @property
    def holds(self) -> bool:
        """Whether the breath is held, full or empty."""
        return bool(self.hold or self.rest)


@lru_cache
def _markdown() -> "MarkdownIt":
    """Read in with the first lesson: a start, and a command, do without it."""
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable(["heading", "list", "emphasis"])


def read_json(name: str) -> Any:
    return _read_json(language(), name)


@lru_cache
def _read_json(language: str, name: str) -> Any:
    return json.loads((CONTENT / language / name).read_text())


def prompts(stage: str) -> list[Prompt]:
    """`stage` is PRP, D0, D1, W1, BS or CE (clinical.md 5.5)."""
    return msgspec.convert(read_json("prompts.json")[stage], list[Prompt])


def prompt_text(prompt: str) -> str:
    """The question of an id; anything else is the patient's own question and stays as it is."""
    return _prompt_texts(language()).get(prompt, prompt)


@lru_cache
def _prompt_texts(language: str) -> dict[str, str]:
    return {one["id"]: one["text"] for stage in _read_json(language, "prompts.json").values() for one in stage}


def lessons() -> list[Lesson]:
    return _lessons(language())


def find_lesson(slug: str) -> Lesson | None:
    return next((lesson for lesson in lessons() if lesson.slug == slug), None)


@lru_cache
def _lessons(language: str) -> list[Lesson]:
    return [_read_lesson(path) for path in sorted((CONTENT / language / "lessons").glob("*.md"))]


def _read_lesson(path: Path) -> Lesson:
    _start, head, body = path.read_text().split("---\n", 2)
    facts = {key.strip(): value.strip() for key, _sep, value in (line.partition(":") for line in head.splitlines())}
    sources = sorted({one for group in SOURCES.findall(body) for one in group.split()})
    return Lesson(
        slug=facts["slug"],
        part=int(facts["part"]),
        kicker=facts["kicker"],
        title=facts["title"],
        minutes=int(facts["minutes"]),
        lead=facts["lead"],
        body=Markup(_markdown().render(SOURCES.sub("", body))),  # noqa: S704 - our own file, html off
        sources=sources,
    )


def patterns() -> list[Pattern]:
    return _patterns(language())


@lru_cache
def _patterns(language: str) -> list[Pattern]:
    found = [read_pattern(path) for path in pattern_files(CONTENT / language / "breathing")]
    return sorted(found, key=lambda one: (one.id != "B-02", one.id))


def pattern_files(folder: Path) -> list[Path]:
    """Every file but the words that stand beside the patterns: a clinic may lay its own there."""
    return sorted(path for path in folder.glob("*.json") if path.name != "words.json")


def read_pattern(path: Path) -> Pattern:
    """Raises msgspec.DecodeError."""
    return msgspec.json.decode(path.read_bytes(), type=Pattern)

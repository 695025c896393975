"""What is asked at intake, from web/content/<language>/intake: text that a clinician may edit, with its sources."""

from functools import lru_cache
from typing import Literal

import msgspec

from server.pages.content import read_json
from server.pages.language import language

Tier = Literal["D", "T"]
Kind = Literal["choice", "many", "words", "date", "pressure"]


class Part(msgspec.Struct, frozen=True):
    id: str
    title: str
    lead: str


class Option(msgspec.Struct, frozen=True):
    """`flags` are conditions that this answer raises; `unsure` those that it leaves open, to be talked about."""

    value: str
    label: str
    flags: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


class Question(msgspec.Struct, frozen=True):
    """`short` is its name in lists; `more` asks for own words beside the answer, where that helps."""

    id: str
    part: str
    items: tuple[str, ...]
    ask: str
    hint: str
    why: str
    short: str
    kind: Kind
    options: tuple[Option, ...]
    more: str
    optional: bool


class Condition(msgspec.Struct, frozen=True):
    """A row of clinical.md 1.3. Its tier sets wording, never a verdict (E-05); a clinic may set another (E-60).

    `differ` says on what the sources disagree.
    """

    id: str
    tier: Tier
    title: str
    basis: str
    differ: str = ""


class Asked(msgspec.Struct, frozen=True):
    """Everything that is asked, read once for each language."""

    parts: tuple[Part, ...]
    questions: dict[str, Question]
    conditions: dict[str, Condition]

    def of_part(self, part: str) -> list[Question]:
        return [one for one in self.questions.values() if one.part == part]


def asked() -> Asked:
    return _asked(language())


@lru_cache
def _asked(language: str) -> Asked:
    parts = msgspec.convert(read_json("intake/parts.json"), tuple[Part, ...])
    questions = msgspec.convert(read_json("intake/questions.json"), list[Question])
    conditions = msgspec.convert(read_json("intake/conditions.json"), list[Condition])
    return Asked(parts, {one.id: one for one in questions}, {one.id: one for one in conditions})


def find_part(part: str) -> Part | None:
    return next((one for one in asked().parts if one.id == part), None)

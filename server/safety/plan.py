"""A safety plan in seven parts (Y-37, own wording), and the numbers in it that can be called. Pure."""

import re
from functools import lru_cache

import msgspec

from server.pages.content import read_json
from server.pages.language import language

# A short line of emergency, or at least seven digits with what stands between them when they are written down.
NUMBER = re.compile(r"(?<![\w+])(?:\+?\(?[0-9][0-9 ().\-\u00a0]{5,22}[0-9]|911|988|811|9-8-8)(?!\w)")
LEAST, MOST = 7, 15  # digits of a telephone number (E.164)
SHORT = ("911", "988", "811")


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """`person` and `phone` are the support person, whom Help names too."""

    signs: str = ""
    things: str = ""
    places: str = ""
    people: str = ""
    person: str = ""
    phone: str = ""
    professionals: str = ""
    home: str = ""
    reason: str = ""

    @property
    def empty(self) -> bool:
        return not any(getattr(self, name) for name in self.__struct_fields__)


class Part(msgspec.Struct, frozen=True):
    id: str
    title: str
    hint: str


class PlanContent(msgspec.Struct, frozen=True):
    lead: str
    parts: tuple[Part, ...]


def content() -> PlanContent:
    return _content(language())


@lru_cache
def _content(language: str) -> PlanContent:
    return msgspec.convert(read_json("safety_plan.json"), PlanContent)


def dialled(number: str) -> str:
    """As a telephone takes it; empty where it is none."""
    digits = re.sub(r"[^0-9]", "", number)
    if digits in SHORT:
        return digits
    plus = "+" if number.strip().startswith("+") else ""
    return plus + digits if LEAST <= len(digits) <= MOST else ""


def pieces_of(text: str) -> list[tuple[str, str]]:
    """The text in pieces, each with the number to dial or nothing; joined they are the text again."""
    found, at = [], 0
    for one in NUMBER.finditer(text):
        if number := dialled(one[0]):
            found += [(text[at : one.start()], ""), (one[0], number)]
            at = one.end()
    return [piece for piece in [*found, (text[at:], "")] if piece[0]]


def joined(plans: list[Plan]) -> Plan:
    """Several texts in one, for writing on from all of them: nothing that stands in any is left out."""
    return Plan(**{name: _lines_of([getattr(one, name) for one in plans]) for name in Plan.__struct_fields__})


def _lines_of(texts: list[str]) -> str:
    found: list[str] = []
    for text in texts:
        if text and not any(text in one for one in found):
            found = [one for one in found if one not in text] + [text]
    return "\n".join(found)

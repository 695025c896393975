"""What a phone gets of a script: the same program, without what is there for readers alone.

Comments and blanks go, and names that mean nothing outside their file become short (short_names.py).
tests/house/test_served_scripts.py compares each script with what is served of it, as programs.
"""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from server.pages.short_names import shortened

BLANK = r"(?:\s|//.*|/\*(?:(?!\*/)[\s\S])*\*/)+"
STRING = r"'(?:[^'\\\n]|\\[\s\S])*'|\"(?:[^\"\\\n]|\\[\s\S])*\""
TEXT = r"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)"  # of a template, as far as its end or a value in it
REGEX = r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/\w*"
OTHER = r"[\w$]+|\.\.\.|=>|\+\+|--|[\s\S]"
GAP = re.compile(BLANK)
AFTER_A_VALUE = re.compile(rf"{STRING}|`{TEXT}|{OTHER}")
BEFORE_A_VALUE = re.compile(rf"{STRING}|`{TEXT}|{REGEX}|{OTHER}")
AFTER_A_VALUE_IN_TEXT = re.compile(rf"\}}{TEXT}")
ENDS_A_VALUE = re.compile(r"[\w$'\"`)\]}]$")
EXPECTS_A_VALUE = {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "do", "else", "await", "yield"}
GOES_ON_AFTER, GOES_ON_BEFORE = set("{([;,:?=&|"), set("})],;.:?=&|")  # no statement ends there, whatever the line
GROW_TOGETHER = re.compile(r"[\w$]{2}|\+\+|--|/[/*\w]|\d\.")


class Token(NamedTuple):
    """A word, a sign, or all of a string, a pattern, or the text of a template between two values."""

    text: str
    gap: str = ""


@cache
def lean(source: str) -> str:
    found = tokens(source)
    names = shortened([token.text for token in found])
    said = [Token(name, token.gap) for name, token in zip(names, found, strict=True)]
    parts = [said[0].text, *(_gap(one.text, two) + two.text for one, two in pairwise(said))] if said else []
    return "".join(parts) + "\n"


def tokens(source: str) -> list[Token]:
    made: list[Token] = []
    at, last, open_braces = 0, "", [0]  # the last number is of the innermost value in a template
    while True:
        gap = GAP.match(source, at)
        at = gap.end() if gap else at
        if at == len(source):
            return made
        ends_a_value = source[at] == "}" and open_braces[-1] == 0 and len(open_braces) > 1
        if ends_a_value:
            open_braces.pop()
        found = _kind(last, ends_a_value).match(source, at)
        if found is None:
            raise ValueError(source[at : at + 40])
        last, at = found[0], found.end()
        made.append(Token(last, gap[0] if gap else ""))
        open_braces[-1] += {"{": 1, "}": -1}.get(last, 0)
        if last[-2:] == "${":
            open_braces.append(0)


def _kind(last: str, ends_a_value: bool) -> re.Pattern[str]:
    if ends_a_value:
        return AFTER_A_VALUE_IN_TEXT
    return AFTER_A_VALUE if ENDS_A_VALUE.search(last) and last not in EXPECTS_A_VALUE else BEFORE_A_VALUE


def _gap(before: str, after: Token) -> str:
    """A line that may end a statement stays one."""
    if not after.gap:
        return ""
    if "\n" in after.gap and before[-1] not in GOES_ON_AFTER and after.text[0] not in GOES_ON_BEFORE:
        return "\n"
    return " " if GROW_TOGETHER.fullmatch(before[-1] + after.text[0]) else ""

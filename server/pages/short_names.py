"""Short names in what is served of a script, for words that mean nothing outside their file.

A word gets the same name all over its file, and one that is nothing else's there: what belongs together stays together.
A word that may also be read elsewhere, of an object or by another file, keeps its own in all of the file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

NAME = re.compile(r"[A-Za-z_$][\w$]*")
DECLARES = {"const", "let", "function"}
ALSO_SAYS_HOW = {"as", "async", "from", "get", "of", "set", "static"}  # names here, parts of a statement there
OPENS, CLOSES = {"(", "[", "{"}, {")", "]", "}"}
LETTERS = "etnaoirscdlufpmhgvbyxwkjqzETNAOIRSCDLUFPMHGVBYXWKJQZ"


def shortened(words: Sequence[str]) -> list[str]:
    taken = set(words)
    edged = [*words, ""]  # a last word has something after it, and a first one before
    chosen = (_declared(words) | _parameters(edged)) - _read_elsewhere(edged) - ALSO_SAYS_HOW
    often = Counter(word for word in words if word in chosen).most_common()
    free = (name for name in _names() if name not in taken)
    short = {word: next(free) for word, _ in often if len(word) > 1}
    return [word if before == "." else short.get(word, word) for before, word in zip(["", *words], words, strict=False)]


def _names() -> Iterator[str]:
    yield from LETTERS
    yield from (f"{letter}{number}" for number in range(10) for letter in LETTERS)


def _declared(words: Sequence[str]) -> set[str]:
    return {word for before, word in pairwise(words) if before in DECLARES and NAME.fullmatch(word)}


def _parameters(words: Sequence[str]) -> set[str]:
    """Of arrows and of functions with a name, where they stand by themselves or with what they are if not given."""
    found: set[str] = set()
    opened: list[list[str]] = [[]]
    begun: list[int] = []
    for at, word in enumerate(words):
        if word in OPENS or word.endswith("${"):
            begun.append(at)
            opened.append([])
        elif word in CLOSES or word[:1] == "}":
            begin, names = begun.pop(), opened.pop()
            if word == ")" and (words[at + 1] == "=>" or words[begin - 2] == "function"):
                found.update(names)
        elif words[at - 1] in ("(", ",", "...") and words[at + 1] in (",", ")", "=") and NAME.fullmatch(word):
            opened[-1].append(word)
    return found


def _read_elsewhere(words: Sequence[str]) -> set[str]:
    """What is exported or imported, and names of what objects hold, wherever they may be that."""
    found: set[str] = set()
    around = [""]
    for at, word in enumerate(words):
        if word in CLOSES or word[:1] == "}":
            around.pop()
        if word in OPENS or word.endswith("${"):
            around.append(word)
        before, after = words[at - 1], words[(at + 1) % len(words)]
        in_object = around[-1] == "{" and before in ("{", ",", "async") and after in (",", "}", "=", "(")
        if in_object or after in (":", "as") or before == "as" or "export" in words[max(at - 3, 0) : at]:
            found.add(word)
    return found

"""Finds listed medicines by what somebody typed: brand or generic, misspelt, with accents and strength (M-05). Pure.

A suggestion is a question to the patient, never an answer: whatever its confidence, they say whether it is the one.
The browser's own finder (web/static/js/intake/finder.js) follows the same rules, for when there is no network.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from server.intake.interactions import about_list, interactions
from server.pages.language import language

Confidence = Literal["exact", "close", "guess"]
ORDER: dict[Confidence, int] = {"exact": 0, "close": 1, "guess": 2}
MOST = 5
MOST_TYPED = 200
MOST_TOKENS = 12
SHORTEST_START = 3
ERRORS = 2
STRENGTH = re.compile(r"\d+(?:[.,/]\d+)*\s*(?:%|(?:mg|mcg|ug|g|ml|iu|units?|meq|puffs?|hours?|hrs?|h|x)\b)?")
MADE = re.compile(r"\((?:oral|over the counter)\)|\b(?:combination|nasal spray|from another clinic)\b")


class Name(msgspec.Struct, frozen=True):
    """One way of writing a listed medicine, as shown and as compared. `starts` are its first words without the last.

    `near` is how sure one can be at most: an everyday name is not the medicine's own.
    """

    generic: str
    shown: str
    plain: str
    sound: str
    starts: str
    near: Confidence


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """`matched` is the name of the list that the typed text looks like."""

    generic: str
    matched: str
    confidence: Confidence


def suggest(typed: str) -> list[Suggestion]:
    """Best first, at most MOST, each medicine once; empty when nothing of the list looks like it."""
    best: dict[str, tuple[int, float, Suggestion]] = {}
    for name, confidence, distance in _matches(_readings(typed)):
        found = Suggestion(generic=name.generic, matched=name.shown, confidence=confidence)
        place = (ORDER[confidence], distance, found)
        if name.generic not in best or place[:2] < best[name.generic][:2]:
            best[name.generic] = place
    ranked = sorted(best.values(), key=lambda one: (one[0], one[1], one[2].generic))
    return [found for _order, _distance, found in ranked[:MOST]]


def plain(text: str) -> str:
    """Small letters and digits alone, words with a space between."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter)).replace("'", "").replace("’", "")
    return " ".join(re.sub(r"[^a-z0-9]+", " ", bare).split())


def sound(word: str) -> str:
    """Spellings that sound alike come out alike, so that they count for less than other errors."""
    for written, heard in (("ph", "f"), ("ck", "k"), ("x", "ks"), ("qu", "kw"), ("y", "i"), ("z", "s"), ("ae", "e")):
        word = word.replace(written, heard)
    word = re.sub(r"c(?=[eis])", "s", word).replace("c", "k").replace("th", "t")
    return re.sub(r"(.)\1+", r"\1", word)


def _matches(readings: list[list[str]]) -> Iterator[tuple[Name, Confidence, float]]:
    """Each run of words once, with the fewest letters that any reading leaves beside it."""
    names, plains = _names(language())
    runs: dict[str, int] = {}
    for words in readings:
        whole = "".join(words)
        for run in _windows(words):
            runs[run] = min(runs.get(run, MOST_TYPED), len(whole) - len(run))
        if len(whole) >= SHORTEST_START:
            for name in names:
                if name.plain.startswith(whole) and name.plain != whole:
                    yield name, "guess", 1 + (len(name.plain) - len(whole)) / 8
    for run, rest in runs.items():
        found = process.extract(run, plains, scorer=OSA.distance, score_cutoff=allowed(run), limit=20)
        for _plain, distance, at in found:
            name = names[at]
            if distance <= allowed(name.plain):
                heard = OSA.distance(sound(run), name.sound)
                yield name, _confidence(name, run, int(distance), rest), distance + heard + rest / 4


def allowed(word: str) -> int:
    """How many errors a word of this length may hold and still be this word."""
    return 0 if len(word) < 4 else 1 if len(word) < 6 else ERRORS


def _confidence(name: Name, window: str, distance: int, rest: int) -> Confidence:
    """What lacks a whole word may be another medicine: Claritin is not Claritin-D."""
    if distance == 0 and not rest:
        return name.near
    alike = distance == 0 or (distance == 1 and len(name.plain) >= 6 and window != name.starts and not rest)
    return "close" if alike and name.near != "guess" else "guess"


def _readings(typed: str) -> list[list[str]]:
    """Without strength, form and hour; and with them, which may be the name's own: Theo-24, Ery-Tab."""
    text, about = typed[:MOST_TYPED].casefold(), about_list()
    whole = plain(text).split()[:MOST_TOKENS]
    if "".join(whole) in _plains(language()):
        return [whole]
    bare = plain(STRENGTH.sub(" ", text)).split()[:MOST_TOKENS]
    passed_over = about.noise | about.release
    readings = [[one for one in words if one not in passed_over] for words in (bare, whole)] + [bare, whole]
    return [words for at, words in enumerate(readings) if words and words not in readings[:at]]


def _windows(tokens: list[str]) -> set[str]:
    """Every run of up to four words, written together."""
    ends = range(1, min(len(tokens), 4) + 1)
    runs = {"".join(tokens[at : at + count]) for count in ends for at in range(len(tokens) - count + 1)}
    return {run for run in runs if len(run) > 2 and not run.isdigit()}


def named() -> list[Name]:
    """Every way of writing every medicine of the list."""
    return _names(language())[0]


@lru_cache
def _names(language: str) -> tuple[list[Name], list[str]]:
    found: dict[tuple[str, str], Name] = {}
    for row in interactions().values():
        also = about_list().also.get(row.generic, ())
        shares = row.generic.split("/") if "/" in row.generic else []  # one of two: asked about, never taken for it
        for shown in (row.generic, *row.brands, *also, *shares):
            for way in ways_of(shown):
                joined = "".join(way)
                near: Confidence = "guess" if shown in shares else "close" if shown in also else "exact"
                name = Name(row.generic, shown, joined, sound(joined), "".join(way[:-1]), near)
                found.setdefault((row.generic, joined), name)
    names = list(found.values())
    return names, [name.plain for name in names]


@lru_cache
def _plains(language: str) -> frozenset[str]:
    return frozenset(_names(language)[1])


def ways_of(shown: str) -> Iterable[list[str]]:
    """`gliclazide or glyburide` is found by either; `Effexor XR` without its letters too."""
    made = MADE.sub(" ", shown.casefold())
    for part in [made, *(made.split(" or ") if " or " in made else [])]:
        words = plain(part).split()
        yield words
        bare = [word for word in words if word not in about_list().release]
        if bare and bare != words:
            yield bare

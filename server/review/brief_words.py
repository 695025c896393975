"""Words of what was shared that are new, and words that come back. Pure, and no interpretation: they are counted.

A word is letters of any script, in small letters; those that say little by themselves are content, per language.
"""

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache

import msgspec

from server.journal.shown import MOST_OPENED
from server.pages.content import read_json
from server.pages.language import language

MOST_NEW = MOST_BACK = 5
LEAST_ENTRIES = 3  # a word comes back once it stands in as many
SHORTEST, LONGEST = 3, 24
MOST_ENTRIES = MOST_OPENED
MOST_CHARACTERS = 60_000  # of the newest entries together; what lies beyond is not read


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """An entry, or the passage of it, that this reader may read now."""

    id: str
    granted_at: datetime
    body: str


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """`new` stand in what was shared since, and in nothing shared before; `back`: in how many entries each stands.

    Not `whole`: there is more than was read, and a word that is new among the newest may stand in an older one.
    """

    new: tuple[str, ...] = ()
    back: tuple[tuple[str, int], ...] = ()
    whole: bool = True


def words_of(texts: Iterable[Text], since: datetime) -> Words:
    """Nothing where nothing was shared since; nothing is new where nothing was shared before."""
    newest = sorted(texts, key=lambda one: (one.granted_at, one.id), reverse=True)
    read = [(one, content_words(body)) for one, body in _within(newest[:MOST_ENTRIES], MOST_CHARACTERS)]
    lately = [words for one, words in read if one.granted_at > since]
    before = [words for one, words in read if one.granted_at <= since]
    here = Counter(word for words in reversed(lately) for word in words)
    known = {word for words in before for word in words}
    among = Counter(word for _one, words in read for word in set(words))
    new = [word for word in here if word not in known] if before else []
    back = [word for word in here if among[word] >= LEAST_ENTRIES]
    return Words(
        new=tuple(sorted(new, key=lambda word: -here[word])[:MOST_NEW]),
        back=tuple((word, among[word]) for word in sorted(back, key=lambda word: (-among[word], word))[:MOST_BACK]),
        whole=len(newest) < MOST_ENTRIES and sum(len(one.body) for one in newest) <= MOST_CHARACTERS,
    )


def _within(texts: Sequence[Text], most: int) -> Iterable[tuple[Text, str]]:
    """Where they are cut, between two words."""
    left = most
    for one in texts:
        cut = one.body[:left]
        yield one, cut if len(cut) == len(one.body) else cut.rpartition(" ")[0]
        left = max(left - len(one.body), 0)


def content_words(body: str) -> list[str]:
    """In the order of the text. Of two ways to write a letter, or an apostrophe, one."""
    plain = unicodedata.normalize("NFC", body).replace("’", "'").lower()
    common = _common(language())
    return [
        word for word in _word().findall(plain)
        if SHORTEST <= len(word) <= LONGEST and word not in common and word.removesuffix("'s") not in common
    ]  # fmt: skip


@lru_cache
def _word() -> re.Pattern[str]:
    """Letters with their marks: without them a word of Hindi would be cut at each vowel."""
    marks = "".join(chr(at) for at in range(min(sys.maxunicode, 0xFFFF)) if unicodedata.category(chr(at))[0] == "M")
    letter = rf"[^\W\d_][{re.escape(marks)}]*"
    return re.compile(rf"(?:{letter})+(?:'(?:{letter})+)*")


@lru_cache
def _common(language: str) -> frozenset[str]:
    return frozenset(word for line in read_json("common_words.json")["words"] for word in line.split())

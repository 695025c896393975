"""Finding words in one's own entries. They are locked, so each is opened and looked at; nothing of a search is kept."""

import unicodedata
from datetime import datetime

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.models import Entry
from server.journal.queries import Window, list_entries, stored

MOST_FOUND = 50
MOST_LOOKED_AT = 6_000
AROUND = 60


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """`pieces` are (text, whether it is what was looked for), cut around the first place."""

    entry_id: str
    session_number: int | None
    day_offset: int | None
    written_at: datetime
    pieces: list[tuple[str, bool]]


async def search(db: Reader, course: OwnCourse, wanted: str) -> tuple[list[Found], bool]:
    """Entries with all the words, newest first, at most MOST_FOUND; and whether there are more than were looked at."""
    words = plain(wanted)[0].split()
    found: list[Found] = []
    before: tuple[str, str] | None = None
    looked = 0
    while words and looked < MOST_LOOKED_AT and len(found) < MOST_FOUND:
        entries = await list_entries(db, course, Window(before=before, most=500))
        found += [hit for entry in entries if (hit := _look(entry, words)) is not None]
        looked += len(entries)
        if len(entries) < 500:
            return found[:MOST_FOUND], len(found) > MOST_FOUND
        before = (stored(entries[-1].written_at), entries[-1].id)
    return found[:MOST_FOUND], bool(words)


def plain(text: str) -> tuple[str, list[int]]:
    """Small letters without accents, and for each of them its place in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        for part in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(part):
                letters.append(part)
                places.append(at)
    return "".join(letters), places


def _look(entry: Entry, words: list[str]) -> Found | None:
    for version in reversed(entry.standing):
        text, places = plain(version.body)
        if all(word in text for word in words):
            return Found(
                entry_id=entry.id,
                session_number=entry.session_number,
                day_offset=entry.day_offset,
                written_at=entry.written_at,
                pieces=cut_around(version.body, _marks(text, places, words)),
            )
    return None


def _marks(text: str, places: list[int], words: list[str]) -> list[tuple[int, int]]:
    """Where the words stand in the text as it was written, from and to, in order and without overlaps."""
    spots: list[tuple[int, int]] = []
    for word in words:
        at = text.find(word)
        while at >= 0 and len(spots) < MOST_FOUND:
            spots.append((places[at], places[at + len(word) - 1] + 1))
            at = text.find(word, at + len(word))
    marks: list[tuple[int, int]] = []
    for start, stop in sorted(spots):
        if not marks or start >= marks[-1][1]:
            marks.append((start, stop))
    return marks


def cut_around(body: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    start = max(marks[0][0] - AROUND, 0)
    stop = min(marks[0][1] + AROUND * 2, len(body))
    pieces = [("…", False)] if start else []
    at = start
    for begin, end in marks:
        if begin >= at and end <= stop:
            pieces += [(body[at:begin], False), (body[begin:end], True)]
            at = end
    pieces += [(body[at:stop], False), ("…" if stop < len(body) else "", False)]
    return [piece for piece in pieces if piece[0]]

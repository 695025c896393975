"""The notes for the patient to be copied out: every version that they have opened. Copying opens nothing."""

from typing import NamedTuple

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.notes.models import A_PAGE, Note
from server.notes.pages import Shown
from server.notes.queries import Key, key_of, open_texts, read_key
from server.notes.shown import list_shown


class Copied(NamedTuple):
    note: Note
    shown: list[Shown]


async def own_notes(db: Reader, course: OwnCourse) -> tuple[list[Copied], int]:
    """Newest first, and how many wait to be opened, whole or in what was written on since."""
    found, unopened = list[Copied](), 0
    before: Key | None = None
    while True:
        page = await list_shown(db, course, before)
        for note in page[:A_PAGE]:
            seen = [one for one in note.versions if one.seen_at]
            unopened += note.strike is None and len(seen) < len(note.versions)
            texts = await open_texts(db, course, seen)
            if seen:
                found.append(Copied(note, [Shown(version=one, text=texts[one.id]) for one in seen]))
        before = read_key(key_of(page))
        if before is None:
            return found, unopened

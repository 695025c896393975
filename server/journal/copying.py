"""One's whole journal to be copied out: all versions and answers, with recordings and pictures as far as they fit."""

import base64
from datetime import datetime

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.models import Answer, Entry
from server.journal.queries import Window, list_entries, list_history, stored
from server.media.files import Media
from server.media.queries import list_media, open_media

MOST_ENTRIES = 6_000
MOST_BYTES = 60_000_000
AT_ONCE = 200


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A recording or picture; `address` is all of it as a data: address, empty when the file would be too big."""

    media: Media
    address: str


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    entry: Entry
    answers: list[Answer]
    pieces: list[Piece]


class Journal(msgspec.Struct, frozen=True, kw_only=True):
    """`left_out` recordings did not fit; `cut` says that there are more entries than MOST_ENTRIES."""

    kept: list[Kept]
    left_out: int
    cut: bool


async def whole_journal(db: Reader, course: OwnCourse, now: datetime) -> Journal:
    kept: list[Kept] = []
    room = MOST_BYTES
    before: tuple[str, str] | None = None
    cut = False
    while not cut:
        window = Window(before=before, most=AT_ONCE)
        entries = await list_entries(db, course, window)
        _shares, _openings, answers = await list_history(db, course, [one.id for one in entries], AT_ONCE, now)
        media = await list_media(db, course, [one.id for one in entries])
        for entry in entries:
            pieces, room = await _pieces(db, course, [one for one in media if one.entry_id == entry.id], room)
            mine = [one for one in answers if one.entry_id == entry.id and one.body]
            kept.append(Kept(entry=entry, answers=mine, pieces=pieces))
        if len(entries) < AT_ONCE:
            break
        before = (stored(entries[-1].written_at), entries[-1].id)
        cut = len(kept) >= MOST_ENTRIES
    left_out = sum(not piece.address for one in kept for piece in one.pieces)
    return Journal(kept=kept, left_out=left_out, cut=cut)


async def _pieces(db: Reader, course: OwnCourse, media: list[Media], room: int) -> tuple[list[Piece], int]:
    """With what room is left after them."""
    pieces = []
    for one in media:
        opened = await open_media(db, course, one.id) if one.whole and one.size <= room else None
        address = ""
        if opened is not None:
            room -= len(opened[1])
            address = f"data:{one.type};base64,{base64.b64encode(opened[1]).decode()}"
        pieces.append(Piece(media=one, address=address))
    return pieces, room

"""One's whole journal as a single HTML file: words, versions, answers, recordings and pictures, without any script."""

import base64
from datetime import datetime
from typing import ClassVar

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.actions import SmallAction, list_actions
from server.journal.models import Answer, Entry
from server.journal.queries import Window, list_entries, list_history, stored
from server.media.files import Media
from server.media.queries import list_media, open_media
from server.pages.page import Page, render
from server.pages.templating import FOLDER

MOST_ENTRIES = 6_000
MOST_BYTES = 60_000_000
AT_ONCE = 200
STYLE = FOLDER / "journal" / "export.css"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A recording or picture; `address` is all of it as a data: address, empty when the file would be too big."""

    media: Media
    address: str


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    entry: Entry
    answers: list[Answer]
    pieces: list[Piece]


class ExportPage(Page, kw_only=True):
    """`left_out` recordings did not fit; `cut` says that there are more entries than MOST_ENTRIES."""

    template: ClassVar[str] = "journal/export.html"
    name: str
    at: datetime
    kept: list[Kept]
    actions: list[SmallAction]
    left_out: int
    cut: bool


async def export_journal(db: Reader, course: OwnCourse, now: datetime) -> bytes:
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
    page = ExportPage(
        name=course.patient_name, at=now, kept=kept, actions=await list_actions(db, course), left_out=left_out, cut=cut
    )
    style = f"<style>{STYLE.read_text()}</style></head>"  # in the file itself, which is no page of ours
    return render(page).replace("</head>", style, 1).encode()


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

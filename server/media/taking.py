"""Takes in a file for each place that asks for one: in pieces from a phone, or whole from a plain form."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import sha256
from typing import ClassVar

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Database, Transaction
from server.ids import new_id, read_id
from server.media.files import (
    MOST_BYTES,
    PIECE,
    REFUSED,
    TOO_BIG,
    About,
    Kind,
    MediaForm,
    Unfit,
    Why,
    count_pieces,
    misfits,
)
from server.media.finishing import complete, finish, look_at
from server.media.keeping import Announced, Kept, announce, hold, keep_piece
from server.media.papers import is_paper
from server.media.sent_file import read_parts
from server.pages.errors import error_page
from server.pages.files import GivenFile
from server.pages.forms import Posted, read_form
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show

MOST_UPLOAD = 11_000_000  # a file of MOST_BYTES with the form around it

EMPTY = later("No file was chosen, or it is empty. Please choose one.")
NO_PIECE: dict[Kept, str] = {
    "outside": later("This piece is not one of the file. Please choose it, or record it, again."),
    "size": later("This piece of the file did not arrive whole. Please choose it, or record it, again."),
    "other": later("Another piece was kept here before. Please choose the file, or record it, again."),
}


class NotKeptPage(Page, kw_only=True):
    """`back` is where the way back leads."""

    template: ClassVar[str] = "ui/not_kept.html"
    said: list[str]
    back: str


class Refusal(msgspec.Struct, frozen=True):
    """404: not theirs; 503: what announces it is still on its way; else `said` is why."""

    status: int
    said: tuple[str, ...] = ()


def refused(refusal: Refusal, back: str = "", page: type[NotKeptPage] = NotKeptPage) -> GivenFile:
    if not refusal.said:
        return error_page(refusal.status, {"Retry-After": "5"} if refusal.status == 503 else None)
    return show(page(said=list(refusal.said), back=back), refusal.status)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """What asks for files. `is_gone` says whether what the file belongs to was deleted, and holds it if not."""

    kinds: frozenset[Kind]
    not_announced: dict[Announced, str]
    is_gone: Callable[[Transaction, OwnCourse, str], Awaitable[bool]]


async def take_announcement(
    place: Place, store: Database, course: OwnCourse, posted: Posted, now: datetime
) -> tuple[str, Refusal | None]:
    """Safe to repeat. With what it belongs to, which may arrive later."""
    read = read_form(MediaForm, posted)
    errors = read.errors or (misfits(read.value, place.kinds) if read.value else {})
    if read.value is None or errors:
        return "", Refusal(422, tuple(dict.fromkeys(errors.values())))
    form = read.value
    async with store.writing() as tx:
        outcome = await announce(tx, course, form, now, deleted=await place.is_gone(tx, course, form.entry))
    if outcome == "strange":
        return form.entry, Refusal(404)
    if outcome != "kept":
        return form.entry, Refusal(409, (_(place.not_announced[outcome]),))
    return form.entry, _unfit(await finish(store, course, form.id, now))


async def take_piece(
    store: Database, course: OwnCourse, media_id: str, piece: tuple[int, bytes], now: datetime
) -> tuple[str, Refusal | None]:
    """Safe to repeat, in any order. With the last one the file is looked at before the answer."""
    if len(piece[1]) > PIECE:
        return "", Refusal(413, (_(NO_PIECE["size"]),))
    async with store.writing() as tx:
        outcome, held = await keep_piece(tx, course, media_id, piece, now)
    if held is None:
        return "", Refusal(503)
    if outcome in NO_PIECE:
        return held.entry_id, Refusal(409 if outcome == "other" else 422, (_(NO_PIECE[outcome]),))
    why = await finish(store, course, media_id, now) if outcome == "last" else held.refused
    return held.entry_id, _unfit(why)


async def take_whole(
    place: Place, store: Database, course: OwnCourse, entry: str, sent: tuple[bytes, str], now: datetime
) -> Refusal | None:
    """From a plain form, whose body and type are `sent`. Pressed twice, it is kept once."""
    fields = read_parts(*sent)
    raw = fields.get("file", b"")
    if not raw:
        return Refusal(422, (_(EMPTY),))
    if len(raw) > MOST_BYTES:
        return Refusal(422, (_(TOO_BIG),))
    kind: Kind = "paper" if "paper" in place.kinds and is_paper(raw) else "picture"
    try:
        found, clean = await look_at(kind, raw)
    except Unfit as unfit:
        return _unfit(unfit.why)
    page = read_id(fields.get("id", b"").decode("ascii", "replace")) or new_id(now)
    media_id = course.box.mark("media", entry, page, sha256(raw).hexdigest())
    form = MediaForm(
        id=media_id, entry=entry, kind=kind, type=found, seconds=None, size=len(clean),
        pieces=count_pieces(len(clean)), made_at=now,
    )  # fmt: skip
    async with store.writing() as tx:
        outcome = await announce(tx, course, form, now, deleted=await place.is_gone(tx, course, entry))
        held = await hold(tx, course, media_id) if outcome == "kept" else None
        if held is not None and held.completed_at is None and held.deleted_at is None:
            await complete(tx, course, media_id, (About(type=found, seconds=0), clean), now)
    if outcome in ("kept", "strange"):
        return None
    return Refusal(409, (_(place.not_announced[outcome]),))


def _unfit(why: Why | None) -> Refusal | None:
    return Refusal(422, (_(REFUSED[why]),)) if why else None

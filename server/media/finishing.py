"""When the last piece is there: the file is looked at, made anew where it can be, and what cannot be kept goes at once.

No transaction is open while a picture is drawn. What a crash leaves half-way, the next request finishes.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from server.courses.models import OwnCourse
from server.db.connection import Database, Transaction
from server.media.audio import audio_type
from server.media.files import PIECE, About, Kind, Unfit, Why, count_pieces
from server.media.keeping import hold, insert_piece, lock_about
from server.media.papers import rewrite
from server.media.pictures import redraw
from server.media.queries import delete_media, find_media, opened, read_bytes, why_refused

# One at a time: a picture of forty million points takes some 200 MB while it is drawn.
_easel = ThreadPoolExecutor(max_workers=1, thread_name_prefix="easel")


async def finish(store: Database, course: OwnCourse, media_id: str, now: datetime) -> Why | None:
    """Why it was not kept, or None. Safe to repeat, and to do twice at once: the first to be done with it decides."""
    async with store.reading() as db:
        row = await find_media(db, course, media_id)
        if row is None:
            return await why_refused(db, course, media_id)
        if row.completed_at is not None or not row.all_here:
            return None
        raw = await read_bytes(db, course.box, media_id, (0, row.size))
    try:
        kind, clean = await look_at(row.kind, raw)
    except Unfit as unfit:
        return await _refuse(store, course, media_id, unfit.why, now)
    async with store.writing() as tx:
        held = await hold(tx, course, media_id)
        if held is not None and held.completed_at is None and held.deleted_at is None:
            about = About(type=kind, seconds=opened(course.box, row).seconds)
            await complete(tx, course, media_id, (about, clean), now)
    return held.refused if held else None


async def look_at(kind: Kind, raw: bytes) -> tuple[str, bytes]:
    """The type that the content has, and what of it is kept; raises Unfit. Nobody else waits meanwhile."""
    return await asyncio.get_running_loop().run_in_executor(_easel, _look_at, kind, raw)


def _look_at(kind: Kind, raw: bytes) -> tuple[str, bytes]:
    if kind == "picture":
        return redraw(raw)
    if kind == "paper":
        return "application/pdf", rewrite(raw)
    found = audio_type(raw)
    if found is None:
        raise Unfit("unknown")
    return found, raw


async def complete(tx: Transaction, course: OwnCourse, media_id: str, kept: tuple[About, bytes], now: datetime) -> None:
    """What is kept takes the place of the pieces that came. The caller holds the row."""
    about, raw = kept
    await tx.run("delete from media_piece where media_id = :id", id=media_id)
    for number in range(count_pieces(len(raw))):
        await insert_piece(tx, course, media_id, (number, raw[number * PIECE : (number + 1) * PIECE]), now)
    await tx.run(
        """
        update media set completed_at = :now, about_locked = :about, size = :size, pieces = :pieces where id = :id
        """,
        now=now,
        about=lock_about(course, media_id, about),
        size=len(raw),
        pieces=count_pieces(len(raw)),
        id=media_id,
    )


async def _refuse(store: Database, course: OwnCourse, media_id: str, why: Why, now: datetime) -> Why | None:
    async with store.writing() as tx:
        held = await hold(tx, course, media_id)
        if held is None or held.completed_at or held.deleted_at:
            return held.refused if held else None
        await delete_media(tx, course, media_id, now)
        await tx.run("update media set refused = :why where id = :id", why=why, id=media_id)
    return why

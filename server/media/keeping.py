"""How a recording, a picture or a paper comes in: announced, then piece by piece in any order, each kept once."""

from datetime import datetime
from typing import Literal

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.media.files import MOST_OF_A_COURSE, MOST_OF_ONE, About, Kind, MediaForm, Why, length_of
from server.media.queries import PieceRow, lock_piece, open_piece

Announced = Literal["kept", "strange", "other", "deleted", "many", "full"]
Kept = Literal["kept", "last", "unknown", "outside", "size", "other"]


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """The plain facts of one that this transaction holds: whoever else writes to it waits."""

    entry_id: str
    kind: Kind
    size: int
    pieces: int
    completed_at: datetime | None
    deleted_at: datetime | None
    refused: Why | None


async def hold(tx: Transaction, course: OwnCourse, media_id: str) -> Held | None:
    """None when there is none of this course."""
    return await tx.find(
        Held,
        """
        update media set received_at = received_at where id = :id and course_id = :course
        returning entry_id, kind, size, pieces, completed_at, deleted_at, refused
        """,
        id=media_id,
        course=course.id,
    )


async def announce(
    tx: Transaction, course: OwnCourse, form: MediaForm, now: datetime, *, deleted: bool = False
) -> Announced:
    """Safe to repeat. "strange": the id is somebody else's; "other": it announced another file; "many" and "full":
    what it belongs to, or the course, has no room. `deleted`: what it belongs to is no more."""
    held = await hold(tx, course, form.id)
    if held is None:
        if deleted:
            return "deleted"
        if no_room := await _no_room(tx, course, form):
            return no_room
        await _insert(tx, course, form, now)
        held = await hold(tx, course, form.id)
    if held is None:
        return "strange"
    same = (held.entry_id, held.kind, held.size, held.pieces) == (form.entry, form.kind, form.size, form.pieces)
    return "kept" if same or held.completed_at or held.deleted_at else "other"


async def _no_room(tx: Transaction, course: OwnCourse, form: MediaForm) -> Literal["many", "full"] | None:
    """Two devices announce one after the other: the course's oldest is held while its rows are counted."""
    await tx.run(
        """
        update media set received_at = received_at
        where id = (select id from media where course_id = :course order by received_at, id limit 1)
        """,
        course=course.id,
    )
    of_entry = await tx.value(
        "select count(*) from media where entry_id = :entry and course_id = :course and deleted_at is null",
        entry=form.entry,
        course=course.id,
    )
    if of_entry >= MOST_OF_ONE:
        return "many"
    used = await tx.value(
        "select coalesce(sum(size), 0) from media where course_id = :course and deleted_at is null", course=course.id
    )
    return "full" if used + form.size > MOST_OF_A_COURSE else None


async def _insert(tx: Transaction, course: OwnCourse, form: MediaForm, now: datetime) -> None:
    about = About(type=form.type, seconds=form.seconds or 0)
    await tx.run(
        """
        insert into media (id, course_id, entry_id, kind, about_locked, size, pieces, made_at, received_at)
        values (:id, :course, :entry, :kind, :about, :size, :pieces, :made_at, :now)
        on conflict (id) do nothing
        """,
        id=form.id,
        course=course.id,
        entry=form.entry,
        kind=form.kind,
        about=lock_about(course, form.id, about),
        size=form.size,
        pieces=form.pieces,
        made_at=form.made_at or now,
        now=now,
    )


def lock_about(course: OwnCourse, media_id: str, about: About) -> bytes:
    return course.box.lock("media.about", media_id, msgspec.json.encode(about).decode())


async def keep_piece(
    tx: Transaction, course: OwnCourse, media_id: str, piece: tuple[int, bytes], now: datetime
) -> tuple[Kept, Held | None]:
    """Safe to repeat. "last": now all are there, or were and were not looked at yet. "unknown": not announced yet.

    What is complete or deleted takes nothing more, and a late replay of a piece is answered as kept.
    """
    number, raw = piece
    held = await hold(tx, course, media_id)
    if held is None:
        return "unknown", None
    if held.completed_at or held.deleted_at:
        return "kept", held
    if not 0 <= number < held.pieces:
        return "outside", held
    if len(raw) != length_of(number, held.size):
        return "size", held
    if not await insert_piece(tx, course, media_id, piece, now):
        row = await tx.one(
            PieceRow,
            "select number, bytes_locked from media_piece where media_id = :media and number = :number",
            media=media_id,
            number=number,
        )
        if open_piece(course.box, media_id, row) != raw:
            return "other", held
    arrived = await tx.value("select count(*) from media_piece where media_id = :media", media=media_id)
    return ("last" if arrived == held.pieces else "kept"), held


async def insert_piece(
    tx: Transaction, course: OwnCourse, media_id: str, piece: tuple[int, bytes], now: datetime
) -> bool:
    """False when that number is there already. The caller holds the row that it belongs to."""
    number, raw = piece
    added = await tx.run(
        """
        insert into media_piece (media_id, number, bytes_locked, received_at) values (:media, :number, :bytes, :now)
        on conflict (media_id, number) do nothing
        """,
        media=media_id,
        number=number,
        bytes=lock_piece(course.box, media_id, number, raw),
        now=now,
    )
    return bool(added)

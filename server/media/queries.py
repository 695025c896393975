"""Recordings, pictures and papers as their owner reads them. The course comes first; nothing deleted is found."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from server.access.vault import Box
from server.courses.models import OwnCourse
from server.db.connection import Reader, Transaction
from server.media.files import PIECE, About, Kind, Media, Why

MEDIA = """
    select media.id, media.entry_id, media.kind, media.about_locked, media.size, media.pieces, media.made_at,
           media.completed_at, (select count(*) from media_piece where media_piece.media_id = media.id) as arrived
    from media
"""


# Of an entry, for whoever deletes it. Held before they are emptied: a piece that is just coming in goes too.
EMPTYING_MEDIA = (
    "update media set about_locked = :nothing, deleted_at = :now where entry_id = :entry and deleted_at is null",
    "delete from media_piece where media_id in (select id from media where entry_id = :entry)",
)


class MediaRow(msgspec.Struct, frozen=True, kw_only=True):
    """`arrived` is how many pieces are there; `completed_at` when they were looked at and found good."""

    id: str
    entry_id: str
    kind: Kind
    about_locked: bytes
    size: int
    pieces: int
    made_at: datetime
    completed_at: datetime | None
    arrived: int

    @property
    def all_here(self) -> bool:
        return self.arrived == self.pieces


class PieceRow(msgspec.Struct, frozen=True):
    number: int
    bytes_locked: bytes


async def list_media(db: Reader, course: OwnCourse, entry_ids: Sequence[str]) -> list[Media]:
    """What belongs to these, in the order in which it was made."""
    if not entry_ids:
        return []
    named = {f"e{at}": one for at, one in enumerate(entry_ids)}
    rows = await db.all(
        MediaRow,
        f"""
        {MEDIA} where media.entry_id in (:{", :".join(named)}) and media.course_id = :course
        and media.deleted_at is null order by media.made_at, media.id
        """,
        course=course.id,
        **named,
    )
    return [opened(course.box, row) for row in rows]


async def find_media(db: Reader, course: OwnCourse, media_id: str) -> MediaRow | None:
    return await db.find(
        MediaRow,
        f"{MEDIA} where media.id = :id and media.course_id = :course and media.deleted_at is null",
        id=media_id,
        course=course.id,
    )


async def entry_of(db: Reader, course: OwnCourse, media_id: str) -> str | None:
    """What it belongs to, also when it was deleted; None when there is none of this course."""
    found: str | None = await db.value(
        "select entry_id from media where id = :id and course_id = :course", id=media_id, course=course.id
    )
    return found


async def why_refused(db: Reader, course: OwnCourse, media_id: str) -> Why | None:
    """None too for what was only deleted, or is not there."""
    found: Why | None = await db.value(
        "select refused from media where id = :id and course_id = :course", id=media_id, course=course.id
    )
    return found


async def open_media(db: Reader, course: OwnCourse, media_id: str) -> tuple[Media, bytes] | None:
    """All of it, in memory; None unless it is whole and was found good."""
    row = await find_media(db, course, media_id)
    if row is None or row.completed_at is None:
        return None
    return opened(course.box, row), await read_bytes(db, course.box, row.id, (0, row.size))


def opened(box: Box, row: MediaRow) -> Media:
    about = msgspec.json.decode(box.open("media.about", row.id, row.about_locked), type=About)
    return Media(
        id=row.id, entry_id=row.entry_id, kind=row.kind, type=about.type, seconds=about.seconds, size=row.size,
        made_at=row.made_at, whole=row.completed_at is not None or row.all_here,
    )  # fmt: skip


async def read_bytes(db: Reader, box: Box, media_id: str, part: tuple[int, int]) -> bytes:
    """`part` is from where up to where; only the pieces that hold it are read. The caller found it by right."""
    start, end = part
    rows = await db.all(
        PieceRow,
        """
        select number, bytes_locked from media_piece
        where media_id = :media and number >= :first and number < :end order by number
        """,
        media=media_id,
        first=start // PIECE,
        end=-(-end // PIECE),
    )
    whole = b"".join(open_piece(box, media_id, row) for row in rows)
    skipped = start // PIECE * PIECE
    return whole[start - skipped : end - skipped]


def open_piece(box: Box, media_id: str, row: PieceRow) -> bytes:
    return box.open_bytes("media_piece.bytes", f"{media_id}/{row.number}", row.bytes_locked)


def lock_piece(box: Box, media_id: str, number: int, raw: bytes) -> bytes:
    return box.lock_bytes("media_piece.bytes", f"{media_id}/{number}", raw)


async def delete_media(tx: Transaction, course: OwnCourse, media_id: str, now: datetime) -> bool:
    """At once, and safe to repeat: the bytes go, id and times stay. False when there is none of this course."""
    mine = await tx.run(
        """
        update media set about_locked = :nothing, deleted_at = coalesce(deleted_at, :now)
        where id = :id and course_id = :course
        """,
        nothing=b"",
        now=now,
        id=media_id,
        course=course.id,
    )
    if mine:
        await tx.run("delete from media_piece where media_id = :id", id=media_id)
    return bool(mine)

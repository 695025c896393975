"""Recordings and pictures that a live share reaches, for those whom it reaches: of its entry, and named in it."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.access.trail import write_trail
from server.access.vault import Box, Vault
from server.courses.queries import box_of
from server.db.connection import Reader, Transaction
from server.journal.sharing import LIVE_FOR_READER
from server.media.files import Media
from server.media.queries import MediaRow, opened

SHOWN = """
    select media.id, media.entry_id, media.kind, media.about_locked, media.size, media.pieces, media.made_at,
           media.completed_at, media.pieces as arrived, entry.course_id, patient.zone,
           clinic_key.wrapped as clinic_wrapped, course_key.wrapped as course_wrapped
""" + LIVE_FOR_READER.replace(
    "where care_team",
    """
    join share_media on share_media.share_id = share.id
    join media on media.id = share_media.media_id and media.entry_id = entry.id and media.course_id = entry.course_id
    join clinic_key on clinic_key.clinic_id = course.clinic_id
    join course_key on course_key.course_id = course.id
    where media.completed_at is not null and media.deleted_at is null and care_team""",
)


class ShownRow(MediaRow, frozen=True, kw_only=True):
    course_id: str
    zone: str
    clinic_wrapped: bytes
    course_wrapped: bytes


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One that this reader may have, and the lock of its bytes."""

    media: Media
    zone: str
    box: Box


async def list_shown(db: Reader, vault: Vault, reader: Person, entry_id: str, now: datetime) -> list[Media]:
    """With an entry that this reader has just opened, in the order in which they were made."""
    rows = await db.all(
        ShownRow,
        f"{SHOWN} and entry.id = :entry order by media.made_at, media.id",
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        now=now,
        entry=entry_id,
    )
    return [_shown(vault, reader, row).media for row in rows]


async def open_shown(
    tx: Transaction, vault: Vault, trail_key: bytes, reader: Person, ids: tuple[str, str], now: datetime
) -> Shown | None:
    """`ids` are the entry's and its own. Writes who opened it, in words of the entry; None without a live share."""
    entry_id, media_id = ids
    row = await tx.find(
        ShownRow,
        f"{SHOWN} and entry.id = :entry and media.id = :media limit 1",
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        now=now,
        entry=entry_id,
        media=media_id,
    )
    if row is None:
        return None
    await write_trail(tx, trail_key, reader, "opened recording", course_id=row.course_id, subject_id=entry_id, now=now)
    return _shown(vault, reader, row)


def _shown(vault: Vault, reader: Person, row: ShownRow) -> Shown:
    box = box_of(vault, reader.clinic_id, row.course_id, row.clinic_wrapped, row.course_wrapped)
    return Shown(media=opened(box, row), zone=row.zone, box=box)

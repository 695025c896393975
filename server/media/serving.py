"""A recording, picture or paper as it is given out: to its owner, and to those who may have it."""

from server.access.vault import Box
from server.db.connection import Reader
from server.media.files import ENDINGS, Media
from server.media.queries import read_bytes
from server.pages.files import GivenFile, asked_part, give_file
from server.pages.handlers import Visitor
from server.pages.times import local_day


async def file_answer(request: Visitor, db: Reader, box: Box, media: Media, zone: str) -> GivenFile | None:
    """None when it was deleted in this moment. The caller has found it by right."""
    part = asked_part(request, media.size)
    start, end = part or (0, media.size)
    raw = await read_bytes(db, box, media.id, (start, end))
    if len(raw) != end - start:
        return None
    return give_file(raw, part, media.size, kind=media.type, name=file_name(media, zone))


def file_name(media: Media, zone: str) -> str:
    """It says nothing to whoever sees the name in a list of downloads."""
    return f"note-{local_day(media.made_at, zone).isoformat()}.{ENDINGS[media.type]}"

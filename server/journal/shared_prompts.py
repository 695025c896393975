"""Which of our questions the entries answer that reach a reader: by the same live shares as their words."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.db.connection import Reader
from server.journal.sharing import LIVE_FOR_READER

LIVE_VERSIONS = LIVE_FOR_READER.replace(
    "where care_team", "join entry_version as version on version.id = share.version_id\n    where care_team"
)


class PromptRow(msgspec.Struct, frozen=True):
    version_id: str
    prompt_locked: bytes
    written_at: datetime


async def list_shared_prompts(
    db: Reader, course: CaseloadCourse, reader: Person, span: tuple[datetime, datetime], now: datetime
) -> list[tuple[str, datetime]]:
    """Of entries that are shared whole: a passage goes without its question. Each with when it was written."""
    rows = await db.all(
        PromptRow,
        f"""
        select version.id as version_id, version.prompt_locked, entry.written_at
        {LIVE_VERSIONS}
          and course.id = :course and share.passage_locked is null and version.prompt_locked is not null
          and entry.written_at between :since and :until
        """,
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        now=now,
        course=course.id,
        since=span[0],
        until=span[1],
    )
    return [
        (course.box.open("entry_version.prompt", one.version_id, one.prompt_locked), one.written_at) for one in rows
    ]

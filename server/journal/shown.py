"""What one patient shares with one reader now, with its words, for the patient's page: pinned ones first, then newest.

There is no other way to them than `sharing.LIVE_FOR_READER`. At most MOST_OPENED are opened at a time.
"""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse
from server.db.connection import Reader
from server.journal.media import without_words
from server.journal.pinning import BEGINNING
from server.journal.queries import END_OF_TIME
from server.journal.sharing import LIVE_FOR_READER, first_line
from server.media.files import Kind

MOST_OPENED = 60
# Their ids first, with what is true of all of them; their words are read for those that are shown alone.
WITH_PIN = """
    left join entry_pin as pin
      on pin.share_id = share.id and pin.ended_at is null and pin.pinned_at > :talked
    where care_team"""
NAMED = (
    """
    select share.id as share_id, entry.id as entry_id, share.version_id, share.granted_at, entry.written_at,
           entry.day_offset, session.number as session_number, pin.pinned_at,
           (select min(answer.answered_at) from answer
            where answer.share_id = share.id and answer.entry_id = entry.id) as answered_at
    """
    + LIVE_FOR_READER.replace("where care_team", WITH_PIN.strip())
    + " and course.id = :course"
)
WORDS = """
    select mine.share_id, mine.entry_id, mine.granted_at, mine.written_at, mine.day_offset, mine.session_number,
           mine.pinned_at, mine.answered_at, mine.version_id, share.passage_locked, version.body_locked,
           (select media.kind from share_media
            join media on media.id = share_media.media_id and media.entry_id = share.entry_id
                      and media.course_id = share.course_id
            where share_media.share_id = share.id and media.deleted_at is null
            order by media.made_at limit 1) as media_kind
    from ("""
OF_THESE = """) as mine
    join share on share.id = mine.share_id
    join entry_version as version on version.id = mine.version_id
    order by mine.granted_at desc, mine.share_id desc
"""
PINNED_FIRST = " order by case when pin.id is null then 1 else 0 end, share.granted_at desc, share.id desc limit :most"
BEFORE_THAT = """
      and (share.granted_at < :before_at or (share.granted_at = :before_at and share.id < :before_id))
    order by share.granted_at desc, share.id desc limit :most"""
NEWEST = WORDS + NAMED + PINNED_FIRST + OF_THESE
OLDER = WORDS + NAMED + BEFORE_THAT + OF_THESE


class Row(msgspec.Struct, frozen=True, kw_only=True):
    share_id: str
    entry_id: str
    granted_at: datetime
    written_at: datetime
    day_offset: int | None
    session_number: int | None
    pinned_at: datetime | None
    answered_at: datetime | None
    version_id: str
    passage_locked: bytes | None
    body_locked: bytes
    media_kind: Kind | None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """`body` is the passage where one was marked, else the version that was previewed; `cut` its first line."""

    share_id: str
    entry_id: str
    granted_at: datetime
    written_at: datetime
    day_offset: int | None
    session_number: int | None
    pinned_at: datetime | None
    answered_at: datetime | None
    body: str
    cut: str


async def list_newest(
    db: Reader, reader: Person, course: CaseloadCourse, talked: datetime | None, now: datetime
) -> list[Shown]:
    """Newest first; what is pinned is among them however old. `talked`: pins of before then have served."""
    rows = await db.all(Row, NEWEST, **_asked(reader, course, talked, now), most=MOST_OPENED)
    return [_opened(course, row) for row in rows]


async def list_older(
    db: Reader, reader: Person, course: CaseloadCourse, before: tuple[str, str] | None, most: int, now: datetime
) -> list[Shown]:
    """One page, newest first; `before` is the share's time as stored and its id."""
    at, share_id = before or (END_OF_TIME, "")
    asked = _asked(reader, course, None, now) | {"before_at": at, "before_id": share_id}
    return [_opened(course, row) for row in await db.all(Row, OLDER, **asked, most=most)]


def _asked(reader: Person, course: CaseloadCourse, talked: datetime | None, now: datetime) -> dict[str, str | datetime]:
    return {
        "reader": reader.id, "clinic": reader.clinic_id, "role": reader.role, "now": now, "course": course.id,
        "talked": talked or BEGINNING,
    }  # fmt: skip


def _opened(course: CaseloadCourse, row: Row) -> Shown:
    if row.passage_locked is not None:
        body = course.box.open("share.passage", row.share_id, row.passage_locked)
    else:
        body = course.box.open("entry_version.body", row.version_id, row.body_locked)
    return Shown(
        share_id=row.share_id, entry_id=row.entry_id, granted_at=row.granted_at, written_at=row.written_at,
        day_offset=row.day_offset, session_number=row.session_number, pinned_at=row.pinned_at,
        answered_at=row.answered_at, body=body, cut=first_line(body) or without_words(row.media_kind),
    )  # fmt: skip

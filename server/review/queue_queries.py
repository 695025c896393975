"""What waits for this clinician, and the locked words that its lines are made of. The clinician comes first.

Which of it waits is asked of the desk's own list; what may be read of it, of the share itself, each time.
"""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.courses.desk import Kind
from server.courses.places import LIVING
from server.db.connection import Reader
from server.media.files import Kind as MediaKind

SHOWN = 10
MOST_WORDS = 500  # of 10 lines: a check-in has nine answers, and some are told twice
# From what waits to whose it is: `cross join` keeps SQLite to that order, and off all that was done with before.
MINE = f"""
    from desk_item as item cross join care_team
    where item.clinic_id = :clinic and item.done_at is null
      and care_team.course_id = item.course_id and care_team.person_id = :me and {LIVING}
      and (item.until is null or item.until > :now)
      and (item.audience = 'team' or item.audience = :role or item.person_id = :me)
"""
WORDS = """
    select waiting.id, waiting.kind, waiting.subject_id, waiting.course_id, waiting.since, waiting.all_of_it,
           patient.name as patient_name, patient.zone, clinic_key.wrapped as clinic_wrapped,
           course_key.wrapped as course_wrapped,
           session.number as session_number, entry.day_offset, version.id as version_id,
           version.body_locked as version_locked, share.id as share_id, share.passage_locked,
           (select media.kind from share_media
            join media on media.id = share_media.media_id and media.entry_id = share.entry_id
                      and media.course_id = share.course_id
            where share_media.share_id = share.id and media.deleted_at is null
            order by media.made_at limit 1) as media_kind,
           line.session_id, line.at as line_at, told.id as told_id, told.question, told.body_locked as told_locked,
           told.written_at as told_at, told.received_at as told_received_at, measured.id as measured_id,
           measured.instrument, measured.body_locked as measured_locked,
           message.opens_at,
           (select count(*) from message as later
            where later.course_id = message.course_id and later.by_id = message.by_id and later.number >= message.number
              and later.taken_back_at is null) as messages
    from waiting
    join course on course.id = waiting.course_id
    join person as patient on patient.id = course.patient_id
    join clinic_key on clinic_key.clinic_id = course.clinic_id
    join course_key on course_key.course_id = course.id
    left join journal_entry as entry
           on waiting.kind = 'entry' and entry.id = waiting.subject_id and entry.course_id = waiting.course_id
          and entry.deleted_at is null
    left join share on share.entry_id = entry.id and (share.audience = 'team' or share.audience = :role)
          and (share.until is null or share.until > :now)
          and not exists (select 1 from share_stop where share_stop.share_id = share.id)
    left join entry_version as version on version.id = share.version_id
    left join record_line as line
           on waiting.kind in ('handover', 'hard', 'concern') and line.id = waiting.subject_id
          and line.course_id = waiting.course_id
    left join session
           on session.id = case when entry.session_id is not null then entry.session_id else line.session_id end
    left join check_in_answer as told
           on waiting.kind = 'check_in' and told.course_id = waiting.course_id and told.received_at >= waiting.since
    left join measure_answer as measured
           on waiting.kind = 'measure' and measured.course_id = waiting.course_id
          and measured.instrument <> 'day' and measured.received_at >= waiting.since
    left join message on waiting.kind = 'message' and message.id = waiting.subject_id
    where waiting.kind <> 'entry' or share.id is not null
    order by waiting.ahead, waiting.since, waiting.id, told.written_at, measured.answered_at
    limit :most_words
"""


class After(msgspec.Struct, frozen=True):
    """The last line of the part before."""

    since: datetime
    id: str


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """A line and one of the texts that it is made of: a check-in has a row for each answer."""

    id: str
    kind: Kind
    subject_id: str
    course_id: str
    since: datetime
    all_of_it: int
    patient_name: str
    zone: str
    clinic_wrapped: bytes
    course_wrapped: bytes
    session_number: int | None
    day_offset: int | None
    version_id: str | None
    version_locked: bytes | None
    share_id: str | None
    passage_locked: bytes | None
    media_kind: MediaKind | None
    session_id: str | None
    line_at: datetime | None
    told_id: str | None
    question: str | None
    told_locked: bytes | None
    told_at: datetime | None
    told_received_at: datetime | None
    measured_id: str | None
    instrument: str | None
    measured_locked: bytes | None
    opens_at: datetime | None
    messages: int


async def list_queue(
    db: Reader, me: Person, now: datetime, kind: Kind | None = None, after: After | None = None
) -> list[QueueRow]:
    """Hard moments on top, then oldest first; SHOWN lines, and one more where there are more."""
    of_kind = "and item.kind = :kind" if kind else ""
    later = (
        """and item.kind not in ('hard', 'concern')
               and (item.since > :since or (item.since = :since and item.id > :id))"""
        if after
        else ""
    )
    given = ({"kind": kind} if kind else {}) | ({"since": after.since, "id": after.id} if after else {})
    return await db.all(
        QueueRow,
        f"""
        with waiting as (
            select item.id, item.kind, item.subject_id, item.course_id, item.since, count(*) over () as all_of_it,
                   case when item.kind in ('hard', 'concern') then 0 else 1 end as ahead
            {MINE} {of_kind} {later}
            order by ahead, item.since, item.id limit :most
        )
        {WORDS}
        """,
        me=me.id,
        clinic=me.clinic_id,
        role=me.role,
        now=now,
        most=SHOWN + 1,
        most_words=MOST_WORDS,
        **given,
    )

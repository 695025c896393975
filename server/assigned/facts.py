"""What tells that something asked was done: what was written, read, practised, answered. The course comes first.

The patient's own pages read all of it. The care team's read what reaches the team: a question that was written about
when that is shared, a practice while practice is shared.
"""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.access.vault import Damaged
from server.courses.asked import STAYS, Ask, How, Kind, Row, open_ask
from server.courses.models import CaseloadCourse, OwnCourse
from server.db.connection import Reader
from server.journal.shared_prompts import list_shared_prompts

Times = dict[tuple[str, str], list[datetime]]


class Unread(msgspec.Struct, frozen=True):
    by_name: str
    note_id: str


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What the care team left for this patient: asked and still with them, with the times that answer it, and notes.

    `breaths` are the clinic's own among what is asked, by id: their names.
    """

    asked: list[Ask]
    breaths: dict[str, str]
    times: Times
    notes: list[Unread]


class LeftRow(msgspec.Struct, frozen=True, kw_only=True):
    what: str
    id: str
    kind: str
    subject: str
    by_id: str
    name: str
    at: datetime
    by_day: str | None
    how: How | None
    ended_at: datetime | None
    locked: bytes | None
    title: str | None


class Fact(msgspec.Struct, frozen=True):
    kind: Kind
    subject: str
    at: datetime


LEFT = """
    select 'asked' as what, asked.id as id, asked.kind as kind, asked.subject as subject, asked.by_id as by_id,
           person.name as name, asked.given_at as at, asked.by_day as by_day, ended.how as how,
           ended.at as ended_at, asked.line_locked as locked, ours.name as title
    from asked join person on person.id = asked.by_id left join asked_end as ended on ended.asked_id = asked.id
    left join clinic_pattern as ours on ours.id = asked.subject and ours.clinic_id = :clinic
         and ours.withdrawn_at is null and asked.kind = 'breath'
    where asked.course_id = :course and asked.given_at > :since and ended.asked_id is null
    union all
    select 'note', note.id, '', '', version.by_id, person.name, version.received_at, null, null, null, null, null
    from note join note_version as version on version.note_id = note.id
    join person on person.id = version.by_id
    left join note_seen as seen on seen.version_id = version.id
    left join note_strike as strike on strike.note_id = note.id
    where note.course_id = :course and note.drawer = 'patient' and seen.version_id is null
      and strike.note_id is null
    union all
    select 'fact', '', 'lesson', lesson, '', '', read_at, null, null, null, null, null
    from lesson_read where course_id = :course and read_at > :since
    union all
    select 'fact', '', 'breath', pattern, '', '', began_at, null, null, null, null, null
    from practice where course_id = :course and began_at > :since
    union all
    select 'fact', '', 'measure', instrument, '', '', answered_at, null, null, null, null, null
    from measure_answer where course_id = :course and answered_at > :since
    union all
    select 'written', version.id, 'prompt', '', '', '', entry.written_at, null, null, null, version.prompt_locked,
           null
    from journal_entry as entry join entry_version as version on version.entry_id = entry.id
    where entry.course_id = :course and entry.written_at > :since and entry.deleted_at is null
      and version.prompt_locked is not null and exists (
        select 1 from asked as one where one.course_id = :course and one.given_at > :since and one.kind = 'prompt')
"""


async def list_left(db: Reader, course: OwnCourse, now: datetime) -> Left:
    """In one go: the notes not opened yet, what is asked, and what was done of it in the time that it stays."""
    rows = await db.all(
        LeftRow,
        LEFT,
        course=course.id,
        clinic=course.clinic_id,
        since=now - STAYS,
    )
    times: Times = {}
    for row in rows:
        if row.what in ("fact", "written"):
            times.setdefault((row.kind, row.subject or _prompt_of(course, row)), []).append(row.at)
    asked = [_ask(course, row) for row in rows if row.what == "asked"]
    notes = sorted((row for row in rows if row.what == "note"), key=lambda one: one.at, reverse=True)
    return Left(
        asked=sorted(asked, key=lambda one: (one.given_at, one.id)),
        breaths={row.subject: row.title for row in rows if row.title},
        times=times,
        notes=[Unread(one.name, one.id) for one in notes],
    )


async def list_seen(
    db: Reader, course: CaseloadCourse, reader: Person, span: tuple[datetime, datetime], now: datetime
) -> Times:
    """Between two moments, as far as it reaches the care team."""
    rows = await db.all(
        Fact,
        """
        select 'lesson' as kind, lesson as subject, read_at as at
        from lesson_read where course_id = :course and read_at between :since and :until
        union all
        select 'breath', pattern, began_at from practice
        where course_id = :course and began_at between :since and :until
          and (select shared from practice_share where course_id = :course order by at desc limit 1) = 1
        union all
        select 'measure', instrument, answered_at from measure_answer
        where course_id = :course and answered_at between :since and :until
        """,
        course=course.id,
        since=span[0],
        until=span[1],
    )
    times: Times = {}
    for row in rows:
        times.setdefault((row.kind, row.subject), []).append(row.at)
    for prompt, at in await list_shared_prompts(db, course, reader, span, now):
        times.setdefault(("prompt", prompt), []).append(at)
    return times


def _prompt_of(course: OwnCourse, row: LeftRow) -> str:
    try:
        return course.box.open_maybe("entry_version.prompt", row.id, row.locked)
    except Damaged:
        return ""  # the journal says so where it is shown


def _ask(course: OwnCourse, row: LeftRow) -> Ask:
    kind: Kind = msgspec.convert(row.kind, Kind)
    return open_ask(
        course,
        Row(
            id=row.id, kind=kind, subject=row.subject, line_locked=row.locked, by_day=row.by_day, by_id=row.by_id,
            by_name=row.name, given_at=row.at, how=row.how, ended_at=row.ended_at,
        ),
    )  # fmt: skip

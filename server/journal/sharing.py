"""What staff may read: words that a live share reaches, for those whom it reaches. There is no other way to them."""

from datetime import datetime

import msgspec

from server.access.people import Person
from server.access.trail import write_trail
from server.access.vault import Box, Vault
from server.courses.places import LIVING
from server.courses.queries import box_of
from server.db.connection import Reader, Transaction

INBOX_LENGTH = 100
CUT = 70
LIVE_FOR_READER = f"""
    from share
    join journal_entry as entry on entry.id = share.entry_id
    join course on course.id = entry.course_id
    join care_team on care_team.course_id = course.id
    join person as patient on patient.id = course.patient_id
    left join share_stop on share_stop.share_id = share.id
    left join session on session.id = entry.session_id
    where care_team.person_id = :reader and {LIVING} and course.clinic_id = :clinic
      and share_stop.share_id is null and (share.until is null or share.until > :now)
      and (share.audience = 'team' or share.audience = :role) and entry.deleted_at is null
"""
VERSION_AND_KEYS = """
    join entry_version as version on version.id = share.version_id
    join clinic_key on clinic_key.clinic_id = course.clinic_id
    join course_key on course_key.course_id = course.id
    """


class SharedRow(msgspec.Struct, frozen=True, kw_only=True):
    share_id: str
    granted_at: datetime
    with_mood: int
    until: datetime | None
    passage_locked: bytes | None
    entry_id: str
    kind: str
    written_at: datetime
    received_at: datetime
    day_offset: int | None
    session_number: int | None
    course_id: str
    patient_name: str
    zone: str
    version_id: str
    body_locked: bytes
    prompt_locked: bytes | None
    mood: int | None
    clinic_wrapped: bytes
    course_wrapped: bytes


class SharedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly what the patient let this reader see."""

    share_id: str
    granted_at: datetime
    entry_id: str
    kind: str
    written_at: datetime
    received_at: datetime
    day_offset: int | None
    session_number: int | None
    course_id: str
    patient_name: str
    zone: str
    until: datetime | None
    is_passage: bool
    body: str
    prompt: str
    mood: int | None


def _words(box: Box, row: SharedRow) -> str:
    """The passage where one was marked, or else the version that was previewed."""
    if row.passage_locked is not None:
        return box.open("share.passage", row.share_id, row.passage_locked)
    return box.open("entry_version.body", row.version_id, row.body_locked)


def first_line(body: str) -> str:
    """At most CUT characters of the first line that has any, as the list shows it."""
    line = next((line.strip() for line in body.splitlines() if line.strip()), "")
    return line if len(line) <= CUT else line[: CUT - 1].rstrip() + "…"


async def open_shared(
    tx: Transaction, vault: Vault, trail_key: bytes, reader: Person, entry_id: str, now: datetime
) -> SharedEntry | None:
    """Opens the words and writes who did, in one transaction. None without a live share for this reader."""
    row = await tx.find(
        SharedRow,
        f"""
        select share.id as share_id, share.granted_at, share.with_mood, share.until, share.passage_locked,
               entry.id as entry_id, entry.kind, entry.written_at, entry.received_at, entry.day_offset,
               session.number as session_number, entry.course_id, patient.name as patient_name, patient.zone,
               version.id as version_id, version.body_locked, version.prompt_locked, version.mood,
               clinic_key.wrapped as clinic_wrapped, course_key.wrapped as course_wrapped
        {LIVE_FOR_READER.replace("where care_team", VERSION_AND_KEYS + "where care_team")} and entry.id = :entry
        order by share.granted_at limit 1
        """,
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        now=now,
        entry=entry_id,
    )
    if row is None:
        return None
    await write_trail(tx, trail_key, reader, "opened entry", course_id=row.course_id, subject_id=entry_id, now=now)
    return _open(vault, reader, row)


def _open(vault: Vault, reader: Person, row: SharedRow) -> SharedEntry:
    box = box_of(vault, reader.clinic_id, row.course_id, row.clinic_wrapped, row.course_wrapped)
    return SharedEntry(
        share_id=row.share_id,
        granted_at=row.granted_at,
        entry_id=row.entry_id,
        kind=row.kind,
        written_at=row.written_at,
        received_at=row.received_at,
        day_offset=row.day_offset,
        session_number=row.session_number,
        course_id=row.course_id,
        patient_name=row.patient_name,
        zone=row.zone,
        until=row.until,
        is_passage=row.passage_locked is not None,
        body=_words(box, row),
        prompt="" if row.passage_locked else box.open_maybe("entry_version.prompt", row.version_id, row.prompt_locked),
        mood=row.mood if row.with_mood else None,
    )


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader had opened and may not read any more."""

    patient_name: str
    course_id: str
    ended_at: datetime


async def is_shared(db: Reader, reader: Person, entry_id: str, now: datetime) -> bool:
    """Whether this reader may read it now; opens nothing."""
    found = await db.value(
        f"select share.id {LIVE_FOR_READER} and entry.id = :entry limit 1",
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        now=now,
        entry=entry_id,
    )
    return found is not None


async def find_withdrawn(db: Reader, reader: Person, entry_id: str, now: datetime) -> Withdrawn | None:
    """For one who has opened it and is still of the care team; to anybody else it is as if it had never been."""
    return await db.find(
        Withdrawn,
        f"""
        select patient.name as patient_name, share.course_id, coalesce(share_stop.stopped_at, share.until) as ended_at
        from share
        join course on course.id = share.course_id
        join person as patient on patient.id = course.patient_id
        join care_team on care_team.course_id = course.id
        left join share_stop on share_stop.share_id = share.id
        where share.entry_id = :entry and care_team.person_id = :reader and {LIVING}
          and course.clinic_id = :clinic and (share.audience = 'team' or share.audience = :role)
          and (share_stop.share_id is not null or share.until <= :now)
          and exists (select 1 from trail where trail.subject_id = share.entry_id and trail.deed = 'opened entry'
                      and trail.actor_id = :reader)
        order by ended_at desc limit 1
        """,
        entry=entry_id,
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        now=now,
    )

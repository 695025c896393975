"""Who may read an entry: grants and stops, rows that are only ever added. Staff reach words through here alone."""

from datetime import datetime
from uuid import UUID, uuid5

import msgspec

from server.access.people import Person
from server.access.trail import write_trail
from server.access.vault import Vault
from server.courses.models import OwnCourse
from server.courses.queries import box_of
from server.db.connection import Reader, Transaction
from server.journal.models import Entry

GRANTED_WITH_ENTRY = UUID("0199a0e2-6f3b-7a51-9b0e-3d5c1f6a7b21")
INBOX_LENGTH = 100
CUT = 70
LIVE_FOR_READER = """
    from share
    join journal_entry as entry on entry.id = share.entry_id
    join course on course.id = entry.course_id
    join care_team on care_team.course_id = course.id
    join person as patient on patient.id = course.patient_id
    left join share_stop on share_stop.share_id = share.id
    left join session on session.id = entry.session_id
    where care_team.person_id = :reader and care_team.until is null and course.clinic_id = :clinic
      and share_stop.share_id is null and (share.audience = 'team' or share.audience = :role)
"""
VERSION_AND_KEYS = """
    join entry_version as version on version.entry_id = entry.id and version.number = share.through_version
    join clinic_key on clinic_key.clinic_id = course.clinic_id
    join course_key on course_key.course_id = course.id
    """
LISTED = """
    select entry.id as entry_id, patient.name as patient_name, session.number as session_number,
           entry.day_offset, share.granted_at, entry.course_id, version.id as version_id, version.body_locked,
           clinic_key.wrapped as clinic_wrapped, course_key.wrapped as course_wrapped
""" + LIVE_FOR_READER.replace("where care_team", VERSION_AND_KEYS + "where care_team")


class WaitingRow(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: str
    patient_name: str
    session_number: int | None
    day_offset: int | None
    granted_at: datetime
    course_id: str
    version_id: str
    body_locked: bytes
    clinic_wrapped: bytes
    course_wrapped: bytes


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A shared entry in a list: its first line, as the patient was told, and no more until it is opened."""

    entry_id: str
    patient_name: str
    session_number: int | None
    day_offset: int | None
    granted_at: datetime
    course_id: str
    cut: str


class SharedRow(msgspec.Struct, frozen=True, kw_only=True):
    share_id: str
    granted_at: datetime
    with_mood: int
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
    body: str
    prompt: str
    mood: int | None


async def grant(
    tx: Transaction, course: OwnCourse, entry: Entry, by: Person, share_id: str, what: tuple[bool, datetime]
) -> None:
    """Shares the entry as it now is. Repeating it, or sharing what is shared, changes nothing."""
    with_mood, now = what
    await _hold(tx, entry)
    if await _live_share(tx, entry.id) is not None:
        return
    await tx.run(
        """
        insert into share
            (id, entry_id, course_id, audience, through_version, with_mood, granted_by, granted_at)
        values (:id, :entry, :course, 'therapist', :version, :with_mood, :by, :now)
        on conflict (id) do nothing
        """,
        id=share_id,
        entry=entry.id,
        course=course.id,
        version=entry.latest.number,
        with_mood=int(with_mood),
        by=by.id,
        now=now,
    )


async def grant_once(
    tx: Transaction, course: OwnCourse, entry: Entry, by: Person, share_id: str, what: tuple[bool, datetime]
) -> None:
    """For the share chosen while writing: once one was stopped, a late replay of the entry does not bring it back."""
    await _hold(tx, entry)
    if await tx.value("select id from share where entry_id = :entry limit 1", entry=entry.id) is None:
        await grant(tx, course, entry, by, share_id, what)


def share_made_with(entry_id: str) -> str:
    """The id of the share that was chosen while writing: a replay of the entry cannot grant it a second time."""
    return str(uuid5(GRANTED_WITH_ENTRY, entry_id))


async def stop(tx: Transaction, entry: Entry, by: Person, now: datetime) -> None:
    """From the next request on, staff find nothing. Stopping what is stopped changes nothing."""
    await _hold(tx, entry)
    while share_id := await _live_share(tx, entry.id):
        await tx.run(
            """
            insert into share_stop (share_id, stopped_by, stopped_at) values (:share, :by, :now)
            on conflict (share_id) do nothing
            """,
            share=share_id,
            by=by.id,
            now=now,
        )


async def _hold(tx: Transaction, entry: Entry) -> None:
    """Whoever changes the sharing of an entry waits for whoever is changing it, so that one share lives at most."""
    await tx.run("update journal_entry set received_at = received_at where id = :id", id=entry.id)


async def _live_share(tx: Transaction, entry_id: str) -> str | None:
    found: str | None = await tx.value(
        """
        select share.id from share left join share_stop on share_stop.share_id = share.id
        where share.entry_id = :entry and share_stop.share_id is null limit 1
        """,
        entry=entry_id,
    )
    return found


async def list_waiting(db: Reader, vault: Vault, reader: Person) -> list[Waiting]:
    """Unanswered ones, oldest share first, at most INBOX_LENGTH."""
    rows = await db.all(
        WaitingRow,
        f"""
        {LISTED}
          and not exists (select 1 from answer where answer.share_id = share.id and answer.entry_id = share.entry_id)
        order by share.granted_at, share.id limit :most
        """,
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        most=INBOX_LENGTH,
    )
    return [_listed(vault, reader, row) for row in rows]


async def list_shared_of(db: Reader, vault: Vault, reader: Person, course_id: str) -> list[Waiting]:
    """What one patient shares with this reader now, newest first, at most INBOX_LENGTH."""
    rows = await db.all(
        WaitingRow,
        f"""
        {LISTED} and course.id = :course
        order by share.granted_at desc, share.id desc limit :most
        """,
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
        course=course_id,
        most=INBOX_LENGTH,
    )
    return [_listed(vault, reader, row) for row in rows]


def _listed(vault: Vault, reader: Person, row: WaitingRow) -> Waiting:
    box = box_of(vault, reader.clinic_id, row.course_id, row.clinic_wrapped, row.course_wrapped)
    body = box.open("entry_version.body", row.version_id, row.body_locked)
    return Waiting(
        entry_id=row.entry_id,
        patient_name=row.patient_name,
        session_number=row.session_number,
        day_offset=row.day_offset,
        granted_at=row.granted_at,
        course_id=row.course_id,
        cut=first_line(body),
    )


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
        select share.id as share_id, share.granted_at, share.with_mood, entry.id as entry_id, entry.kind,
               entry.written_at, entry.received_at, entry.day_offset, session.number as session_number,
               entry.course_id, patient.name as patient_name, patient.zone, version.id as version_id,
               version.body_locked, version.prompt_locked, version.mood,
               clinic_key.wrapped as clinic_wrapped, course_key.wrapped as course_wrapped
        {LIVE_FOR_READER.replace("where care_team", VERSION_AND_KEYS + "where care_team")} and entry.id = :entry
        order by share.granted_at limit 1
        """,
        reader=reader.id,
        clinic=reader.clinic_id,
        role=reader.role,
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
        body=box.open("entry_version.body", row.version_id, row.body_locked),
        prompt=box.open_maybe("entry_version.prompt", row.version_id, row.prompt_locked),
        mood=row.mood if row.with_mood else None,
    )

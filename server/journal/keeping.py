"""How an entry and its later versions are kept: each once, beside each other, and never over each other."""

from datetime import datetime
from typing import Literal

import msgspec

from server.courses.models import OwnCourse
from server.courses.sessions import list_sessions
from server.courses.stages import day_offset, session_before
from server.db.connection import Transaction
from server.journal.forms import EntryForm
from server.journal.models import MOST_VERSIONS, Entry, Version
from server.journal.queries import find_entry

Outcome = Literal["kept", "full", "deleted", "empty"]


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """`entry` is as it now stands, None when it was deleted. "full": it has MOST_VERSIONS, these words not among them.

    "deleted": its owner deleted it, and these words are new. "empty": neither words nor a recording.
    """

    entry: Entry | None
    outcome: Outcome


class Held(msgspec.Struct, frozen=True):
    deleted_at: datetime | None


async def save_entry(tx: Transaction, course: OwnCourse, form: EntryForm, now: datetime) -> Saved | None:
    """Safe to repeat: a version that is known changes nothing, other words become a further one (promises 1.10).

    None when the id is somebody else's.
    """
    written_at = form.written_at or now
    form = await _without_a_strangers_id(tx, form)
    if not form.body and not form.media and not await _has_media(tx, course, form.id):
        return Saved(entry=None, outcome="empty")
    await _add_entry(tx, course, form, written_at, now)
    held = await tx.find(
        Held,  # and whoever else writes to this entry waits for us
        """
        update journal_entry set received_at = received_at where id = :id and course_id = :course
        returning deleted_at
        """,
        id=form.id,
        course=course.id,
    )
    if held is None:
        return None
    if held.deleted_at is not None:
        known = await _is_known(tx, course, form)
        return Saved(entry=None, outcome="kept" if known else "deleted")
    entry = await find_entry(tx, course, form.id)
    versions = entry.versions if entry else []
    if (version_id := new_version(course, form, versions)) is not None:
        if len(versions) >= MOST_VERSIONS:
            return Saved(entry=entry, outcome="full")
        number = len(versions) + 1
        await add_version(tx, course, form, (version_id, number, parents_of(form, versions)), (written_at, now))
    return Saved(entry=await find_entry(tx, course, form.id), outcome="kept")


def new_version(course: OwnCourse, form: EntryForm, versions: list[Version]) -> str | None:
    """The id under which these words are to be kept; None when they are already there."""
    known = {one.id: one for one in versions}
    said = content(form)
    made = derived_id(course, form)
    if form.version is not None and form.version not in known:
        return form.version
    if form.version is not None and content(known[form.version]) == said:
        return None
    if made in known or (form.version is None and not form.parent and said in [content(one) for one in versions]):
        return None
    return made


def content(words: EntryForm | Version) -> tuple[str, int | None, str]:
    return words.body, words.mood, words.prompt


def derived_id(course: OwnCourse, form: EntryForm) -> str:
    """For words that came without an id of their own, or under that of others: the same at each replay."""
    mood = "" if form.mood is None else str(form.mood)
    return course.box.mark("entry_version", form.id, form.version or "", form.body, mood, form.prompt, *form.parent)


def parents_of(form: EntryForm, versions: list[Version]) -> tuple[str, ...]:
    """Ids; a version's number, as the page shows it, stands for its id."""
    by_number = {str(one.number): one.id for one in versions}
    return tuple(by_number.get(one, one) for one in form.parent if len(one) > 4 or one in by_number)


async def _without_a_strangers_id(tx: Transaction, form: EntryForm) -> EntryForm:
    """The same words; they get another id where theirs is that of another entry's version."""
    if form.version is None:
        return form
    holder = await tx.value("select entry_id from entry_version where id = :id", id=form.version)
    return form if holder in (None, form.id) else msgspec.structs.replace(form, version=None)


async def _is_known(tx: Transaction, course: OwnCourse, form: EntryForm) -> bool:
    """Whether these words stood in an entry that was deleted: a late replay brings nothing back."""
    found = await tx.value(
        "select count(*) from entry_version where entry_id = :entry and id in (:version, :made)",
        entry=form.id,
        version=form.version or "",
        made=derived_id(course, form),
    )
    return bool(found)


async def _has_media(tx: Transaction, course: OwnCourse, entry_id: str) -> bool:
    found = await tx.value(
        "select id from media where entry_id = :entry and course_id = :course and deleted_at is null limit 1",
        entry=entry_id,
        course=course.id,
    )
    return found is not None


async def _add_entry(tx: Transaction, course: OwnCourse, form: EntryForm, written_at: datetime, now: datetime) -> None:
    sessions = await list_sessions(tx, course)
    session = session_before(sessions, written_at, course.zone)
    await tx.run(
        """
        insert into journal_entry (id, course_id, session_id, day_offset, kind, written_at, received_at)
        values (:id, :course, :session, :offset, :kind, :written_at, :now)
        on conflict (id) do nothing
        """,
        id=form.id,
        course=course.id,
        session=session.id if session else None,
        offset=day_offset(session, written_at, course.zone) if session else None,
        kind=form.kind or "entry",
        written_at=written_at,
        now=now,
    )


async def add_version(
    tx: Transaction,
    course: OwnCourse,
    words: EntryForm | Version,
    what: tuple[str, int, tuple[str, ...]],
    when: tuple[datetime, datetime],
    *,
    entry_id: str = "",
) -> None:
    """`what` is its id, its number and its parents; `when` written and received. The caller holds the entry."""
    version_id, number, parents = what
    written_at, now = when
    await tx.run(
        """
        insert into entry_version
            (id, entry_id, course_id, number, body_locked, prompt_locked, mood, written_at, received_at, parents)
        values (:id, :entry, :course, :number, :body, :prompt, :mood, :written_at, :now, :parents)
        """,
        id=version_id,
        entry=entry_id or words.id,
        course=course.id,
        number=number,
        body=course.box.lock("entry_version.body", version_id, words.body),
        prompt=course.box.lock_maybe("entry_version.prompt", version_id, words.prompt),
        mood=words.mood,
        written_at=written_at,
        now=now,
        parents=" ".join(parents),
    )

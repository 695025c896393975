"""Where two versions stand, one is chosen or both are kept; an earlier one can be brought back. Nothing is lost."""

from datetime import datetime

from server.courses.models import OwnCourse
from server.db.connection import Transaction
from server.journal.forms import ApartForm, ChooseForm
from server.journal.holding import hold_entry
from server.journal.keeping import add_version
from server.journal.models import MOST_VERSIONS, Entry, Version
from server.journal.queries import find_entry


async def keep_one(tx: Transaction, course: OwnCourse, entry: Entry, form: ChooseForm, now: datetime) -> bool:
    """The kept words become the newest version. What came meanwhile was not among `parent`, and stands on.

    False when there is no such version, or no room for another.
    """
    await hold_entry(tx, course, entry.id)
    found = await find_entry(tx, course, entry.id)
    kept = next((one for one in found.versions if one.id == form.keep), None) if found else None
    if found is None or kept is None or kept.damaged:
        return False
    known = {one.id for one in found.versions}
    parents = tuple(one for one in form.parent if one in known) or tuple(one.id for one in found.standing)
    version_id = course.box.mark("entry_version", entry.id, "choose", kept.id, *sorted(parents))
    if version_id in known or parents == (kept.id,):
        return True
    if len(found.versions) >= MOST_VERSIONS:
        return False
    what = (version_id, len(found.versions) + 1, parents)
    await add_version(tx, course, kept, what, (now, now), entry_id=entry.id)
    return True


async def keep_apart(tx: Transaction, course: OwnCourse, entry: Entry, form: ApartForm, now: datetime) -> bool:
    """`first` stays; each other one that stands becomes an entry of its own, with an id made from its version's."""
    others = [one for one in entry.versions if one.id in form.parent and one.id != form.first]
    if not await keep_one(tx, course, entry, ChooseForm(keep=form.first, parent=form.parent), now):
        return False
    for one in others:
        await _make_entry(tx, course, entry, one, now)
    return True


async def _make_entry(tx: Transaction, course: OwnCourse, entry: Entry, version: Version, now: datetime) -> None:
    entry_id = course.box.mark("journal_entry", version.id)
    made = await tx.run(
        """
        insert into journal_entry (id, course_id, session_id, day_offset, kind, written_at, received_at)
        select :id, course_id, session_id, day_offset, kind, :written_at, :now from journal_entry where id = :entry
        on conflict (id) do nothing
        """,
        id=entry_id,
        written_at=version.written_at,
        now=now,
        entry=entry.id,
    )
    if made:
        version_id = course.box.mark("entry_version", entry_id, version.id)
        await add_version(tx, course, version, (version_id, 1, ()), (version.written_at, now), entry_id=entry_id)

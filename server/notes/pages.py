"""Notes as pages: a drawer for the care team, one note with what it was before, and what the patient can see."""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.access.people import Person
from server.courses.models import CaseloadCourse, Course, OwnCourse
from server.db.connection import Reader
from server.notes.models import A_PAGE, CUT, MOST_NOTES, Drawer, Note, Text, Version
from server.notes.queries import key_of, list_drawer, open_texts, read_key
from server.notes.shown import list_shown
from server.pages.page import Page
from server.versions import latest_of

Typed = tuple[str, dict[str, str], dict[str, str]]  # which form, what was typed, the sentences beside it
NOTHING_TYPED: Typed = ("", {}, {})


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A note in its drawer: how it begins, who wrote last, and whether two texts stand. `read_at`: by the patient."""

    note: Note
    last: Version
    cut: str
    several: bool
    damaged: bool
    read_at: datetime | None


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    version: Version
    text: Text


class DrawerPage(Page, kw_only=True):
    template: ClassVar[str] = "notes/drawer.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    me_id: str
    drawer: Drawer
    lines: list[Line]
    older: str
    most: int
    entered: dict[str, str]
    errors: dict[str, str]


class NotePage(Page, kw_only=True):
    """`chosen` is an earlier version, looked at by itself; `form` is the one that was sent, where it was refused."""

    template: ClassVar[str] = "notes/note.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    note: Note
    shown: list[Shown]
    chosen: Shown | None
    earlier: list[Version]
    parent: str
    form: str
    entered: dict[str, str]
    errors: dict[str, str]


class OwnNotesPage(Page, kw_only=True):
    """Each with "new", "changed", "read" or "struck"."""

    template: ClassVar[str] = "notes/yours.html"
    tab: ClassVar[str] = "course"
    lines: list[tuple[Note, Version, str]]
    older: str


class OwnNotePage(Page, kw_only=True):
    template: ClassVar[str] = "notes/yours_one.html"
    tab: ClassVar[str] = "course"
    note: Note
    shown: list[Shown]
    chosen: Shown | None
    earlier: list[Version]


async def drawer_page(
    db: Reader, case: CaseloadCourse, me: Person, drawer: Drawer, before: str, typed: Typed = NOTHING_TYPED
) -> DrawerPage:
    notes = await list_drawer(db, case, me, drawer, read_key(before))
    lasts = [latest_of(one.versions) for one in notes[:A_PAGE]]
    texts = await open_texts(db, case, lasts)
    return DrawerPage(
        course_id=case.id,
        patient_name=case.patient_name,
        me_id=me.id,
        drawer=drawer,
        lines=[_line(note, last, texts[last.id]) for note, last in zip(notes, lasts, strict=False)],
        older=key_of(notes),
        most=MOST_NOTES,
        entered=typed[1],
        errors=typed[2],
    )


def _line(note: Note, last: Version, text: Text) -> Line:
    cut = text.body if len(text.body) <= CUT else text.body[:CUT].rsplit(None, 1)[0] + " …"
    read = [one.seen_at for one in note.standing]
    read_at = max(at for at in read if at) if all(read) else None
    return Line(note=note, last=last, cut=cut, several=len(note.standing) > 1, damaged=text.damaged, read_at=read_at)


async def note_page(
    db: Reader, case: CaseloadCourse, note: Note, chosen: str = "", typed: Typed = NOTHING_TYPED
) -> NotePage:
    """The form grows from all that stands: what is typed again after a refusal too, once it has been read here."""
    standing = note.standing
    asked = next((one for one in note.versions if one.id == chosen), None)
    texts = await open_texts(db, case, [*standing, *([asked] if asked else [])])
    shown = [Shown(version=one, text=texts[one.id]) for one in standing]
    body = "\n\n".join(dict.fromkeys(one.text.body for one in shown if one.text.body))
    return NotePage(
        course_id=case.id,
        patient_name=case.patient_name,
        note=note,
        shown=shown,
        chosen=Shown(version=asked, text=texts[asked.id]) if asked and asked not in standing else None,
        earlier=[one for one in note.versions[::-1] if one not in standing],
        parent=" ".join(one.id for one in standing),
        form=typed[0],
        entered={"body": body} | typed[1],
        errors=typed[2],
    )


async def own_notes_page(db: Reader, course: OwnCourse, before: str) -> OwnNotesPage:
    notes = await list_shown(db, course, read_key(before))
    return OwnNotesPage(
        lines=[(one, latest_of(one.versions), _state(one)) for one in notes[:A_PAGE]], older=key_of(notes)
    )


async def own_note_page(db: Reader, course: Course, note: Note, chosen: str) -> OwnNotePage:
    """Of what was taken back, the versions alone that had been read by then."""
    versions = [one for one in note.versions if note.strike is None or one.seen_at]
    standing = [one for one in note.standing if one in versions] or versions[-1:]
    asked = next((one for one in versions if one.id == chosen and one not in standing), None)
    texts = await open_texts(db, course, [*standing, *([asked] if asked else [])])
    return OwnNotePage(
        note=note,
        shown=[Shown(version=one, text=texts[one.id]) for one in standing],
        chosen=Shown(version=asked, text=texts[asked.id]) if asked else None,
        earlier=[one for one in versions[::-1] if one not in standing],
    )


def _state(note: Note) -> str:
    if note.strike:
        return "struck"
    if all(one.seen_at for one in note.standing):
        return "read"
    return "changed" if any(one.seen_at for one in note.versions) else "new"

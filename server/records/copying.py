"""One's own copy as a single HTML file, without any script: the journal, the thread, the notes, what was asked.

What they have not opened is counted and not in it: a copy opens nothing, so that no receipt says what is not true.
"""

from datetime import datetime
from typing import ClassVar

from server.access.people import Person
from server.assigned import copying as asked
from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.actions import SmallAction, list_actions
from server.journal.copying import Journal, whole_journal
from server.messages import copying as messages
from server.messages.models import Shown
from server.notes import copying as notes
from server.pages.page import Page, render
from server.pages.templating import FOLDER

STYLE = FOLDER / "records" / "copy.css"


class CopyOfAllPage(Page, kw_only=True):
    """`unopened` are messages and notes together; `cut` says that older messages did not fit."""

    template: ClassVar[str] = "records/copy.html"
    name: str
    at: datetime
    journal: Journal
    actions: list[SmallAction]
    messages: list[Shown]
    notes: list[notes.Copied]
    asked: list[asked.Copied]
    unopened: int
    cut: bool


async def copy_all(db: Reader, course: OwnCourse, me: Person, now: datetime) -> bytes:
    thread, unopened, cut = await messages.own_thread(db, course, me, now)
    opened, closed = await notes.own_notes(db, course)
    page = CopyOfAllPage(
        name=course.patient_name,
        at=now,
        journal=await whole_journal(db, course, now),
        actions=await list_actions(db, course),
        messages=thread,
        notes=opened,
        asked=await asked.all_asked(db, course),
        unopened=unopened + closed,
        cut=cut,
    )
    style = f"<style>{STYLE.read_text()}</style></head>"  # in the file itself, which is no page of ours
    return render(page).replace("</head>", style, 1).encode()

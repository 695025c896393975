"""The patient's journal: the list, and writing. What belongs to one entry is in entry_routes."""

import re
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.access.people import Person
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import Me, OwnCourse, rest_first
from server.db.connection import Transaction
from server.ids import read_id
from server.journal import granting
from server.journal.forms import NO_WORDS, EntryForm
from server.journal.keeping import save_entry
from server.journal.models import MOST_LINE, Entry
from server.journal.pages import OWN_WORDS, edit_page, journal_page, write_page
from server.journal.queries import BEFORE, Window, find_entry
from server.pages.content import prompt_text
from server.pages.forms import Form, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show

SESSION = re.compile(r"[0-9]{1,3}")


class JournalController(PatientController):
    path = "/journal"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_journal(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        key = BEFORE.fullmatch(request.query_params.get("before") or "")
        only = SESSION.fullmatch(request.query_params.get("session") or "")
        window = Window(before=(key[1], key[2]) if key else None, session=int(only[0]) if only else None)
        return show(await journal_page(db, course, window, now))

    @get("/write")
    async def open_write(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        asked = (request.query_params.get("prompt") or "")[:20]
        if asked != OWN_WORDS and prompt_text(asked) == asked:
            asked = ""  # a link may choose one of our questions, never bring its own
        return show(await write_page(db, course, now, ({"prompt": asked}, {})))

    @post("/entries")
    async def save_entry(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat: the form carries the entry's id, so a late replay changes nothing.

        A later version has the same id and names its parent; a stale page's words come to stand beside newer ones.
        """
        read = read_form(EntryForm, form)
        errors = dict(read.errors)
        if read.value and read.value.kind == "line" and len(read.value.body) > MOST_LINE:
            errors["body"] = _("A single line of %(most)s characters fits here.", most=MOST_LINE)
        if read.value is None or errors:
            return await _typed_again(tx, course, read, errors, now)
        saved = await save_entry(tx, course, read.value, now)
        if saved is None:
            raise NotFoundException
        if saved.outcome == "empty":
            return await _typed_again(tx, course, read, {"body": _(NO_WORDS)}, now)
        if saved.outcome == "full":
            errors["id"] = _("This entry has too many versions already. Please send these words again, as a new one.")
        if saved.outcome == "deleted":
            errors["id"] = _("This entry was deleted. Please send these words again, as a new one, or let them go.")
        if errors:
            return show(await write_page(tx, course, now, (read.entered, errors)), 409)
        if saved.entry and read.value.share in ("1", "team"):
            await _share_with_entry(tx, course, saved.entry, me, (read.value, now))
        then = f"/journal/entries/{read.value.id}" if read.value.parent else "/journal"
        return answer(request, then="/today" if read.value.kind == "line" else then)


async def _share_with_entry(
    tx: Transaction, course: OwnCourseRow, entry: Entry, me: Person, written: tuple[EntryForm, datetime]
) -> None:
    form, now = written
    first = next((one for one in entry.versions if one.body == form.body), entry.latest)
    grant = granting.Grant(
        id=granting.share_made_with(entry.id), version=first, audience="team" if form.share == "team" else "therapist",
        with_mood=form.with_mood, media=form.media,
    )  # fmt: skip
    await granting.grant_once(tx, course, entry, me, grant, now)


async def _typed_again(
    tx: Transaction, course: OwnCourseRow, read: Form[EntryForm], errors: dict[str, str], now: datetime
) -> Response[str]:
    """What was typed, with the sentences beside it: on the page of the entry that was being changed, or a new one's."""
    entry = await find_entry(tx, course, read_id(read.entered["id"]) or "") if read.entered["parent"] else None
    if entry is not None:
        return show(await edit_page(tx, course, entry, (read.entered, errors), now), 422)
    return show(await write_page(tx, course, now, (read.entered, errors)), 422)

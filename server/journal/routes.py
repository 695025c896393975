"""The patient's journal: the list, writing, one entry, and who may read it."""

import re
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.ids import new_id
from server.journal import sharing
from server.journal.models import MOST_LINE, EntryForm, SharingForm
from server.journal.pages import OWN_WORDS, entry_page, journal_page, write_page
from server.journal.queries import find_entry, holds, save_entry
from server.pages.content import prompt_text
from server.pages.errors import error_page
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show

BEFORE = re.compile(r"([0-9]{4}-[0-9:T.-]{15,25}Z)~([0-9a-f-]{36})")


class JournalController(PatientController):
    path = "/journal"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_journal(self, request: Visitor, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        key = BEFORE.fullmatch(request.query_params.get("before") or "")
        before = (key[1], key[2]) if key else None
        return show(await journal_page(db, course, before, now))

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
        """Safe to repeat: the form carries the entry's id, so a late replay changes nothing."""
        read = read_form(EntryForm, form)
        errors = dict(read.errors)
        if read.value and read.value.kind == "line" and len(read.value.body) > MOST_LINE:
            errors["body"] = _("A single line of %(most)s characters fits here.", most=MOST_LINE)
        if read.value is None or errors:
            return show(await write_page(tx, course, now, (read.entered, errors)), 422)
        entry = await save_entry(tx, course, read.value, now)
        if entry is None:
            raise NotFoundException
        if not holds(entry.versions, read.value):
            errors["id"] = _("This entry has too many versions already. Please send these words again, as a new one.")
            return show(await write_page(tx, course, now, (read.entered, errors)), 409)
        if read.value.share == "1":
            share_id = sharing.share_made_with(entry.id)
            await sharing.grant_once(tx, course, entry, me, share_id, (read.value.with_mood, now))
        return answer(request, then="/today" if read.value.kind == "line" else "/journal")

    @get("/entries/{entry_id:uuid}")
    async def open_entry(self, db: Reads, course: OwnCourse, entry_id: InPath[UUID], now: Now) -> Response[str]:
        page = await entry_page(db, course, str(entry_id), now)
        return error_page(404) if page is None else show(page)

    @post("/entries/{entry_id:uuid}/sharing")
    async def change_sharing(
        self,
        request: Visitor,
        tx: Writes,
        course: OwnCourse,
        me: Me,
        entry_id: InPath[UUID],
        form: Sent,
        now: Now,
    ) -> Response[Any]:
        """Safe to repeat. Stopping takes effect at the reader's next request."""
        entry = await find_entry(tx, course, str(entry_id))
        if entry is None:
            raise NotFoundException
        read = read_form(SharingForm, form)
        if read.value is None:
            return error_page(422)
        if read.value.share == "1":
            share_id = read.value.event or new_id(now)
            await sharing.grant(tx, course, entry, me, share_id, (read.value.with_mood, now))
        else:
            await sharing.stop(tx, entry, me, now)
        return answer(request, then=f"/journal/entries/{entry.id}")

"""One entry: its page, changing it, its earlier versions, who may read it, and deleting it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import OwnCourse as OwnCourseRow
from server.courses.own import Me, OwnCourse, rest_first
from server.db.connection import Reader
from server.ids import new_id
from server.journal import granting
from server.journal.choosing import keep_apart, keep_one
from server.journal.deleting import delete_entry
from server.journal.forms import ApartForm, ChooseForm, SharingForm
from server.journal.models import DeletePage, Entry, VersionsPage
from server.journal.pages import add_media, dressed_entry, edit_page, entry_page
from server.journal.queries import find_entry, history_of
from server.pages.errors import error_page
from server.pages.forms import Form, read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.pages.times import local_day


class EntryController(PatientController):
    path = "/journal/entries/{entry_id:uuid}"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_entry(self, db: Reads, course: OwnCourse, entry_id: InPath[UUID], now: Now) -> Response[str]:
        page = await entry_page(db, course, str(entry_id), now)
        return error_page(404) if page is None else show(page)

    @get("/edit")
    async def open_edit(self, db: Reads, course: OwnCourse, entry_id: InPath[UUID], now: Now) -> Response[str]:
        return show(await edit_page(db, course, await own_entry(db, course, entry_id), ({}, {}), now))

    @get("/versions")
    async def open_versions(
        self, request: Visitor, db: Reads, course: OwnCourse, entry_id: InPath[UUID]
    ) -> Response[str]:
        """Every version that came, newest first; one at a time with its words."""
        entry = await own_entry(db, course, entry_id)
        asked = request.query_params.get("show") or ""
        shown = next((one for one in entry.versions if str(one.number) == asked), None)
        return show(VersionsPage(entry=entry, shown=shown))

    @post("/choose")
    async def choose_version(
        self, request: Visitor, tx: Writes, course: OwnCourse, entry_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """One of two that stand, or an earlier one: it becomes the newest. The others stay readable beneath it."""
        entry = await own_entry(tx, course, entry_id)
        read = read_form(ChooseForm, form)
        if read.value is None or not await keep_one(tx, course, entry, read.value, now):
            return error_page(422)
        return answer(request, then=f"/journal/entries/{entry.id}")

    @post("/apart")
    async def keep_both(
        self, request: Visitor, tx: Writes, course: OwnCourse, entry_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Both are kept: the others become entries of their own, private, with their own time."""
        entry = await own_entry(tx, course, entry_id)
        read = read_form(ApartForm, form)
        if read.value is None or not await keep_apart(tx, course, entry, read.value, now):
            return error_page(422)
        return answer(request, then="/journal")

    @post("/sharing")
    async def change_sharing(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, entry_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Safe to repeat. Stopping takes effect at the reader's next request."""
        entry = await own_entry(tx, course, entry_id)
        read = read_form(SharingForm, form)
        if read.value and read.value.share == "0":
            await granting.stop(tx, course, entry, me, now)
            return answer(request, then=f"/journal/entries/{entry.id}")
        await add_media(tx, course, [entry])
        grant, errors = _asked_for(course, entry, read, form.now)
        if grant is None:
            page = await entry_page(tx, course, entry.id, now, (read.entered, errors))
            return error_page(404) if page is None else show(page, 422)
        await granting.grant(tx, course, entry, me, grant, now)
        return answer(request, then=f"/journal/entries/{entry.id}")

    @get("/delete")
    async def open_delete(self, db: Reads, course: OwnCourse, entry_id: InPath[UUID], now: Now) -> Response[str]:
        """What goes and what stays is said before, not after."""
        entry = await dressed_entry(db, course, str(entry_id), now)
        if entry is None:
            return error_page(404)
        _shares, openings, _answers = await history_of(db, course, entry.id, now)
        readers = list(dict.fromkeys(one.name for one in openings))
        return show(DeletePage(entry=entry, readers=readers, is_shared=entry.share is not None))

    @post("/delete")
    async def delete_entry(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, entry_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Repeatable: what is gone is gone."""
        if not await delete_entry(tx, course, me, str(entry_id), now):
            raise NotFoundException
        return answer(request, then="/journal")


async def own_entry(db: Reader, course: OwnCourseRow, entry_id: UUID) -> Entry:
    entry: Entry | None = await find_entry(db, course, str(entry_id))
    if entry is None:
        raise NotFoundException
    return entry


def _asked_for(
    course: OwnCourseRow, entry: Entry, read: Form[SharingForm], now: datetime
) -> tuple[granting.Grant | None, dict[str, str]]:
    """What is to be shared, or the sentences beside the fields that stand in its way."""
    form, errors = read.value, dict(read.errors)
    if form is None:
        return None, errors
    version = next((one for one in entry.versions if one.id == form.version), None if form.version else entry.latest)
    if version is None:
        errors["version"] = _("This version is not there. Please look at the entry again.")
    if form.until is not None and form.until < local_day(now, course.zone):
        errors["until"] = _("This day is over. Please choose today or a later day.")
    wanted = form.passage if form.part != "all" else ""
    passage = granting.passage_in(version.body, wanted) if version and wanted else ""
    if passage is None:
        errors["passage"] = _("These words do not stand in the entry like this. Please mark them again.")
    if form.part == "passage" and not wanted:
        errors["passage"] = _("No words are marked yet.")
    if version and not version.body and not form.with_media:
        errors["with_media"] = _("There are no words in this entry. What is recorded or pictured is all of it.")
    if errors or version is None:
        return None, errors
    return granting.Grant(
        id=form.event or new_id(now), version=version, audience=form.with_ or "therapist",
        until=granting.end_of(form.until, course.zone) if form.until else None,
        passage=passage or "", with_mood=form.with_mood,
        media=tuple(one.id for one in entry.media) if form.with_media and not passage else (),
    ), {}  # fmt: skip

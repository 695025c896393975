"""The whole journal: finding words in it, saving it as one file, and deleting what is private."""

from typing import Annotated, Any, ClassVar

import msgspec
from litestar import Response, get, post

from server.access.audience import PatientController
from server.courses.own import Me, OwnCourse, rest_first
from server.journal.deleting import Pages, count_pages, delete_private
from server.journal.exporting import export_journal
from server.journal.searching import Found, search
from server.pages.forms import Tick, Words, read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page, show
from server.pages.times import local_day

MOST_WANTED = 100
FILE_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:; sandbox"


class SearchForm(msgspec.Struct, frozen=True, kw_only=True):
    q: Annotated[str, Words(MOST_WANTED, one_line=True, missing=later("Write what you are looking for."))]


class SureForm(msgspec.Struct, frozen=True, kw_only=True):
    sure: Annotated[bool, Tick()]


class SearchPage(Page, kw_only=True):
    """`found` None: nothing was looked for yet."""

    template: ClassVar[str] = "journal/search.html"
    tab: ClassVar[str] = "journal"
    entered: dict[str, str]
    errors: dict[str, str]
    found: list[Found] | None = None
    more: bool = False


class YoursPage(Page, kw_only=True):
    template: ClassVar[str] = "journal/yours.html"
    tab: ClassVar[str] = "journal"
    pages: Pages
    retention_years: int
    errors: dict[str, str]


class JournalToolsController(PatientController):
    path = "/journal"
    before_request = staticmethod(rest_first)

    @get("/search")
    async def open_search(self) -> Response[str]:
        return show(SearchPage(entered={}, errors={}))

    @post("/search")
    async def search(self, db: Reads, course: OwnCourse, form: Sent) -> Response[str]:
        """By POST, so that the words looked for are in no address, history or log."""
        read = read_form(SearchForm, form)
        if read.value is None:
            return show(SearchPage(entered=read.entered, errors=read.errors), 422)
        found, more = await search(db, course, read.value.q)
        return show(SearchPage(entered=read.entered, errors={}, found=found, more=more))

    @get("/yours")
    async def open_yours(self, db: Reads, course: OwnCourse, now: Now) -> Response[str]:
        pages = await count_pages(db, course, now)
        return show(YoursPage(pages=pages, retention_years=course.protocol.retention_years, errors={}))

    @post("/yours/delete")
    async def delete_private(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        """All entries that are not shared just now. Asked for twice: a tick and a press."""
        read = read_form(SureForm, form)
        if read.value is None or not read.value.sure:
            errors = {"sure": _("Please tick this first: nobody can bring the words back.")}
            pages = await count_pages(tx, course, now)
            return show(YoursPage(pages=pages, retention_years=course.protocol.retention_years, errors=errors), 422)
        await delete_private(tx, course, me, now)
        return answer(request, then="/journal")

    @get("/export", proven=later("Save the whole journal as one file"), is_file=True)
    async def export(self, db: Reads, course: OwnCourse, now: Now) -> Response[bytes]:
        """One file that opens anywhere, without a network and without Tidemark."""
        day = local_day(now, course.zone).isoformat()
        headers = {
            "Content-Disposition": f'attachment; filename="journal-{day}.html"',
            "Content-Security-Policy": FILE_CSP,
        }
        return Response(await export_journal(db, course, now), media_type="text/html; charset=utf-8", headers=headers)

"""What the care team wrote for the patient to see: who, when, and every version of it. Opening one is written down."""

from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.own import OwnCourse, rest_first
from server.notes.keeping import mark_seen
from server.notes.pages import own_note_page, own_notes_page
from server.notes.shown import find_shown
from server.pages.handlers import InPath, Now, Reads, Visitor, Writes
from server.pages.page import show


class OwnNotesController(PatientController):
    path = "/notes"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_notes(self, request: Visitor, db: Reads, course: OwnCourse) -> Response[str]:
        """The words of none of them: what is read is opened by itself."""
        return show(await own_notes_page(db, course, request.query_params.get("before") or ""))

    @get("/{note_id:uuid}")
    async def open_note(
        self, request: Visitor, tx: Writes, course: OwnCourse, note_id: InPath[UUID], now: Now
    ) -> Response[str]:
        note = await find_shown(tx, course, str(note_id))
        if note is None:
            raise NotFoundException
        if "tidemark-pocket" not in request.headers:  # a phone that fills its pocket has read nothing
            await mark_seen(tx, course, note, now)
        return show(await own_note_page(tx, course, note, request.query_params.get("version") or ""))

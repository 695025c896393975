"""Notes on one course for its care team, in three drawers: of one's own, of the team, and what the patient can see."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController, PatientController
from server.access.people import Person
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.own import Me, OwnCourse, rest_first
from server.db.connection import Reader
from server.notes.keeping import begin_note, mark_seen, strike_note, write_on
from server.notes.models import Drawer, NewNote, NewVersion, Note, StrikeForm
from server.notes.pages import NOTHING_TYPED, Typed, drawer_page, note_page, own_note_page, own_notes_page
from server.notes.queries import find_note, open_texts
from server.notes.shown import find_shown
from server.notes.words import what_happened
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show

DRAWERS: dict[str, Drawer] = {"team": "team", "patient": "patient"}  # by what ends the path; one's own is the first
PLACES = ["/", *(f"/{name}" for name in DRAWERS)]


class NotesController(ClinicianController):
    path = "/courses/{course_id:uuid}/notes"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get(PLACES)
    async def open_drawer(self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me) -> Response[str]:
        """With the words of another note to begin from, where one is asked for: it stays where it is."""
        asked = request.query_params
        typed = NOTHING_TYPED
        if source := await _find(tx, case, me, asked.get("from") or ""):
            texts = await open_texts(tx, case, source.standing)
            typed = ("", {"body": "\n\n".join(dict.fromkeys(one.body for one in texts.values()))}, {})
        return show(await drawer_page(tx, case, me, _drawer(request), asked.get("before") or "", typed))

    @post(PLACES)
    async def write_note(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, form: Sent, now: Now
    ) -> Response[Any]:
        drawer = _drawer(request)
        read = read_form(NewNote, form)
        if read.value is None:
            return show(await drawer_page(tx, case, me, drawer, "", ("", read.entered, read.errors)), 422)
        outcome = await begin_note(tx, case, (me, now), drawer, read.value)
        if outcome == "strange":
            raise NotFoundException
        if outcome != "kept":
            said = {"body": what_happened(outcome, None)}
            return show(await drawer_page(tx, case, me, drawer, "", ("", read.entered, said)), 409)
        return answer(request, then=f"/courses/{case.id}/notes{'' if drawer == 'mine' else '/' + drawer}")

    @get("/{note_id:uuid}")
    async def open_note(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, note_id: InPath[UUID]
    ) -> Response[str]:
        note = await _note_in(tx, case, me, note_id)
        return show(await note_page(tx, case, note, request.query_params.get("version") or ""))

    @post("/{note_id:uuid}")
    async def write_on(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, note_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """What two wrote at once is kept twice and stands side by side, until one who has read both writes the next."""
        note = await _note_in(tx, case, me, note_id)
        read = read_form(NewVersion, form)
        if read.value is None:
            return show(await note_page(tx, case, note, "", ("version", read.entered, read.errors)), 422)
        outcome = await write_on(tx, case, (me, now), note, read.value)
        if outcome == "strange":
            raise NotFoundException
        if outcome != "kept":
            note = await _note_in(tx, case, me, note_id)
            typed: Typed = ("version", read.entered, {"body": what_happened(outcome, note.strike)})
            return show(await note_page(tx, case, note, "", typed), 409)
        return answer(request, then=f"/courses/{case.id}/notes/{note.id}")

    @post("/{note_id:uuid}/strike")
    async def strike(
        self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, note_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Taken back, and still readable. What the team or the patient can read is taken back with a reason."""
        note = await _note_in(tx, case, me, note_id)
        read = read_form(StrikeForm, form)
        errors = dict(read.errors)
        if read.value and note.drawer != "mine" and not read.value.reason:
            errors["reason"] = _("Please write why. It stands beside the note.")
        if read.value is None or errors:
            return show(await note_page(tx, case, note, "", ("strike", _reason(read.entered), errors)), 422)
        outcome = await strike_note(tx, case, (me, now), note, read.value)
        if outcome != "kept":
            note = await _note_in(tx, case, me, note_id)
            said = {"reason": what_happened(outcome, note.strike)}
            return show(await note_page(tx, case, note, "", ("strike", _reason(read.entered), said)), 409)
        return answer(request, then=f"/courses/{case.id}/notes/{note.id}")


class OwnNotesController(PatientController):
    """What the care team wrote for the patient: who, when, every version. Opening one is written down."""

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


def _drawer(request: Visitor) -> Drawer:
    return DRAWERS.get(request.scope["path"].rstrip("/").rpartition("/")[2], "mine")


def _reason(entered: dict[str, str]) -> dict[str, str]:
    return {"reason": entered.get("reason", "")}


async def _find(db: Reader, case: CaseloadCourseRow, me: Person, note_id: str) -> Note | None:
    return await find_note(db, case, me, note_id) if note_id else None


async def _note_in(db: Reader, case: CaseloadCourseRow, me: Person, note_id: UUID) -> Note:
    note = await find_note(db, case, me, str(note_id))
    if note is None:
        raise NotFoundException
    return note

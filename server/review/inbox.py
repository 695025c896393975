"""Review: what waits for this clinician, by reason and age; one entry open at a time, in its context."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.people import Person
from server.access.trail import write_trail
from server.courses.own import Me, house_of
from server.courses.queries import find_caseload_course
from server.db.connection import Transaction
from server.ids import new_id
from server.journal.answers import add_answer
from server.journal.holding import hold_entry_for
from server.journal.prompts import when_words
from server.journal.shared_media import list_shown
from server.journal.sharing import SharedEntry, find_withdrawn, is_shared, open_shared
from server.pages.content import prompt_text
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer, is_fragment_request
from server.pages.language import gettext as _
from server.pages.page import show
from server.preparation.queries import list_intentions
from server.review.desk import as_fragment, desk_after, done_with, key_of, on_the_desk, read_done
from server.review.models import AnswerForm, DeskFragment, InboxPage, WithdrawnFragment
from server.review.queries import list_answers_to
from server.review.reading import above_cap_now

Typed = tuple[dict[str, str], dict[str, str]]  # what was entered, and the sentences beside it


class ReviewController(ClinicianController):
    path = "/review"

    @get("/")
    async def open_inbox(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        """The list shows first lines, as the patient was told; the rest waits until an entry is opened."""
        house = house_of(request)
        await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="review", now=now)
        done = await read_done(request, tx, me, now)
        above = await above_cap_now(tx, me, now)
        return show(InboxPage(**await on_the_desk(request, tx, me, now), done=done, above=above))

    @get("/{entry_id:uuid}")
    async def open_entry(self, request: Visitor, tx: Writes, me: Me, entry_id: InPath[UUID], now: Now) -> Response[str]:
        page = await entry_page(request, tx, me, str(entry_id), ({}, {}), now)
        return show(page, 404 if page.withdrawn else 200)

    @get("/{entry_id:uuid}/still", by_itself=True)
    async def ask_whether_shared(
        self, request: Visitor, tx: Writes, me: Me, entry_id: InPath[UUID], now: Now
    ) -> Response[str]:
        """The open desk asks now and then; it is told when what is being read was withdrawn. No words are opened."""
        if await is_shared(tx, me, str(entry_id), now):
            return Response("", status_code=204, media_type="text/plain")
        withdrawn = await find_withdrawn(tx, me, str(entry_id), now)
        if withdrawn is None:
            raise NotFoundException
        key = house_of(request).keys.trail
        await write_trail(tx, key, me, "listed", course_id=withdrawn.course_id, subject_id="review", now=now)
        return show(WithdrawnFragment(withdrawn=withdrawn, withdrawn_id=str(entry_id)))

    @post("/{entry_id:uuid}/answer")
    async def answer_entry(
        self, request: Visitor, tx: Writes, me: Me, entry_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Repeatable by the answer's id. Refused, with the words kept, when the patient has stopped sharing."""
        read = read_form(AnswerForm, form)
        errors = dict(read.errors)
        if read.value and not read.value.reply and not read.value.only:
            errors["reply"] = _("Write a line, or choose “Only mark read”.")
        if read.value is None or errors:
            page = await entry_page(request, tx, me, str(entry_id), (read.entered, errors), now)
            return show(as_fragment(page) if is_fragment_request(request) else page, 422)
        house = house_of(request)
        await hold_entry_for(tx, me, str(entry_id), now)
        entry = await open_shared(tx, house.vault, house.keys.trail, me, str(entry_id), now)
        if entry is None:
            await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="review", now=now)
            said = _("The sharing of this entry was stopped meanwhile. Your line was not sent; it is kept below.")
            page = InboxPage(**await on_the_desk(request, tx, me, now), said=said, entered=read.entered)
            return show(as_fragment(page) if is_fragment_request(request) else page, 409)
        course = await find_caseload_course(tx, house.vault, me, entry.course_id, now)
        words = (read.value.id, "" if read.value.only else read.value.reply)
        if course is None or not await add_answer(tx, course.box, entry, me, words, now):
            raise NotFoundException
        done = done_with("entry", entry.entry_id, entry.patient_name)
        return answer(
            request,
            then=desk_after("entry", entry.entry_id, me),
            fragment=DeskFragment(**await on_the_desk(request, tx, me, now), done=done),
        )


async def entry_page(
    request: Visitor, tx: Transaction, me: Person, entry_id: str, typed: Typed, now: datetime
) -> InboxPage:
    house = house_of(request)
    entry = await open_shared(tx, house.vault, house.keys.trail, me, entry_id, now)
    if entry is None:
        return await _withdrawn(request, tx, me, entry_id, now)
    course = await find_caseload_course(tx, house.vault, me, entry.course_id, now)
    if course is None:
        raise NotFoundException
    intentions = await list_intentions(tx, course)
    return InboxPage(
        **await on_the_desk(request, tx, me, now),
        entry=entry,
        open_id=key_of("entry", entry_id, me),
        title=_title(entry),
        prompt=prompt_text(entry.prompt),
        intention=next((one for one in intentions if one.session_number == entry.session_number), None),
        answers=await list_answers_to(tx, course, entry_id),
        media=await list_shown(tx, house.vault, me, entry_id, now),
        answer_id=new_id(now) if "id" in typed[1] else typed[0].get("id") or new_id(now),
        entered=typed[0],
        errors=typed[1],
    )


async def _withdrawn(request: Visitor, tx: Transaction, me: Person, entry_id: str, now: datetime) -> InboxPage:
    """Whoever had opened it is told that its sharing has ended; to others there is no such page."""
    house = house_of(request)
    withdrawn = await find_withdrawn(tx, me, entry_id, now)
    if withdrawn is None:
        raise NotFoundException
    await write_trail(tx, house.keys.trail, me, "listed", course_id=withdrawn.course_id, subject_id="review", now=now)
    open_id = key_of("withdrawn", entry_id, me)
    return InboxPage(
        **await on_the_desk(request, tx, me, now), withdrawn=withdrawn, withdrawn_id=entry_id, open_id=open_id
    )


def _title(entry: SharedEntry) -> str:
    when = when_words(entry.session_number, entry.day_offset, entry.written_at, entry.zone)
    if entry.session_number is None:
        when = _("before the first session")
    return _("%(name)s, %(when)s", name=entry.patient_name, when=when[:1].lower() + when[1:])

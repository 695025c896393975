"""What waits and is no entry: opened beside the list, marked as seen, and taken back within ten seconds."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.people import Person
from server.access.trail import Deed, write_trail
from server.courses.caseload import open_course
from server.courses.desk import (
    STANDS_AFTER,
    UNDO_WITHIN,
    Kind,
    hold_item,
    leave_to,
    take_off_desk,
    undo,
    wait_from,
)
from server.courses.models import CaseloadCourse
from server.courses.own import Me, house_of
from server.courses.queries import find_caseload_course
from server.db.connection import Reader, Transaction
from server.journal.answers import Standing, standing_answer, take_back_answer
from server.journal.holding import hold_entry
from server.journal.sharing import is_shared
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer, go
from server.pages.language import gettext as _
from server.pages.page import show
from server.review.desk import REASONS, desk_after, key_of, on_the_desk, read_moment
from server.review.inbox import entry_page
from server.review.item_queries import ItemRow, find_answered, find_done, find_item, first_unseen, was_seen_by
from server.review.models import InboxPage
from server.review.queue import Sheet
from server.review.sheets import check_in_sheet, handover_sheet, measure_sheet, withdrawn_sheet

MakeSheet = Callable[[Reader, CaseloadCourse, ItemRow], Awaitable[Sheet | None]]
SHEETS: dict[Kind, tuple[Deed, MakeSheet]] = {
    "check_in": ("opened check-ins", check_in_sheet),
    "measure": ("opened measures", measure_sheet),
    "handover": ("opened record", handover_sheet),
    "withdrawn": ("listed", withdrawn_sheet),
}
ABOUT_ENTRIES: tuple[Kind, ...] = ("entry", "withdrawn")
TOO_LATE = UNDO_WITHIN.seconds


class SeenController(ClinicianController):
    path = "/review/item/{reason:str}/{subject_id:uuid}"

    @get("/")
    async def open_item(
        self, request: Visitor, tx: Writes, me: Me, reason: InPath[str], subject_id: InPath[UUID], now: Now
    ) -> Response[str]:
        kind, subject = _kind(reason), str(subject_id)
        if kind not in SHEETS:
            raise NotFoundException
        item = await find_item(tx, me, key_of(kind, subject, me), now)
        if item is None:
            return await _gone(request, tx, me, (kind, subject), now)
        deed, make = SHEETS[kind]
        case = await open_course(tx, house_of(request), me, item.course_id, (deed, item.course_id, now))
        sheet = await make(tx, case, item)
        if sheet is None:
            raise NotFoundException
        came = _more_came() if "more" in request.query_params else ""
        return show(InboxPage(**await on_the_desk(request, tx, me, now), sheet=sheet, open_id=item.id, said=came))

    @post("/seen")
    async def mark_seen(
        self, request: Visitor, tx: Writes, me: Me, reason: InPath[str], subject_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        """Repeatable. Two who mark it at once are both led on; the row names who was first.

        What has come since the page was opened was not on it: that goes on waiting, and is shown.
        """
        kind, subject = _kind(reason), str(subject_id)
        key = key_of(kind, subject, me)
        item = await find_item(tx, me, key, now)
        if kind in ("entry", "message") or (item is None and await was_seen_by(tx, me, key, now) is None):
            raise NotFoundException
        await _leave_trail(request, tx, me, item.course_id if item else None, now)
        if item and not await _done_with(tx, item, me, form.values.get("seen", ""), now):
            return answer(request, then=f"/review/item/{kind}/{subject}?more=1")
        return answer(request, then=desk_after(kind, subject, me))

    @post("/undo")
    async def take_back(
        self, request: Visitor, tx: Writes, me: Me, reason: InPath[str], subject_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """It waits as before. Words that were sent stand in the field again; the patient has not seen them."""
        kind, subject = _kind(reason), str(subject_id)
        if kind == "message":  # answered, and taken back, in its thread
            raise NotFoundException
        key, since = key_of(kind, subject, me), now - STANDS_AFTER
        answered = kind == "entry"
        done = await (find_answered(tx, me, subject, since) if answered else find_done(tx, me, key, since))
        if done is None:
            return await _too_late(request, tx, me, key, now)
        course = await find_caseload_course(tx, house_of(request).vault, me, done.course_id, now)
        if course is None:
            raise NotFoundException
        if kind in ABOUT_ENTRIES:
            await hold_entry(tx, course, subject)
        await _leave_trail(request, tx, me, course.id, now)
        if answered:
            words = await take_back_answer(tx, course, subject, me, since, now) or ""
            return show(await _wait_with(request, tx, me, (subject, course, words), now))
        if kind == "withdrawn" and await is_shared(tx, me, subject, now):
            return go(f"/review/{subject}")  # shared once more meanwhile: that is what there is to see
        if not await undo(tx, course.id, key, me, now):
            raise NotFoundException
        return go(f"/review/item/{kind}/{subject}")


async def _done_with(tx: Transaction, item: ItemRow, me: Person, seen: str, now: datetime) -> bool:
    """False where more has come than was seen."""
    await hold_item(tx, item.course_id, item.id)
    later = await first_unseen(tx, item, read_moment(seen) or item.since)
    if later is not None:
        await wait_from(tx, item.course_id, item.id, later)
        return False
    await take_off_desk(tx, item.course_id, item.id, me, now)
    return True


def _more_came() -> str:
    return _("More has come since you opened this. What is new stands below.")


async def _wait_with(
    request: Visitor, tx: Transaction, me: Person, about: tuple[str, CaseloadCourse, str], now: datetime
) -> InboxPage:
    """`about` is the entry, its course and the words, which are kept. What somebody else has answered goes on being
    done, and what is shared no more waits for nobody."""
    entry_id, course, words = about
    if await is_shared(tx, me, entry_id, now):
        key, other = key_of("entry", entry_id, me), await standing_answer(tx, course, entry_id)
        if other is None:
            await undo(tx, course.id, key, me, now)
        else:
            await leave_to(tx, course.id, key, me, (other.person_id, other.answered_at))
        page = await entry_page(request, tx, me, entry_id, ({"reply": words}, {}), now)
        page.said = _stands(other, me)
        return page
    said = _("Your line was taken back. The sharing of this entry was stopped meanwhile; your line is kept below.")
    return InboxPage(**await on_the_desk(request, tx, me, now), said=said, entered={"reply": words})


def _stands(other: Standing | None, me: Person) -> str:
    if other is None:
        return ""
    if other.person_id == me.id:
        return _("Taken back. This waits no longer: you have answered it before.")
    return _("Taken back. This waits no longer: %(name)s has seen it.", name=other.name)


def _kind(reason: str) -> Kind:
    """The word in the path; another names nothing that waits."""
    kind = next((one for one in REASONS if one == reason), None)
    if kind is None:
        raise NotFoundException
    return kind


async def _leave_trail(request: Visitor, tx: Transaction, me: Person, course_id: str | None, now: datetime) -> None:
    key = house_of(request).keys.trail
    await write_trail(tx, key, me, "listed", course_id=course_id, subject_id="review", now=now)


async def _gone(request: Visitor, tx: Transaction, me: Person, of: tuple[Kind, str], now: datetime) -> Response[str]:
    """Somebody was quicker, or it was opened from an old page: who has seen it is said; to others it is not there."""
    name = await was_seen_by(tx, me, key_of(*of, me), now)
    if name is None:
        raise NotFoundException
    await _leave_trail(request, tx, me, None, now)
    said = _("This waits no longer: %(name)s has seen it.", name=name)
    return show(InboxPage(**await on_the_desk(request, tx, me, now), said=said))


async def _too_late(request: Visitor, tx: Transaction, me: Person, key: str, now: datetime) -> Response[str]:
    if await find_item(tx, me, key, now) is None and await was_seen_by(tx, me, key, now) is None:
        raise NotFoundException
    await _leave_trail(request, tx, me, None, now)
    said = _("It could not be taken back any more: after %(n)s seconds it stands.", n=TOO_LATE)
    return show(InboxPage(**await on_the_desk(request, tx, me, now), said=said), 409)

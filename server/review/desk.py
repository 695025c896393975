"""What stands on the desk whatever is open on it: flags on top, hard moments, and what waits, by reason and age."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from server.access.people import Person
from server.courses.desk import UNDO_WITHIN, Kind, item_id
from server.courses.own import house_of, new_devices
from server.db.connection import Reader, Transaction
from server.pages.handlers import Visitor
from server.pages.language import gettext as _
from server.pages.language import later
from server.review.item_queries import find_answered, find_done
from server.review.models import DeskFragment, InboxPage
from server.review.queue import Done, Part, Queue, queue_of
from server.review.queue_queries import After, QueueRow, list_queue
from server.safety.flag_pages import read_strip

REASONS: dict[Kind, str] = {
    "entry": later("Entries"),
    "check_in": later("Check-ins"),
    "measure": later("Questionnaires"),
    "message": later("Messages"),
    "handover": later("Sitters’ last words"),
    "withdrawn": later("Stopped shares"),
}


async def on_the_desk(request: Visitor, tx: Transaction, me: Person, now: datetime) -> dict[str, Any]:
    return {
        "flags": await read_strip(tx, me, now),
        "queue": await read_queue(request, tx, me, now),
        "reasons": reasons(),
        "new_devices": new_devices(request),
    }


def reasons() -> list[tuple[Kind, str]]:
    return [(kind, _(name)) for kind, name in REASONS.items()]


async def read_queue(request: Visitor, db: Reader, me: Person, now: datetime) -> Queue:
    """`?kind=` is a reason to look at alone; `?after=` goes on where the part before ended."""
    rows, part = await read_rows(request, db, me, now)
    return queue_of(house_of(request).vault, me, rows, part, now)


async def read_rows(request: Visitor, db: Reader, me: Person, now: datetime) -> tuple[list[QueueRow], Part]:
    """The same, with every word still locked."""
    asked = request.query_params.get("kind", "")
    kind = next((one for one in REASONS if one == asked), None)
    after = after_of(request.query_params.get("after", ""))
    return await list_queue(db, me, now, kind, after), (kind, after)


def after_of(text: str) -> After | None:
    """From `<time>~<item>`, as the link has it; anything else begins at the beginning."""
    since, _mark, item = text.partition("~")
    moment = read_moment(since)
    return After(moment, item) if item and moment else None


def read_moment(text: str) -> datetime | None:
    """With its zone, as a page has it; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def desk_after(kind: Kind, subject_id: str, me: Person) -> str:
    """Where a deed leads: the desk, which says what was done and lets it be taken back."""
    return f"/review?done={quote(key_of(kind, subject_id, me))}"


def key_of(kind: Kind, subject_id: str, me: Person) -> str:
    return item_id(kind, subject_id, me.id if kind == "withdrawn" else None)


async def read_done(request: Visitor, db: Reader, me: Person, now: datetime) -> Done | None:
    """What `?done=` names, where this reader has just done with it."""
    item, since = request.query_params.get("done", ""), now - UNDO_WITHIN
    kind, _space, subject = item.partition(" ")
    if kind == "entry":
        found = await find_answered(db, me, subject, since, stands=True)
    else:
        found = await find_done(db, me, item, since) if item else None
    return done_with(found.kind, found.subject_id, found.patient_name) if found else None


def done_with(kind: Kind, subject_id: str, name: str) -> Done:
    words = _("Your answer is beside the entry of %(name)s.", name=name) if kind == "entry" else _("Marked as seen.")
    return Done(kind=kind, subject_id=subject_id, words=words)


def as_fragment(page: InboxPage) -> DeskFragment:
    return DeskFragment(**{name: getattr(page, name) for name in page.__struct_fields__})

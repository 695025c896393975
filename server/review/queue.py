"""The lines of the desk, made of what waits: whose it is, the reason in words, since when, and how it begins."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from urllib.parse import quote

import msgspec

from server.access.people import Person
from server.access.vault import Box, Vault
from server.courses.desk import HARD, Kind
from server.courses.queries import box_of
from server.db.values import utc_text
from server.journal.media import without_words
from server.journal.prompts import when_words
from server.journal.sharing import first_line
from server.measures.answers import Body
from server.measures.instruments import instruments
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import age, in_words
from server.review.queue_queries import SHOWN, After, QueueRow
from server.safety.check_in_desk import in_short
from server.safety.check_in_rounds import Answer, Told


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`cut` is its beginning, as the patient was told; no more is shown until it is opened."""

    id: str
    kind: Kind
    subject_id: str
    href: str
    course_id: str
    patient_name: str
    title: str
    age: str
    cut: str
    at: datetime | None
    session_number: int | None


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """`hard` stand on top. `went_on` and `after` are for the links to this part and the next; `all_of_it` counts both.

    `mark` is another one for another list; nothing can be read from it.
    """

    lines: list[Line]
    hard: list[Line]
    all_of_it: int
    after: str
    went_on: str
    kind: Kind | None
    mark: str


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader has just done with, which can be taken back for ten seconds."""

    kind: Kind
    subject_id: str
    words: str


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What is open beside the list and no entry: facts as (name, words), and where more of it is.

    `seen` is when the newest of what it shows arrived: what comes later is no part of marking it as seen.
    """

    kind: Kind
    subject_id: str
    patient_name: str
    course_id: str
    at: datetime
    title: str
    facts: list[tuple[str, str]]
    more: tuple[str, str]
    seen: datetime
    note: str = ""


Part = tuple[Kind | None, After | None]


def queue_of(vault: Vault, me: Person, rows: Sequence[QueueRow], part: Part, now: datetime) -> Queue:
    found = [list(of) for _id, of in groupby(rows, key=lambda row: row.id)]
    shown = found[:SHOWN]
    lines = [line_of(vault, me, of, now) for of in shown]
    last = shown[-1][0] if len(found) > SHOWN else None
    return Queue(
        lines=[one for one in lines if one.kind not in HARD],
        hard=[one for one in lines if one.kind in HARD],
        all_of_it=found[0][0].all_of_it if found else 0,
        after=_address(After(last.since, last.id) if last else None),
        went_on=_address(part[1]),
        kind=part[0],
        mark=mark_of(rows),
    )


def mark_of(rows: Iterable[QueueRow]) -> str:
    """Another one for another list; made without opening a word of it."""
    found = [list(of) for _id, of in groupby(rows, key=lambda row: row.id)]
    return sha256("\n".join(f"{of[0].id} {of[0].since} {len(of)}" for of in found).encode()).hexdigest()[:16]


def _address(after: After | None) -> str:
    return quote(f"{utc_text(after.since)}~{after.id}") if after else ""


def line_of(vault: Vault, me: Person, rows: list[QueueRow], now: datetime) -> Line:
    row = rows[0]
    box = box_of(vault, me.clinic_id, row.course_id, row.clinic_wrapped, row.course_wrapped)
    return Line(
        id=row.id,
        kind=row.kind,
        subject_id=row.subject_id,
        href=href_of(row),
        course_id=row.course_id,
        patient_name=row.patient_name,
        title=title_of(row),
        age=age(row.since, now),
        cut=_cut(box, rows),
        at=row.line_at,
        session_number=row.session_number,
    )


def href_of(row: QueueRow) -> str:
    if row.kind == "entry":
        return f"/review/{row.subject_id}"
    if row.kind in HARD:
        return f"/sessions/{row.session_id}/record"
    if row.kind == "message":
        return f"/courses/{row.course_id}/messages"
    return f"/review/item/{row.kind}/{row.subject_id}"


def title_of(row: QueueRow) -> str:
    if row.kind == "entry":
        when = when_words(row.session_number, row.day_offset, row.since, "UTC")
        return _("before the first session") if row.session_number is None else when[:1].lower() + when[1:]
    number = in_words(row.session_number or 0)
    return {
        "check_in": _("check-in"),
        "measure": _("questionnaires"),
        "handover": _("the sitter’s last word, session %(number)s", number=number),
        "withdrawn": _("stopped sharing what you had opened"),
        "message": ngettext("one message", "%(num)s messages", row.messages),
        "hard": _("a hard moment"),
        "concern": _("a sitter’s worry"),
    }[row.kind]


def _cut(box: Box, rows: list[QueueRow]) -> str:
    row = rows[0]
    if row.kind == "entry":
        if row.passage_locked is not None:
            return first_line(box.open("share.passage", row.share_id or "", row.passage_locked))
        body = box.open("entry_version.body", row.version_id or "", row.version_locked or b"")
        return first_line(body) or without_words(row.media_kind)
    if row.kind == "message":
        return _("Written while the clinic was closed") if row.opens_at else ""
    if row.kind == "check_in":
        return in_short(_told(box, one) for one in rows if one.told_id)
    if row.kind == "measure":
        return " · ".join(_total(box, one) for one in rows if one.measured_id)
    return ""


def _told(box: Box, row: QueueRow) -> Told:
    body = box.open("check_in_answer.body", row.told_id or "", row.told_locked or b"")
    return Told(
        id=row.told_id or "", question=row.question or "", answer=msgspec.json.decode(body, type=Answer),
        written_at=row.told_at or row.since, received_at=row.told_received_at or row.since,
    )  # fmt: skip


def _total(box: Box, row: QueueRow) -> str:
    body = box.open("measure_answer.body", row.measured_id or "", row.measured_locked or b"")
    known = instruments().get(row.instrument or "")
    return f"{known.short if known else row.instrument}: {msgspec.json.decode(body, type=Body).total}"

"""What a patient ever shared, in sentences: with whom, who opened it how often, and how it ended."""

from datetime import datetime

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.journal.models import Audience, Opening, Readers, Why
from server.journal.prompts import when_words
from server.journal.queries import END_OF_TIME, OPENING, stored
from server.pages.language import gettext as _
from server.pages.times import long_date

SHARES_A_PAGE = 40
PAGE_OF_SHARES = """
    from share
    left join share_stop on share_stop.share_id = share.id
    join journal_entry as entry on entry.id = share.entry_id
    left join session on session.id = entry.session_id
    where share.course_id = :course
      and (share.granted_at < :before_at or (share.granted_at = :before_at and share.id < :before_id))
    order by share.granted_at desc, share.id desc limit :most
"""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    entry_id: str
    audience: Audience
    part: bool
    granted_at: datetime
    until: datetime | None
    stopped_at: datetime | None
    why: Why | None
    written_at: datetime
    day_offset: int | None
    session_number: int | None
    deleted_at: datetime | None


class LedgerLine(msgspec.Struct, frozen=True, kw_only=True):
    """`about` names the entry; `gone` when it was deleted."""

    entry_id: str
    about: str
    said: str
    live: bool
    gone: bool


async def list_ledger(
    db: Reader, course: OwnCourse, readers: Readers, before: tuple[str, str] | None, now: datetime
) -> tuple[list[LedgerLine], str]:
    """One page of shares, newest first, and the key of the next page or empty."""
    at, share_id = before or (END_OF_TIME, "")
    window = {"course": course.id, "before_at": at, "before_id": share_id, "most": SHARES_A_PAGE + 1}
    rows = await db.all(Row, LISTED, **window)
    openings = await db.all(Opening, OPENED, **window)
    older = ""
    if len(rows) > SHARES_A_PAGE:
        rows = rows[:SHARES_A_PAGE]
        older = f"{stored(rows[-1].granted_at)}~{rows[-1].id}"
    return [_line(row, openings, readers, course.zone, now) for row in rows], older


LISTED = (
    """
    select share.id, share.entry_id, share.audience, share.passage_locked is not null as part, share.granted_at,
           share.until, share_stop.stopped_at, share_stop.why, entry.written_at, entry.day_offset,
           session.number as session_number, entry.deleted_at
    """
    + PAGE_OF_SHARES
)
OPENED = OPENING + f" and trail.subject_id in (select share.entry_id {PAGE_OF_SHARES}) order by trail.number"


def _line(row: Row, openings: list[Opening], readers: Readers, zone: str, now: datetime) -> LedgerLine:
    ended_at = row.stopped_at or (row.until if row.until and row.until <= now else None)
    mine = [
        one.name
        for one in openings
        if one.entry_id == row.entry_id and row.granted_at <= one.at and (ended_at is None or one.at <= ended_at)
    ]
    parts = [said_of_opening(row, mine, readers.of(row.audience), zone)]
    if ended_at is not None:
        parts.append(said_of_end(row, ended_at, zone, opened=bool(mine)))
    elif row.until is not None:
        parts.append(_("It ends on %(day)s.", day=long_date(row.until, zone)))
    return LedgerLine(
        entry_id=row.entry_id,
        about=when_words(row.session_number, row.day_offset, row.written_at, zone),
        said=" ".join(parts),
        live=ended_at is None and row.deleted_at is None,
        gone=row.deleted_at is not None,
    )


def said_of_opening(row: Row, names: list[str], readers: str, zone: str) -> str:
    """You shared this with Theo on 3 May, who opened it twice."""
    facts = {"readers": readers, "day": long_date(row.granted_at, zone)}
    shared = (
        _("You shared a passage of this with %(readers)s on %(day)s", **facts)
        if row.part
        else _("You shared this with %(readers)s on %(day)s", **facts)
    )
    counted = [(name, names.count(name)) for name in dict.fromkeys(names)]
    if not counted:
        return _("%(shared)s. Nobody has opened it.", shared=shared)
    if len(counted) == 1 and counted[0][0] == readers:
        return _("%(shared)s, who opened it %(times)s.", shared=shared, times=times(counted[0][1]))
    opened = _(" and ").join(_("%(name)s opened it %(times)s", name=name, times=times(n)) for name, n in counted)
    return _("%(shared)s. %(opened)s.", shared=shared, opened=opened)


def said_of_end(row: Row, ended_at: datetime, zone: str, *, opened: bool) -> str:
    day = long_date(ended_at, zone)
    said = {
        "expired": _("It ended on %(day)s, as you had set", day=day),
        "changed": _("You changed that on %(day)s", day=day),
        "deleted": _("You deleted the entry on %(day)s", day=day),
    }.get(row.why or "expired", _("You stopped sharing on %(day)s", day=day))
    return _("%(said)s; it may have been noted in the record.", said=said) if opened else f"{said}."


def times(count: int) -> str:
    return {1: _("once"), 2: _("twice")}.get(count, _("%(n)s times", n=count))

"""What staff see of flags: the strip on top of the desk, the list, and one flag with its history."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

import msgspec

from server.access.house import House
from server.access.people import Person
from server.access.vault import Box
from server.db.connection import Transaction
from server.pages.forms import Choice, Id, Whole, Words
from server.pages.language import gettext as _
from server.pages.page import Page
from server.safety.answering import list_colleagues
from server.safety.duty import away_until
from server.safety.watching import (
    Glance,
    History,
    Line,
    course_of_flag,
    glance,
    list_closed,
    list_flags,
    list_history,
    pass_on_due,
)

MOST_NOTE = 2000
CLOSED_STAY = timedelta(days=30)


class TakeForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]


class HandForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    to: Annotated[str, Id()]


class CloseForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    note: Annotated[str, Words(MOST_NOTE, least=0)]


class AwayForm(msgspec.Struct, frozen=True, kw_only=True):
    """Days from now; 0 is back."""

    id: Annotated[str, Id()]
    days: Annotated[int, Whole(0, 60)]
    back: Annotated[str | None, Choice("1", optional=True)]


class Strip(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on top of the desk. `on`: the clinic has finished writing who answers."""

    lines: list[Line]
    at: Glance
    on: bool
    me: str

    @property
    def heard(self) -> str:
        """What an open page compares: a flag that is new to it, or has come to its reader, is told with a sound."""
        mine = [f"{one.id}-mine" for one in self.lines if one.owner_id == self.me]
        return " ".join([*(one.id for one in self.lines), *mine])


class StripFragment(Page, kw_only=True):
    template: ClassVar[str] = "safety/_flags.html"
    flags: Strip


class FlagsPage(Page, kw_only=True):
    template: ClassVar[str] = "safety/flags.html"
    tab: ClassVar[str] = "flags"
    flags: Strip
    closed: list[Line]
    away: datetime | None
    errors: dict[str, str]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the history, in words."""

    at: datetime
    words: str
    note: str


class FlagPage(Page, kw_only=True):
    """`mine`: the reader has taken it, and nobody since."""

    template: ClassVar[str] = "safety/flag.html"
    tab: ClassVar[str] = "flags"
    line: Line
    answer: str
    history: list[Told]
    colleagues: list[tuple[str, str]]
    mine: bool
    said: str
    entered: dict[str, str]
    errors: dict[str, str]


async def read_strip(tx: Transaction, me: Person, now: datetime) -> Strip:
    """One question where nothing is open; nobody ever sees a flag past its deadline that was not passed on."""
    at = await glance(tx, me, now)
    if at.first and at.first <= now:
        await pass_on_due(tx, me.clinic_id, now)
        at = await glance(tx, me, now)
    lines = await list_flags(tx, me, now) if at.open else []
    return Strip(lines=lines, at=at, on=at.set_up, me=me.id)


async def flags_page(tx: Transaction, me: Person, now: datetime, errors: dict[str, str]) -> FlagsPage:
    return FlagsPage(
        flags=await read_strip(tx, me, now),
        closed=await list_closed(tx, me, now - CLOSED_STAY, now),
        away=await away_until(tx, me.id, now),
        errors=errors,
    )


async def flag_page(
    tx: Transaction, house: House, me: Person, line: Line, typed: tuple[str, dict[str, str], dict[str, str]],
    now: datetime,
) -> FlagPage:  # fmt: skip
    """`typed`: what is said of what was sent, what was entered, and what is wrong with it."""
    course = await course_of_flag(tx, house, me, line)
    box = course.box if course else None
    history = await list_history(tx, me, line.id)
    people = await list_colleagues(tx, me, line, now) if line.deadline else []
    return FlagPage(
        line=line,
        answer=box.open_maybe("flag.answer", line.id, line.answer_locked) if box else "",
        history=[in_words(one, box) for one in history],
        colleagues=[(one.id, one.name) for one in people if one.id != me.id],
        mine=line.owner_id == me.id and next((one.deed for one in history if one.deed != "seen"), "") == "taken",
        said=typed[0],
        entered=typed[1],
        errors=typed[2],
    )


def in_words(one: History, box: Box | None) -> Told:
    by, owner = one.by_name or "", one.owner_name
    words = {
        "opened": _("Opened. %(owner)s is asked.", owner=owner),
        "seen": _("Seen by %(name)s.", name=by),
        "taken": _("Taken by %(name)s.", name=by),
        "handed_over": _("Handed over by %(name)s to %(owner)s.", name=by, owner=owner),
        "escalated": _passed_on(one),
        "closed": _("Closed by %(name)s.", name=by),
    }[one.deed]
    note = box.open_maybe("flag_step.note", one.id, one.note_locked) if box else ""
    return Told(at=one.at, words=words, note=note)


def _passed_on(one: History) -> str:
    because = {
        "unanswered": _("Nobody answered in time."),
        "away": _("Whoever had it is away."),
        "clock": _("The clinic’s clock was put back, so the time could not be trusted."),
    }.get(one.why, "")
    to = _("Passed on to %(owner)s.", owner=one.owner_name)
    everybody = _("All clinicians of the clinic are asked.") if one.everybody else ""
    return f"{because} {to} {everybody}".strip()

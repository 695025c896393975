"""The ready board: what is open, what is for later, what is done, each with its reason and who can change it. Pure.

A list, never a verdict (R-01): it says what has been noted, not whether a session may take place.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from server.courses.models import Session
from server.intake.said import Said
from server.measures.asked import Asked
from server.pages.content import read_json
from server.pages.language import gettext as _
from server.pages.times import clock, long_date, relative_day
from server.preparation.fasting import Fasting
from server.preparation.intake_lines import from_intake, intake_lines
from server.preparation.measure_line import from_measures
from server.preparation.models import CONFIRM, FLAGGED, BoardItem, Intention, Item, Plan, Prepared, Slip

ORDER = {"open": 0, "later": 1, "done": 2}


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    session: Session
    prepared: Mapping[str, Prepared]
    intention: Intention | None
    fasting: Fasting
    slips: list[Slip]
    plan: Plan | None
    prescriber: str
    therapist: str
    intake: Said
    measures: Asked = Asked()
    now: datetime
    zone: str


def checklist() -> list[Item]:
    return msgspec.convert(read_json("checklist.json"), list[Item])


def items_for(session: Session, *, flagged: bool = False) -> list[Item]:
    """CONFIRM stands among them only where the patient told something since the session before (Y-35)."""
    return [item for item in checklist() if session.route in item.routes and (flagged or item.id != CONFIRM)]


def due_at(item: Item, session: Session) -> datetime:
    return session.planned_at - timedelta(minutes=round(item.when_hours * 60))


def ready_board(facts: Facts) -> list[BoardItem]:
    """Open first, then what is for later, then what is done."""
    lines = [_line(item, facts) for item in items_for(facts.session, flagged=FLAGGED in facts.prepared) if item.board]
    lines += intake_lines(facts.intake, facts.prescriber, facts.zone)
    lines += [_intention(facts), _fasting(facts)]
    return sorted(lines, key=lambda line: ORDER[line.state])


def due_now(facts: Facts) -> list[BoardItem]:
    """What the checklist has besides the board, due by now and open: P-11 to P-29 in their hours."""
    lines = [_line(item, facts) for item in items_for(facts.session) if not item.board and item.id != "P-16"]
    return [line for line in lines if line.state == "open"]


def where_of(item: Item, session: Session) -> str:
    """Where the patient can do it; empty for what others do."""
    if item.path:
        return item.path.replace("{session}", session.id)
    return f"/prepare/checklist#{item.id}" if item.who == "patient" else ""


def who_can(item: Item, prescriber: str, therapist: str) -> str:
    return {"prescriber": prescriber, "therapist": therapist}.get(item.who, _("You"))


def _line(item: Item, facts: Facts) -> BoardItem:
    if told := from_intake(item, facts.intake, facts.prescriber, facts.zone):
        return told
    done = facts.prepared.get(item.id)
    if item.id == "P-12" and done is None and (told := from_measures(item, facts.measures, facts.zone)):
        return told
    path = where_of(item, facts.session)
    if done:
        when = long_date(done.done_at, facts.zone)
        reason = (
            _("%(words)s. Noted by you, %(day)s.", words=done.words, day=when)
            if done.words
            else _("%(done)s, noted by you, %(day)s.", done=item.done, day=when)
            if item.who == "patient"
            else _("%(done)s, noted by %(name)s, %(day)s.", done=item.done, name=done.done_by_name, day=when)
        )
        return BoardItem(id=item.id, title=item.title, state="done", word=_("Done"), reason=reason)
    due = due_at(item, facts.session)
    if facts.now < due:
        word = _(
            "From %(clock)s %(day)s",
            clock=clock(due, facts.zone),
            day=relative_day(due, facts.now, facts.zone),
        )
        return BoardItem(id=item.id, title=item.title, state="later", word=word, reason=item.text)
    return BoardItem(
        id=item.id,
        title=item.title,
        state="open",
        word=_("Open"),
        reason=item.open_reason,
        who=who_can(item, facts.prescriber, facts.therapist),
        turns_green=item.turns_green,
        path=path,
        action=item.asks or item.title if path else "",
    )


def _intention(facts: Facts) -> BoardItem:
    title = _("Intention")
    if facts.intention:
        return BoardItem(
            id="P-16",
            title=title,
            state="done",
            word=_("Done"),
            said=facts.intention.body,
            path="/prepare/intention",
        )
    return BoardItem(
        id="P-16",
        title=title,
        state="open",
        word=_("Open"),
        reason=_("There is no line for this session yet."),
        who=_("You"),
        turns_green=_("can turn this green by writing one line."),
        path="/prepare/intention",
        action=_("Write it"),
    )


def _fasting(facts: Facts) -> BoardItem:
    title, path = _("Fasting"), "/prepare/fasting"
    if facts.slips:
        return BoardItem(
            id="P-22", title=title, state="open", word=_("Open"), path=path, action=_("What I wrote down"),
            reason=_("You wrote down that you ate or drank. Please call your clinic; they decide with you."),
            who=_("Your clinic"), turns_green=_("can tell you what happens now."),
        )  # fmt: skip
    if facts.plan and not facts.plan.plan:
        return BoardItem(
            id="P-22", title=title, state="open", word=_("Open"), path=path, action=_("See why"),
            reason=_("You need a fasting plan of your own, and it is not written yet. Please call your clinic."),
            who=facts.prescriber or _("Your clinic"), turns_green=_("can turn this green by writing your plan."),
        )  # fmt: skip
    if facts.plan:
        return BoardItem(
            id="P-22", title=title, state="done", word=_("Your own plan"), path=path,
            reason=_("Written by %(name)s.", name=facts.plan.written_by_name),
        )  # fmt: skip
    first = min(facts.fasting.last_food, facts.fasting.last_drink)
    if facts.fasting.phase == "before":
        word = _(
            "From %(clock)s %(day)s",
            clock=clock(first, facts.zone),
            day=relative_day(first, facts.now, facts.zone),
        )
        return BoardItem(id="P-22", title=title, state="later", word=word, path=path)
    word = _("Since %(clock)s", clock=clock(first, facts.zone))
    return BoardItem(
        id="P-22",
        title=title,
        state="later",
        word=word,
        path=path,
        reason=_("If something slipped, write it down and call."),
    )


def next_step(board: list[BoardItem]) -> BoardItem | None:
    """The one thing that the patient can do now."""
    mine = [line for line in board if line.state == "open" and line.path]
    return mine[0] if mine else None

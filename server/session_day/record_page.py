"""Puts the staff's one screen of a session together: what is due now, the steps, and every line with its history."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

import msgspec

from server.access.keys import Keys
from server.access.people import Person
from server.clinics.protocol import Protocol
from server.courses.models import CaseloadCourse, Session
from server.courses.sessions import STEPS
from server.db.connection import Reader
from server.pages.content import read_json
from server.pages.language import gettext as _
from server.pages.page import Page
from server.pages.times import local
from server.preparation.queries import list_prepared
from server.session_day.checkpoints import checkpoints, missed_looks, next_due, standing_lines
from server.session_day.facts import Line
from server.session_day.gate import gate_closed, of_the_day, refused_today
from server.session_day.lines import list_lines
from server.session_day.models import Arrival
from server.session_day.queries import find_arrival
from server.session_day.record_words import CheckpointView, LineView, Part, checkpoint_name, part_of, state_word, view
from server.session_day.sitter_cards import CardView, find_card, view_card
from server.session_day.timeline import Phase, phases_now

CORRECTABLE = ("reading", "dose", "event", "stayed", "note")


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """A form that could not be taken: which, what was entered, the sentences beside its fields, one for the top."""

    kind: str = ""
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}
    said: str = ""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """`correct`: id of a line to correct, or empty; `prescribers` may type a dose; `back`: parts of LINES_SHOWN."""

    typed: Typed
    correct: str
    now: datetime
    prescribers: str
    keys: Keys
    back: int


class RecordPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/record.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    session: Session
    arrival: Arrival | None
    step: str
    typed: Typed
    checkpoints: list[CheckpointView]
    due: CheckpointView | None
    doses: list[LineView]
    written: Part
    others: list[LineView]
    phases: list[Phase]
    since: str
    stay: str
    stays_until: datetime | None
    early: bool
    may_dose: bool
    prescribers: str
    correcting: LineView | None
    correcting_fields: dict[str, str]
    gate_closed: bool
    refused: bool
    unlooked: list[tuple[datetime, datetime]]
    hard_unseen: list[LineView]
    sitter: str
    card: CardView | None
    texts: dict[str, Any]
    correctable: list[str]


async def record_page(db: Reader, case: CaseloadCourse, session: Session, me: Person, about: About) -> RecordPage:
    typed, correct, now = about.typed, about.correct, about.now
    lines = await list_lines(db, case, session)
    prepared = await list_prepared(db, case, session)
    protocol, zone, of_day = case.protocol, me.zone, of_the_day(lines, session.planned_at)
    points = checkpoints(protocol, session.route, (session.started_at, session.discharged_at), lines, now)
    views = [_point(point, lines, zone) for point in points]
    due = next_due(points) if session.opened_at and not session.discharged_at else None
    correcting = next((line for line in lines if line.id == correct), None)
    until = stays_until(protocol, session)
    return RecordPage(
        course_id=case.id,
        patient_name=case.patient_name,
        session=session,
        arrival=await find_arrival(db, case, session),
        step=next_of(session),
        typed=typed,
        checkpoints=views,
        due=next((one for one in views if due and one.minutes == due.minutes), None),
        doses=[view(line, lines, zone) for line in standing_lines(lines, "dose")],
        written=part_of(lines, about.back, zone),
        others=[view(line, lines, zone) for line in _besides(lines, points)],
        phases=phases_now(protocol, session.route, session.started_at, now),
        since=since_words(session, now),
        stay=_("%(n)s minutes", n=protocol.stay_for(session.route)),
        stays_until=until,
        early=until is not None and now < until,
        may_dose=me.role == "prescriber",
        prescribers=about.prescribers,
        correcting=view(correcting, lines, zone) if correcting else None,
        correcting_fields=fields_of(correcting, zone) if correcting else {},
        gate_closed=session.at_home and gate_closed(protocol, of_day),
        refused=session.at_home and refused_today(of_day),
        unlooked=_unlooked(protocol, session, lines, now),
        hard_unseen=unseen(lines, zone) if me.role == "therapist" else [],
        sitter=next((prepared[one].words for one in ("P-14", "P-13") if one in prepared), ""),
        card=view_card(about.keys, await find_card(db, case, session), session, protocol, zone, now),
        texts=read_json("record.json"),
        correctable=[one for one in CORRECTABLE if one != "dose" or me.role == "prescriber"],
    )


def unseen(lines: list[Line], zone: str) -> list[LineView]:
    """Hard moments, and looks at which something was not right, that nobody has marked as seen (D-08)."""
    seen = {line.about for line in lines if line.kind == "seen"}
    return [view(line, lines, zone) for line in lines if line.kind in ("hard", "concern") and line.id not in seen]


def stays_until(protocol: Protocol, session: Session) -> datetime | None:
    """The end of the protocol's stay time, counted from the dose (4.1)."""
    if session.started_at is None:
        return None
    return session.started_at + timedelta(minutes=protocol.stay_for(session.route))


def _unlooked(
    protocol: Protocol, session: Session, lines: list[Line], now: datetime
) -> list[tuple[datetime, datetime]]:
    """When nobody looked, at home or once a sitter has. Looks end with the hand-over, the session or its stay."""
    looks, over = standing_lines(lines, "check", "concern"), standing_lines(lines, "handover")
    until = stays_until(protocol, session)
    if until is None or not (session.at_home or looks):
        return []
    ends = [one.at for one in over] + [one for one in (session.ended_at, session.discharged_at) if one]
    return missed_looks(protocol, (session.started_at, min([until, *ends])), looks, now)


def since_words(session: Session, now: datetime) -> str:
    """How long ago the medicine was given: a clock that counts up, and only until the discharge."""
    if session.started_at is None or session.discharged_at is not None:
        return ""
    minutes = max(int((now - session.started_at).total_seconds() // 60), 0)
    if minutes < 60:
        return _("%(n)s min since the medicine", n=minutes)
    return _("%(h)s h %(m)s min since the medicine", h=minutes // 60, m=minutes % 60)


def next_of(session: Session) -> str:
    """The step that has not been taken, or empty when the record is complete."""
    taken = (session.opened_at, session.started_at, session.ended_at, session.discharged_at)
    return next((step for step, at in zip(STEPS, taken, strict=True) if at is None), "")


def fields_of(line: Line, zone: str) -> dict[str, str]:
    """The fields of a line's form as they were typed, so that a correction starts from what stands."""
    fields = {
        name: "" if value is None else str(value)
        for name in line.body.__struct_fields__
        if not isinstance(value := getattr(line.body, name), list)
    }
    return fields | {"at": clock_field(line.at, zone)}


def clock_field(moment: datetime, zone: str) -> str:
    return f"{local(moment, zone):%H:%M}"


def _point(point: Any, lines: list[Line], zone: str) -> CheckpointView:
    return CheckpointView(
        minutes=point.minutes,
        name=checkpoint_name(point.minutes),
        state=point.state,
        word=state_word(point, zone),
        line=view(point.line, lines, zone) if point.line else None,
    )


def _besides(lines: list[Line], points: list[Any]) -> list[Line]:
    """Readings at no checkpoint of the plan, and second ones at the same."""
    shown = {point.line.id for point in points if point.line}
    return [line for line in standing_lines(lines, "reading") if line.id not in shown]

"""A session at home, on the patient's phone: pressure first, then who is there, then that it is taken (P-40, N-07)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.clinics.protocol import Protocol
from server.courses.models import Course, Session
from server.courses.own import Me, OwnCourse, session_in
from server.courses.sessions import take_step
from server.db.connection import Reader
from server.pages.content import read_json
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.page import current_frame, show
from server.preparation.board import items_for
from server.preparation.queries import list_prepared, mark_item
from server.session_day.checkpoints import standing_lines
from server.session_day.facts import BEFORE, Line, Nothing, Reading, wrong_with
from server.session_day.gate import (
    HomeFacts,
    gate_closed,
    high_after_dose,
    last_pressure,
    missing_at_home,
    of_the_day,
    refused_today,
)
from server.session_day.home_models import BeginPage, HomeItem, Limits, MomentForm, PressureForm, PressurePage
from server.session_day.lines import add_line, end_if_handed_over, list_lines, own_line
from server.session_day.queries import find_arrival
from server.session_day.record_words import view

ON_THE_WAY = timedelta(minutes=2)
AT_HOME_ITEMS = ("P-25", "P-26", "P-27", "P-28", "P-29")


class HomeController(PatientController):
    path = "/sessions/{session_id:uuid}"

    @get("/pressure")
    async def open_pressure(self, db: Reads, course: OwnCourse, session_id: InPath[UUID]) -> Response[str]:
        session = await home_session(db, course, session_id)
        return show(await _pressure_page(db, course, session, ({}, {})))

    @post("/pressure")
    async def save_pressure(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, session_id: InPath[UUID], form: Sent
    ) -> Response[Any]:
        """Repeatable by the reading's own id. A high one is kept as it is, and closes the gate (P-40)."""
        session = await home_session(tx, course, session_id)
        read = read_form(PressureForm, form)
        errors = dict(read.errors)
        if read.value:
            given = read.value
            body = Reading(
                checkpoint=None if session.started_at else BEFORE, systolic=given.systolic, diastolic=given.diastolic,
                pulse=given.pulse,
            )  # fmt: skip
            errors = wrong_with(body)
        if read.value is None or errors:
            return show(await _pressure_page(tx, course, session, (read.entered, errors)), 422)
        line = own_line("reading", body, me, read, form.now)
        if not await add_line(tx, course, session, line, form.now):
            raise NotFoundException
        if session.started_at is None:
            words = f"{body.systolic}/{body.diastolic}"
            await mark_item(tx, course, session, "P-24", words, (me, line.at))
        return answer(request, then=f"/sessions/{session.id}/{'pressure' if session.started_at else 'begin'}")

    @get("/begin")
    async def open_begin(self, db: Reads, course: OwnCourse, session_id: InPath[UUID], now: Now) -> Response[str]:
        session = await home_session(db, course, session_id)
        return show(await _begin_page(db, course, session, now, ""))

    @post("/taken")
    async def write_taken(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, session_id: InPath[UUID], form: Sent
    ) -> Response[Any]:
        """That the medicine is taken. While something is missing the server takes no such word sent now; one that a
        phone kept while it had no network is a fact of the past, and is recorded as it came."""
        session = await home_session(tx, course, session_id)
        read = read_form(MomentForm, form)
        if read.value is None:
            raise NotFoundException
        line = own_line("taken", Nothing(), me, read, form.now)
        page = await _begin_page(tx, course, session, form.now, "")
        if page.missing and session.started_at is None and form.now - line.at <= ON_THE_WAY:
            page.refused = read_json("home.json")["missing"][page.missing[0]]
            return show(page, 409)
        if not await add_line(tx, course, session, line, form.now):
            raise NotFoundException
        await take_step(tx, course, session.id, "opened", me, line.at)
        await take_step(tx, course, session.id, "started", me, line.at)
        await end_if_handed_over(tx, course, session.id)
        return answer(request, then=f"/sessions/{session.id}")


def called_off(course: Course, session: Session, now: datetime) -> bool:
    """The course was stopped or pauses, or this session was taken out of it: the clinic is called first."""
    return course.closed_at is not None or not session.stands(now)


async def home_session(db: Reader, course: OwnCourse, session_id: UUID) -> Session:
    """A session that takes place in a clinic has none of these pages, and Spravato is never at home (P-42)."""
    session = await session_in(db, course, session_id)
    if not session.at_home:
        raise NotFoundException
    return session


def limits_of(protocol: Protocol) -> Limits:
    return Limits(
        systolic=protocol.gate_systolic,
        diastolic=protocol.gate_diastolic,
        again_systolic=protocol.again_systolic,
        again_diastolic=protocol.again_diastolic,
        minutes=protocol.pressure_counts_minutes,
    )


async def _pressure_page(
    db: Reader, course: Course, session: Session, typed: tuple[dict[str, str], dict[str, str]]
) -> PressurePage:
    lines = await list_lines(db, course, session)
    readings = [line for line in standing_lines(lines, "reading") if line.source == "patient"]
    last = readings[-1] if readings else None
    after = session.started_at is not None
    return PressurePage(
        session=session,
        texts=read_json("home.json"),
        hard=read_json("hard.json"),
        limits=limits_of(course.protocol),
        readings=[view(line, lines, course.zone) for line in reversed(readings)][:5],
        closed=not after and gate_closed(course.protocol, of_the_day(lines, session.planned_at)),
        again=after and last is not None and high_after_dose(course.protocol, last.body),
        entered=typed[0],
        errors=typed[1],
    )


async def _begin_page(db: Reader, course: Course, session: Session, now: datetime, refused: str) -> BeginPage:
    lines: list[Line] = await list_lines(db, course, session)
    prepared = await list_prepared(db, course, session)
    arrival = await find_arrival(db, course, session)
    sitter = prepared["P-14"].words if "P-14" in prepared and not (arrival and arrival.ride == "no") else ""
    today = of_the_day(lines, session.planned_at)
    facts = HomeFacts(
        route=session.route, sitter=sitter, clinic_phone=current_frame().clinic_phone, lines=today,
        planned_at=session.planned_at, now=now
    )  # fmt: skip
    reading = last_pressure(course.protocol, lines, now)
    return BeginPage(
        session=session,
        texts=read_json("home.json"),
        limits=limits_of(course.protocol),
        missing=["protocol"] if called_off(course, session, now) else list(missing_at_home(course.protocol, facts)),
        told=["fasting"] if arrival and arrival.fasting != "kept" else [],
        not_today=refused_today(today),
        items=[
            HomeItem(id=item.id, title=item.title, text=item.text, done=item.id in prepared, done_word=item.done)
            for item in items_for(session)
            if item.id in AT_HOME_ITEMS
        ],
        sitter=sitter,
        reading=view(reading, lines, course.zone) if reading else None,
        known=[line.id for line in lines if line.source == "patient"],
        refused=refused,
    )

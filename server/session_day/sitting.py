"""Making the sitter's card and taking it back: by the patient on their phone, or by staff on the record."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.di import Provide

from server.access.audience import ClinicianController, PatientController
from server.access.house import House
from server.access.people import Person
from server.courses.caseload import SessionCourse, provide_session_course
from server.courses.models import Course, Session
from server.courses.own import Me, OwnCourse, house_of, session_in
from server.db.connection import Reader, Transaction
from server.pages.handlers import InPath, Now, Reads, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import show
from server.pages.qr import draw_qr
from server.preparation.queries import list_prepared
from server.session_day.home_models import StaffWayInPage, WayInPage
from server.session_day.sitter_cards import ends_at, find_card, make_card, revoke_card, view_card

OVER = later("This session is over. A card is for the day of a session, and is made on it or before.")


class WayInController(PatientController):
    path = "/sessions/{session_id:uuid}/sitter"

    @get("/")
    async def open_way_in(
        self, request: Visitor, db: Reads, course: OwnCourse, session_id: InPath[UUID], now: Now
    ) -> Response[str]:
        session = await session_in(db, course, session_id)
        return show(WayInPage(**await _fields(db, house_of(request), course, session, now)))

    @post("/")
    async def make(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, session_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        """Repeatable: while one card lives no second is made."""
        session = await session_in(tx, course, session_id)
        if not await _make(tx, house_of(request), course, session, (me, now)):
            return show(WayInPage(**await _fields(tx, house_of(request), course, session, now, _(OVER))), 409)
        return answer(request, then=f"/sessions/{session.id}/sitter")

    @post("/end")
    async def end(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, session_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        session = await session_in(tx, course, session_id)
        await revoke_card(tx, course, session, me, now)
        return answer(request, then=f"/sessions/{session.id}/sitter")


class StaffWayInController(ClinicianController):
    path = "/sessions/{session_id:uuid}/record/sitter"
    dependencies = {"case": Provide(provide_session_course)}

    @get("/")
    async def open_way_in(
        self, request: Visitor, tx: Writes, case: SessionCourse, session_id: InPath[UUID], now: Now
    ) -> Response[str]:
        session = await session_in(tx, case, session_id)
        fields = await _fields(tx, house_of(request), case, session, now)
        return show(StaffWayInPage(patient_name=case.patient_name, **fields))

    @post("/")
    async def make(
        self, request: Visitor, tx: Writes, case: SessionCourse, me: Me, session_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        session = await session_in(tx, case, session_id)
        if not await _make(tx, house_of(request), case, session, (me, now)):
            fields = await _fields(tx, house_of(request), case, session, now, _(OVER))
            return show(StaffWayInPage(patient_name=case.patient_name, **fields), 409)
        return answer(request, then=f"/sessions/{session.id}/record/sitter")

    @post("/end")
    async def end(
        self, request: Visitor, tx: Writes, case: SessionCourse, me: Me, session_id: InPath[UUID], now: Now
    ) -> Response[Any]:
        session = await session_in(tx, case, session_id)
        await revoke_card(tx, case, session, me, now)
        return answer(request, then=f"/sessions/{session.id}/record/sitter")


async def _make(tx: Transaction, house: House, course: Course, session: Session, by: tuple[Person, datetime]) -> bool:
    """A card is for the day of its session: none is made once that is over."""
    me, now = by
    if session.over or ends_at(session, course.protocol, course.zone) <= now:
        return False
    return await make_card(tx, house.keys, course, session, me, now)


async def _fields(
    db: Reader, house: House, course: Course, session: Session, now: datetime, said: str = ""
) -> dict[str, Any]:
    prepared = await list_prepared(db, course, session)
    named = prepared.get("P-14") or prepared.get("P-13")
    found = await find_card(db, course, session)
    card = view_card(house.keys, found, session, course.protocol, course.zone, now)
    link = f"{house.settings.base_url}/sitter/{card.token}" if card else ""
    return {
        "said": said,
        "session": session,
        "sitter": named.words if named else "",
        "card": card,
        "link": link,
        "qr": draw_qr(link) if link else "",
    }

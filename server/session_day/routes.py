"""The patient's screens of the day: arrival and the session. "This is hard" needs no login."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from server.access.audience import PatientController, PublicController
from server.courses.models import Session
from server.courses.own import OwnCourse, session_in
from server.db.connection import Reader
from server.pages.content import patterns, read_json
from server.pages.forms import read_form
from server.pages.handlers import InPath, Now, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.session_day.clinic_patterns import list_clinic_patterns
from server.session_day.models import (
    ArrivalForm,
    ArrivalPage,
    HardPage,
    SessionPage,
    UsualPage,
)
from server.session_day.patterns import offered
from server.session_day.queries import find_arrival, save_arrival
from server.session_day.timeline import about, phases


class SessionController(PatientController):
    path = "/sessions"

    @get("/{session_id:uuid}")
    async def open_session(self, db: Reads, course: OwnCourse, session_id: InPath[UUID]) -> Response[str]:
        """The session screen: under the drug's effect no pattern with a hold is offered (B-14)."""
        session = await session_in(db, course, session_id)
        words = read_json("breathing/words.json")
        ours = [one.pattern for one in await list_clinic_patterns(db, course.clinic_id)]
        lozenge = _("Breathe through your nose while the lozenge is in your mouth.")
        return show(
            SessionPage(
                session=session,
                patterns=offered([*patterns(), *ours], during=True),
                words=words,
                fade_minutes=course.protocol.fade_minutes,
                hold_words=lozenge if session.route in ("SLc", "SLh") else "",
            )
        )

    @get("/{session_id:uuid}/usual")
    async def open_usual(self, db: Reads, course: OwnCourse, session_id: InPath[UUID]) -> Response[str]:
        """How it usually goes by this route, without a clock: kept on the phone it would tell a wrong one."""
        session = await session_in(db, course, session_id)
        return show(UsualPage(session=session, phases=phases(course.protocol, session.route), about=about()))

    @get("/{session_id:uuid}/arrival")
    async def open_arrival(self, db: Reads, course: OwnCourse, session_id: InPath[UUID]) -> Response[str]:
        session = await session_in(db, course, session_id)
        return show(await _arrival_page(db, course, session, ({}, {})))

    @post("/{session_id:uuid}/arrival")
    async def save_arrival(
        self, request: Visitor, tx: Writes, course: OwnCourse, session_id: InPath[UUID], form: Sent, now: Now
    ) -> Response[Any]:
        session = await session_in(tx, course, session_id)
        read = read_form(ArrivalForm, form)
        if read.value is None:
            return show(await _arrival_page(tx, course, session, (read.entered, read.errors)), 422)
        if not await save_arrival(tx, course, session, read.value, now):
            said = {"words": _("Staff have opened the session. Please tell them yourself what is new.")}
            return show(await _arrival_page(tx, course, session, (read.entered, said)), 409)
        if _needs_call(read.value):
            return answer(request, then=f"/sessions/{session.id}/arrival")
        return answer(request, then=f"/sessions/{session.id}/begin" if session.at_home else "/today")


class HardController(PublicController):
    @get("/hard")
    async def open_hard(self) -> Response[str]:
        return show(HardPage(texts=read_json("hard.json"), back="/breathe"))


def _needs_call(form: ArrivalForm) -> bool:
    return form.fasting != "kept" or form.ride == "no"


async def _arrival_page(
    db: Reader, course: OwnCourse, session: Session, typed: tuple[dict[str, str], dict[str, str]]
) -> ArrivalPage:
    return ArrivalPage(
        session=session,
        arrival=await find_arrival(db, course, session),
        entered=typed[0],
        errors=typed[1],
    )

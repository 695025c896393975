"""When it is hard, coming back, and the morning after: nothing is asked under the drug's effect (B-15, D-08, P-43)."""

from datetime import timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import PatientController
from server.courses.models import Session
from server.courses.own import Me, OwnCourse, session_in
from server.courses.resting import rests_until
from server.db.connection import Reader
from server.pages.content import prompt_text, read_json
from server.pages.forms import Choice, read_form
from server.pages.handlers import InPath, Reads, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import show
from server.preparation.queries import list_prepared
from server.session_day.facts import Morning, Nothing
from server.session_day.home_models import MomentForm
from server.session_day.lines import add_line, list_lines, own_line
from server.session_day.models import AftercarePage, SessionHardPage

SAME_MOMENT = timedelta(minutes=10)


class MorningForm(MomentForm, frozen=True, kw_only=True):
    clear: Annotated[Literal["1", "0"], Choice("1", "0")]


class ComingBackController(PatientController):
    path = "/sessions/{session_id:uuid}"

    @get("/hard")
    async def open_hard(self, db: Reads, course: OwnCourse, session_id: InPath[UUID]) -> Response[str]:
        """Words first (D-01), then people (D-02, D-03). The page itself notes that it was opened, from the phone."""
        session = await session_in(db, course, session_id)
        texts = read_json("hard.json")
        near = _near(texts, session, await _sitter(db, course, session))
        return show(SessionHardPage(texts=texts, session=session, near=near, beside=_beside(course, session)))

    @post("/hard")
    async def note_hard(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, session_id: InPath[UUID], form: Sent
    ) -> Response[Any]:
        """Repeatable; opened twice within ten minutes it is one hard moment."""
        session = await session_in(tx, course, session_id)
        read = read_form(MomentForm, form)
        if read.value is None:
            raise NotFoundException
        line = own_line("hard", Nothing(), me, read, form.now)
        before = [one for one in await list_lines(tx, course, session) if one.kind == "hard"]
        known = any(abs(one.at - line.at) < SAME_MOMENT for one in before)
        if not known and not await add_line(tx, course, session, line, form.now):
            raise NotFoundException
        return answer(request, then=f"/sessions/{session.id}/hard")

    @get("/aftercare")
    async def open_aftercare(self, db: Reads, course: OwnCourse, session_id: InPath[UUID]) -> Response[str]:
        session = await session_in(db, course, session_id)
        texts = read_json("hard.json")
        return show(
            AftercarePage(
                session=session,
                texts=texts,
                prompt=prompt_text(texts["aftercare"]["prompt"]),
                sitter=await _sitter(db, course, session) or _("Your sitter"),
                no_driving_hours=f"{course.protocol.no_driving_hours:g}",
                rests_until=rests_until(
                    course.protocol, session.ended_at or session.day, session.started_at, session.route, course.zone
                ),
            )
        )

    @post("/morning")
    async def say_morning(
        self, request: Visitor, tx: Writes, course: OwnCourse, me: Me, session_id: InPath[UUID], form: Sent
    ) -> Response[Any]:
        """Slept and clear-headed? (P-43) Each answer is kept; the latest counts."""
        session = await session_in(tx, course, session_id)
        read = read_form(MorningForm, form)
        if read.value is None:
            raise NotFoundException
        line = own_line("morning", Morning(clear=read.value.clear == "1"), me, read, form.now)
        if not await add_line(tx, course, session, line, form.now):
            raise NotFoundException
        return answer(request, then="/today")


async def _sitter(db: Reader, course: OwnCourse, session: Session) -> str:
    """Who is named to stay: for a session at home alone."""
    named = (await list_prepared(db, course, session)).get("P-14") if session.at_home else None
    return named.words if named else ""


def _beside(course: OwnCourse, session: Session) -> list[str]:
    """What to do, for whoever sits beside and has no card (D-03); at the clinic staff know."""
    if not session.at_home:
        return []
    name = course.patient_name.split()[0]
    return [line["text"].replace("{name}", name) for line in read_json("sitter.json")["do"]["lines"]]


def _near(texts: dict[str, Any], session: Session, sitter: str) -> str:
    words = texts["does_not_ring"]
    if not session.at_home:
        return str(words["clinic"])
    return str(words["home"]).replace("{sitter}", sitter or _("Your sitter"))

"""The sitter's one page, put together from the card: the clock, the looks, and what to say, do and call for."""

from datetime import datetime
from typing import Any

import msgspec

from server.clinics.hours import cover_now
from server.clinics.queries import list_cover
from server.courses.models import Course, Session
from server.db.connection import Reader
from server.pages.content import read_json
from server.pages.language import gettext as _
from server.pages.times import clock
from server.session_day.checkpoints import standing_lines
from server.session_day.lines import list_lines
from server.session_day.record_page import since_words
from server.session_day.record_words import view
from server.session_day.sitter_cards import FoundCard, ends_at
from server.session_day.sitter_models import SitterPage
from server.session_day.timeline import about, phases_now


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A card that was found, and what it opens."""

    card: FoundCard
    course: Course
    session: Session
    token: str

    @property
    def ends_at(self) -> datetime:
        return ends_at(self.session, self.course.protocol, self.course.zone)


async def sitter_page(
    db: Reader, sitting: Sitting, typed: tuple[dict[str, str], dict[str, str]], now: datetime
) -> SitterPage:
    card, course, session = sitting.card, sitting.course, sitting.session
    lines = [line for line in await list_lines(db, course, session) if line.source == "sitter"]
    handovers = standing_lines(lines, "handover")
    name = card.patient_name.split()[0] if card.patient_name.split() else card.patient_name
    return SitterPage(
        tag=f"card-{card.id}",
        token=sitting.token,
        name=name,
        clinic_phone=card.clinic_phone,
        cover=await _cover(db, card, now),
        zone=card.zone,
        at_home=session.at_home,
        planned_at=session.planned_at,
        dose_at=session.started_at,
        ends_at=sitting.ends_at,
        check_minutes=course.protocol.check_minutes,
        phases=phases_now(course.protocol, session.route, session.started_at, now),
        about=about(),
        since=since_words(session, now),
        checks=[view(line, lines, card.zone) for line in standing_lines(lines, "check")],
        handover=view(handovers[-1], lines, card.zone) if handovers else None,
        texts=_named(read_json("sitter.json"), name),
        hard=read_json("hard.json"),
        known=read_json("home.json")["known"],
        entered=typed[0],
        errors=typed[1],
    )


async def _cover(db: Reader, card: FoundCard, now: datetime) -> str:
    found = cover_now(await list_cover(db, card.clinic_id), now, card.zone)
    return _("Until %(clock)s", clock=clock(found.until, card.zone)) if found.until else _("Closed just now")


def _named(texts: Any, name: str) -> Any:
    """The same texts with the patient's first name in them."""
    if isinstance(texts, str):
        return texts.replace("{name}", name)
    if isinstance(texts, list):
        return [_named(one, name) for one in texts]
    return {key: _named(value, name) for key, value in texts.items()}

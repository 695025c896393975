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
from server.session_day.gate import HomeFacts, missing_at_home, of_the_day
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
    handovers, looks = standing_lines(lines, "handover"), standing_lines(lines, "check", "concern")
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
        checks=[view(line, lines, card.zone) for line in looks],
        handover=view(handovers[-1], lines, card.zone) if handovers else None,
        unsure=bool(looks) and not looks[-1].body.well,
        waits=await waits_for_clinic(db, sitting, now),
        no_driving_hours=f"{course.protocol.no_driving_hours:g}",
        texts=_named(read_json("sitter.json"), name),
        hard=read_json("hard.json"),
        known=read_json("home.json")["known"],
        entered=typed[0],
        errors=typed[1],
    )


async def waits_for_clinic(db: Reader, sitting: Sitting, now: datetime) -> bool:
    """What the clinic's computer knows for certain: a reading above the limit, another day, no sessions at home.

    That a reading is missing it cannot know while the patient's phone has no network.
    """
    course, session = sitting.course, sitting.session
    if not session.at_home or session.started_at is not None:
        return False
    lines = of_the_day(await list_lines(db, course, session), session.planned_at)
    facts = HomeFacts(
        route=session.route, sitter=sitting.card.id, clinic_phone=sitting.card.clinic_phone, lines=lines,
        planned_at=session.planned_at, now=now,
    )  # fmt: skip
    missing = missing_at_home(course.protocol, facts)
    off = course.closed_at is not None or not session.stands(now)
    return off or bool({"protocol", "day", "gate"} & set(missing))


async def _cover(db: Reader, card: FoundCard, now: datetime) -> str:
    found = cover_now(await list_cover(db, card.clinic_id), now, card.zone)
    if found.until:
        return _("Until %(clock)s", clock=clock(found.until, card.zone))
    return _("Closed just now") if found.next_opens else ""


def _named(texts: Any, name: str) -> Any:
    """The same texts with the patient's first name in them."""
    if isinstance(texts, str):
        return texts.replace("{name}", name)
    if isinstance(texts, list):
        return [_named(one, name) for one in texts]
    return {key: _named(value, name) for key, value in texts.items()}

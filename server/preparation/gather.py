"""Everything the ready board of one session stands on, read in one place for Today, Prepare and the staff's page."""

from datetime import datetime

from server.courses.models import Course, Session
from server.courses.queries import CareMember
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.intake.said import read_said
from server.measures.asked import asked_before
from server.pages.language import gettext as _
from server.preparation.board import Facts
from server.preparation.fasting import fasting_clock
from server.preparation.fasting_queries import slips_plan_and_prepared
from server.preparation.queries import intention_of, list_intentions


async def gather_facts(
    db: Reader, course: Course, session: Session, known: tuple[list[CareMember], list[Session] | None], now: datetime
) -> Facts:
    """`known` is the care team, and the course's sessions where they were read before: four queries then."""
    team, sessions = known
    slips, plan, prepared = await slips_plan_and_prepared(db, course, session)
    return Facts(
        session=session,
        prepared=prepared,
        intention=intention_of(await list_intentions(db, course), session),
        fasting=fasting_clock(session, course.protocol, now),
        slips=slips,
        plan=plan,
        prescriber=name_of(team, "prescriber", _("Your prescriber")),
        therapist=name_of(team, "therapist", _("Your therapist")),
        intake=await read_said(db, course),
        measures=await asked_before(db, course, sessions or await list_sessions(db, course), session.number, now),
        now=now,
        zone=course.zone,
    )


def name_of(team: list[CareMember], role: str, otherwise: str) -> str:
    return next((member.name for member in team if member.role == role), otherwise)

"""Whether booking waits for a prescriber: an answer of tier D that nobody has decided after (E-61)."""

from datetime import datetime

from server.courses.models import Course
from server.db.connection import Reader
from server.intake.answers import answers_in
from server.intake.facts import list_facts, of_kind
from server.intake.outcomes import Raised, raised
from server.intake.said import read_said
from server.pages.times import local_day


async def waits_for_a_decision(db: Reader, course: Course, now: datetime) -> list[Raised]:
    """What holds it up; empty when nothing does. A decision to go on covers what had been told before it."""
    facts = await list_facts(db, course)
    told = {one.subject: one.received_at for one in of_kind(facts, "answer")}
    flagged = raised(answers_in(facts), course.protocol.condition_tiers, local_day(now, course.zone))
    decided = (await read_said(db, course)).decided
    since = decided.at if decided and decided.outcome == "proceed" else None
    return [one for one in flagged if one.tier == "D" and (since is None or told[one.question] > since)]

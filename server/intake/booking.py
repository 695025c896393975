"""What booking asks of the intake: a prescriber's decision after an answer of tier D (E-61), and consent."""

from datetime import datetime

import msgspec

from server.courses.models import Course
from server.db.connection import Reader
from server.intake.answers import answers_in
from server.intake.facts import list_facts, of_kind
from server.intake.outcomes import Raised, raised
from server.intake.said import Said, read_said
from server.pages.times import local_day


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """`waits` are answers that nobody has decided after; `unsigned` the titles of consents that do not stand.

    `on_paper`: none was signed or refused here, so that a clinician's mark on the ready board may speak for paper.
    """

    waits: list[Raised]
    unsigned: list[str]
    on_paper: bool


async def asked_before_booking(db: Reader, course: Course, now: datetime) -> Asked:
    said = await read_said(db, course)
    return Asked(
        waits=await _waits(db, course, said, now),
        unsigned=[one.title for one in said.consents if one.required and one.state != "signed"],
        on_paper=not said.signs_here,
    )


async def _waits(db: Reader, course: Course, said: Said, now: datetime) -> list[Raised]:
    """Empty when nothing holds it up. A decision to go on covers what had been told before it."""
    facts = await list_facts(db, course)
    told = {one.subject: one.received_at for one in of_kind(facts, "answer")}
    flagged = raised(answers_in(facts), course.protocol.condition_tiers, local_day(now, course.zone))
    decided = said.decided
    since = decided.at if decided and decided.outcome == "proceed" else None
    return [one for one in flagged if one.tier == "D" and (since is None or told[one.question] > since)]

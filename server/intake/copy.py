"""One page for the patient to show or print: what they answered that needs a talk, and their medicines (E-61)."""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.intake.answers import answers_in, in_words
from server.intake.content import asked
from server.intake.facts import list_facts
from server.intake.medicine_pages import routes_ahead
from server.intake.medicines import Listed, list_medicines
from server.intake.outcomes import raised
from server.pages.page import Page
from server.pages.times import local_day


class CopyLine(msgspec.Struct, frozen=True, kw_only=True):
    """`first`: a clinician must decide before anything is booked."""

    title: str
    asked: str
    answer: str
    words: str
    first: bool


class CopyPage(Page, kw_only=True):
    template: ClassVar[str] = "intake/copy.html"
    name: str
    at: datetime
    lines: list[CopyLine]
    medicines: list[Listed]


async def copy_page(db: Reader, course: OwnCourse, now: datetime) -> CopyPage:
    facts = await list_facts(db, course)
    answers = answers_in(facts)
    found = raised(answers, course.protocol.condition_tiers, local_day(now, course.zone))
    lines = []
    for one in found:
        question = asked().questions[one.question]
        answer = answers[one.question]
        line = CopyLine(
            title=one.condition.title, asked=question.ask, answer=in_words(question, answer), words=answer.words,
            first=one.tier == "D",
        )  # fmt: skip
        lines.append(line)
    medicines = list_medicines(facts, await routes_ahead(db, course))
    return CopyPage(name=course.patient_name, at=now, lines=lines, medicines=medicines)

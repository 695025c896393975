"""One page for the patient to show or print: all that they told, first what a clinician should read first (E-61)."""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.intake.answers import answers_in, in_words
from server.intake.content import asked
from server.intake.coverage import CoverageLine, coverage_lines
from server.intake.facts import list_facts
from server.intake.medicine_pages import routes_ahead
from server.intake.medicines import Listed, is_complete, list_medicines
from server.intake.outcomes import Answer, raised
from server.intake.referral import Referral, find_referral
from server.intake.trials import list_trials, trial_in_words, when_in_words
from server.pages.page import Page
from server.pages.times import local_day


class CopyLine(msgspec.Struct, frozen=True, kw_only=True):
    """A flagged answer. `first`: a clinician must decide before anything is booked."""

    title: str
    asked: str
    answer: str
    words: str
    first: bool


class CopyPage(Page, kw_only=True):
    """`parts` are all answers as name, what was chosen and own words; `trials` as what, when and own words."""

    template: ClassVar[str] = "intake/copy.html"
    name: str
    at: datetime
    lines: list[CopyLine]
    parts: list[tuple[str, list[tuple[str, str, str]]]]
    trials: list[tuple[str, str, str]]
    medicines: list[Listed]
    complete: bool
    coverage: list[CoverageLine]
    referral: Referral | None


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
    referral = find_referral(facts)
    return CopyPage(
        name=course.patient_name,
        at=now,
        lines=lines,
        parts=_parts(answers),
        trials=[(trial_in_words(one), when_in_words(one), one.words) for _id, one, _fact in list_trials(facts)],
        medicines=list_medicines(facts, await routes_ahead(db, course)),
        complete=is_complete(facts),
        coverage=coverage_lines(facts),
        referral=referral[0] if referral else None,
    )


def _parts(answers: dict[str, Answer]) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What was left empty is left out here."""
    found = []
    for part in asked().parts:
        given = [(one, answers[one.id]) for one in asked().of_part(part.id) if one.id in answers]
        lines = [(one.short, in_words(one, answer), answer.words) for one, answer in given]
        if told := [line for line in lines if line[1] or line[2]]:
            found.append((part.title, told))
    return found

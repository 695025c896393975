"""One page on an intake for who decides: flags in the patient's own words, trials, medicines, what is missing.

It sorts and marks; it never concludes (E-05). What came after the reader last looked is marked.
"""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.access.people import Person
from server.clinics.protocol import Route
from server.courses.models import CaseloadCourse, Course
from server.db.connection import Transaction
from server.intake.answers import answers_in, in_words
from server.intake.board import Reviewing
from server.intake.consent import ConsentState
from server.intake.content import asked
from server.intake.decisions import OUTCOME_WORDS, OUTCOMES, Decision, Outcome
from server.intake.facts import Fact, list_facts
from server.intake.looks import look
from server.intake.medicine_pages import routes_ahead
from server.intake.medicines import Listed, is_complete, list_medicines, list_version
from server.intake.missing import missing_words
from server.intake.outcomes import Outcome as Flagging
from server.intake.outcomes import Raised, outcome_of, raised
from server.intake.papers import Paper, list_papers, referral_papers
from server.intake.referral import Referral, find_referral
from server.intake.said import Review, Said, Taken, Tick, read_said
from server.intake.trials import list_trials, trial_in_words, when_in_words
from server.pages.language import gettext as _
from server.pages.page import Page
from server.pages.times import local_day

Typed = tuple[str, dict[str, str], dict[str, str]]


class FlagLine(msgspec.Struct, frozen=True, kw_only=True):
    raised: Raised
    answer: str
    fresh: bool


class TrialLine(msgspec.Struct, frozen=True, kw_only=True):
    """`outdated`: the tick was made on words that have changed since."""

    id: str
    fact_id: str
    said: str
    when: str
    words: str
    tick: Tick | None
    outdated: bool
    fresh: bool


class ToldLine(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    said: str
    words: str
    fresh: bool


class MedicineBlock(msgspec.Struct, frozen=True, kw_only=True):
    """The list with what is said of each line, and how its review stands. `version` names the list that is shown."""

    lines: list[Listed]
    complete: bool
    version: str
    review: Review | None
    reviewing: Reviewing


class SummaryPage(Page, kw_only=True):
    """`fresh` are the subjects, and papers, that came after the reader last looked; `heads` the decisions that stand.

    `papers` are those of each medicine, and of the referral under `papers_of`.
    """

    template: ClassVar[str] = "intake/summary.html"
    tab: ClassVar[str] = "intake"
    course_id: str
    patient_name: str
    looked_at: datetime | None
    handed_in: datetime | None
    flagging: Flagging
    flags: list[FlagLine]
    parts: list[tuple[str, list[ToldLine]]]
    trials: list[TrialLine]
    medicines: MedicineBlock
    fresh: frozenset[str]
    papers: dict[str, list[Paper]]
    papers_of: str
    referral: Referral | None
    steps: list[Taken]
    consents: list[ConsentState]
    missing: list[str]
    decisions: list[Decision]
    heads: list[str]
    outcomes: list[tuple[Outcome, str]]
    prescriber: bool
    wrong_form: str
    entered: dict[str, str]
    errors: dict[str, str]


async def summary_page(
    tx: Transaction, case: CaseloadCourse, me: Person, now: datetime, typed: Typed = ("", {}, {})
) -> SummaryPage:
    """`typed` is the form that was wrong, what was entered, and the sentences beside it."""
    facts, said = await list_facts(tx, case), await read_said(tx, case)
    looked = await look(tx, case, me, None if typed[0] else now)
    medicines = _medicines(facts, said, await routes_ahead(tx, case))
    papers_of = referral_papers(case)
    papers = await list_papers(tx, case, [papers_of, *(one.id for one in medicines.lines)])
    fresh = _fresh(facts, papers, looked)
    flagged, referral = _flags(facts, case, now), find_referral(facts)
    return SummaryPage(
        course_id=case.id,
        patient_name=case.patient_name,
        looked_at=looked,
        handed_in=said.handed_in,
        flagging=outcome_of(flagged),
        flags=[_flag_line(one, facts, fresh) for one in flagged],
        parts=_parts(facts, fresh),
        trials=_trials(facts, said.ticks, fresh),
        medicines=medicines,
        fresh=fresh,
        papers=papers,
        papers_of=papers_of,
        referral=referral[0] if referral else None,
        steps=said.steps,
        consents=said.consents,
        missing=missing_words(facts, said.steps, said.consents),
        decisions=said.decisions,
        heads=[one.id for one in said.heads],
        outcomes=[(one, _(OUTCOME_WORDS[one])) for one in OUTCOMES],
        prescriber=me.role == "prescriber",
        wrong_form=typed[0],
        entered=typed[1],
        errors=typed[2],
    )


def _fresh(facts: list[Fact], papers: dict[str, list[Paper]], looked: datetime | None) -> frozenset[str]:
    came = [(one.subject, one.received_at) for one in facts]
    came += [(one.id, one.received_at) for kept in papers.values() for one in kept]
    return frozenset(name for name, at in came if looked and at > looked)


def _medicines(facts: list[Fact], said: Said, routes: tuple[Route, ...]) -> MedicineBlock:
    lines = list_medicines(facts, routes)
    return MedicineBlock(
        lines=lines, complete=is_complete(facts), version=list_version(lines), review=said.review,
        reviewing=said.reviewing,
    )  # fmt: skip


def _flags(facts: list[Fact], course: Course, now: datetime) -> list[Raised]:
    return raised(answers_in(facts), course.protocol.condition_tiers, local_day(now, course.zone))


def _flag_line(one: Raised, facts: list[Fact], fresh: frozenset[str]) -> FlagLine:
    question, answer = asked().questions[one.question], answers_in(facts)[one.question]
    return FlagLine(raised=one, answer=in_words(question, answer), fresh=one.question in fresh)


def _parts(facts: list[Fact], fresh: frozenset[str]) -> list[tuple[str, list[ToldLine]]]:
    answers = answers_in(facts)
    return [
        (
            part.title,
            [
                ToldLine(
                    name=one.short, said=in_words(one, answers[one.id]), words=answers[one.id].words,
                    fresh=one.id in fresh,
                )
                for one in asked().of_part(part.id)
                if one.id in answers
            ],
        )
        for part in asked().parts
    ]  # fmt: skip


def _trials(facts: list[Fact], ticks: dict[str, Tick], fresh: frozenset[str]) -> list[TrialLine]:
    return [
        TrialLine(
            id=trial_id, fact_id=fact.id, said=trial_in_words(trial), when=when_in_words(trial), words=trial.words,
            tick=ticks.get(trial_id), fresh=trial_id in fresh,
            outdated=trial_id in ticks and ticks[trial_id].fact_id != fact.id,
        )
        for trial_id, trial, fact in list_trials(facts)
    ]  # fmt: skip

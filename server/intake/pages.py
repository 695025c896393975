"""The pages of intake as the patient sees them: an overview, one question a screen, and the answers to check."""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.clinics.queries import find_clinic
from server.courses.models import OwnCourse
from server.courses.queries import list_care_team
from server.courses.readers import said_by
from server.db.connection import Reader
from server.intake.answers import answers_in, entered_of, in_words
from server.intake.content import Part, Question, asked
from server.intake.facts import Fact, list_facts, of_kind
from server.intake.outcomes import ALARM, Answer, Outcome, Raised, outcome_of, raised
from server.pages.forms import Posted
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.page import Page
from server.pages.times import local_day
from server.safety.help import Region, region_of

Wrong = tuple[str, dict[str, str], dict[str, str]]  # the question, what was typed, the sentences beside it


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the overview. `done` says whether something is still open there; `said` how far it is, in words.

    `waits` is where it is sent to: what waits under it on a phone was told to the end.
    """

    path: str
    title: str
    said: str
    done: bool
    last: str = ""

    @property
    def waits(self) -> str:
        return self.last or self.path


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """One question on its screen. `shown` is the one that opens first; `then` and `back` lead on and back."""

    question: Question
    number: int
    entered: dict[str, str]
    errors: dict[str, str]
    shown: bool
    then: str
    back: str
    saved_at: datetime | None


class PartPage(Page, kw_only=True):
    """`alarm` is the question whose answers show numbers at once, by the page alone (E-47)."""

    template: ClassVar[str] = "intake/part.html"
    part: Part
    asking: list[Asking]
    readers: str
    errors: dict[str, str]
    alarm: str
    region: Region


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as it is read back. Not `told`: there is none yet."""

    question: Question
    said: str
    words: str
    told: bool


class AnswersPage(Page, kw_only=True):
    """`raised` are the questions that led to the outcome: where they are, and their names."""

    template: ClassVar[str] = "intake/answers.html"
    parts: list[tuple[Part, list[Line]]]
    outcome: Outcome
    raised: list[tuple[str, str]]
    open_count: int
    handed_in: datetime | None
    changed: bool


def as_typed(form: Posted) -> dict[str, str]:
    """For showing a form again; a page cannot hold the character NUL."""
    return {name: value.replace("\0", "\ufffd") for name, value in form.values.items()}


async def part_page(db: Reader, course: OwnCourse, part: Part, wrong: Wrong, now: datetime) -> PartPage:
    """`wrong` is the question that could not be kept, what was typed, and the sentences beside it."""
    facts = {one.subject: one for one in of_kind(await list_facts(db, course), "answer")}
    questions = asked().of_part(part.id)
    first = next((one.id for one in questions if one.id not in facts), questions[0].id)
    asking = [
        _asking(questions, at, facts.get(one.id), wrong, shown=one.id == (wrong[0] or first))
        for at, one in enumerate(questions)
    ]
    return PartPage(
        part=part, asking=asking, readers=said_by(await list_care_team(db, course.id, now)), errors=wrong[2],
        alarm=ALARM, region=region_of(await find_clinic(db, course.clinic_id)),
    )  # fmt: skip


def _asking(questions: list[Question], at: int, fact: Fact | None, wrong: Wrong, *, shown: bool) -> Asking:
    question = questions[at]
    mine = wrong[0] == question.id
    return Asking(
        question=question,
        number=at + 1,
        entered=wrong[1] if mine else entered_of(question, fact.read(Answer) if fact else None),
        errors=wrong[2] if mine else {},
        shown=shown,
        then=where_after(question),
        back=f"#{questions[at - 1].id}" if at else "/intake",
        saved_at=fact.received_at if fact else None,
    )


def where_after(question: Question) -> str:
    """The next question of the part; after its last, the overview."""
    following = [one.id for one in asked().of_part(question.part)]
    at = following.index(question.id) + 1
    return f"/intake/{question.part}#{following[at]}" if at < len(following) else "/intake"


async def answers_page(db: Reader, course: OwnCourse, now: datetime) -> AnswersPage:
    facts = await list_facts(db, course)
    answers = answers_in(facts)
    found = raised(answers, course.protocol.condition_tiers, local_day(now, course.zone))
    outcome = outcome_of(found)
    handed = next((one for one in of_kind(facts, "handed in") if one.subject == "intake"), None)
    parts = []
    for part in asked().parts:
        lines = [_line(one, answers.get(one.id)) for one in asked().of_part(part.id)]
        parts.append((part, lines))
    return AnswersPage(
        parts=parts,
        outcome=outcome,
        raised=led_to(found, outcome),
        open_count=sum(1 for _part, lines in parts for line in lines if not line.told and not line.question.optional),
        handed_in=handed.received_at if handed else None,
        changed=bool(handed and any(one.received_at > handed.received_at for one in facts)),
    )


def led_to(found: list[Raised], outcome: Outcome) -> list[tuple[str, str]]:
    """Where each answer is that led to this outcome, once."""
    shown = [one for one in found if outcome != "decide" or one.tier == "D"]
    questions = asked().questions
    names = {one.question: questions[one.question] for one in shown}
    return [(f"/intake/{one.part}#{one.id}", one.short) for one in names.values()]


def _line(question: Question, answer: Answer | None) -> Line:
    if answer is None:
        return Line(question=question, said="", words="", told=False)
    return Line(question=question, said=in_words(question, answer), words=answer.words, told=True)


def sections_of(facts: list[Fact]) -> list[Section]:
    """The parts of questions, as far as they are answered."""
    answers = answers_in(facts)
    found = []
    for part in asked().parts:
        questions = [one for one in asked().of_part(part.id) if not one.optional]
        left = sum(1 for one in questions if one.id not in answers)
        begun = left < len(questions)
        said = (
            ngettext("One question left", "%(num)s questions left", left)
            if begun and left
            else _("Answered")
            if not left
            else ngettext("One question", "%(num)s questions", len(asked().of_part(part.id)))
        )
        last = f"/intake/answers/{asked().of_part(part.id)[-1].id}"
        found.append(Section(path=f"/intake/{part.id}", title=part.title, said=said, done=not left, last=last))
    return found

"""What a check-in leads to (Y-11): a call today, a clinician's look, or words for a person at once (Y-08). Pure.

No rule here decides about a dose, counts points or takes anything back: each names a person to talk to.
"""

from collections.abc import Sequence

import msgspec

from server.clinics.flag_policy import Level
from server.pages.language import gettext as _
from server.safety.causes import Cause
from server.safety.check_in_content import Question, asked
from server.safety.check_in_rounds import Answer, CheckIn, Told

OUTSIDE, BLADDER, ENERGY, UNREAL, THOUGHTS = "outside-plan", "bladder", "energy", "unreal", "thoughts"
BLOOD = "blood"
PLAIN_NO = ("no", "none")
NOT_IN_WORDS = {OUTSIDE}  # its words are for a count of doses
CALLS = {BLADDER: "check-in-blood", ENERGY: "check-in-mania", UNREAL: "check-in-unreal"}
LATER: Level = "same_day"


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of the questions that led to each: `call` today, `review` before the next session."""

    thoughts: bool
    call: tuple[str, ...]
    review: tuple[str, ...]


def positive(question: str, answer: Answer) -> bool:
    """Everything but a plain no. Words without a choice take a person to read them, so they are no plain no."""
    if answer.values:
        return any(one not in PLAIN_NO for one in answer.values)
    return bool(answer.words) and question not in NOT_IN_WORDS


def calls_for_today(question: str, answer: Answer) -> bool:
    if question == BLADDER:
        return BLOOD in answer.values
    return question in CALLS and positive(question, answer)


def outcome_of(check_in: CheckIn, others: Sequence[CheckIn]) -> Outcome:
    """`others` are all the other check-ins of the course."""
    told = check_in.told
    review = [OUTSIDE] if OUTSIDE in told and positive(OUTSIDE, told[OUTSIDE].answer) else []
    if _bladder(check_in) and any(_bladder(one) for one in others):
        review.append(BLADDER)
    return Outcome(
        thoughts=THOUGHTS in told and positive(THOUGHTS, told[THOUGHTS].answer),
        call=tuple(one for one in CALLS if one in told and calls_for_today(one, told[one].answer)),
        review=tuple(review),
    )


def causes_of(told: Told, check_ins: Sequence[CheckIn]) -> list[Cause]:
    """What one answer gives reason to tell the care team. `check_ins` are all of the course, this answer among them."""
    rules: list[tuple[str, Level]] = []
    if told.question == THOUGHTS and positive(THOUGHTS, told.answer):
        rules.append(("check-in-thoughts", LATER if told.answer.values == ("passing",) else "urgent"))
    if calls_for_today(told.question, told.answer):
        rules.append((CALLS[told.question], LATER))
    if told.question == OUTSIDE and positive(OUTSIDE, told.answer):
        rules.append(("check-in-outside-plan", LATER))
    if told.question == BLADDER and positive(BLADDER, told.answer) and _twice(told, check_ins):
        rules.append(("check-in-bladder-twice", LATER))
    question = asked().find(told.question)
    said = f"{question.short}: {in_words(question, told.answer)}" if question else ""
    return [
        Cause(rule=rule, source=told.id, level=level, answered_at=told.written_at, answer=said)
        for rule, level in rules
    ]  # fmt: skip


def in_words(question: Question, answer: Answer) -> str:
    """The answer as one reads it back; a number of the scale with what it is out of."""
    if question.kind == "scale":
        chosen = _("%(n)s of 10", n=answer.values[0]) if answer.values else ""
    else:
        chosen = "; ".join(option.label for option in question.options if option.value in answer.values)
    return " · ".join(one for one in (chosen, f"“{answer.words}”" if answer.words else "") if one)


def _bladder(check_in: CheckIn) -> bool:
    return BLADDER in check_in.told and positive(BLADDER, check_in.told[BLADDER].answer)


def _twice(told: Told, check_ins: Sequence[CheckIn]) -> bool:
    """In two check-ins; two answers within one of them are one."""
    return any(_bladder(one) and not one.began_at <= told.written_at < one.ends_at for one in check_ins)

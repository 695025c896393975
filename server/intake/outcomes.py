"""From answers to what needs a person: flags with their tier, and the three calm outcomes (E-05, E-60, E-61). Pure.

Nothing here decides: a tier sets the wording alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from server.intake.content import Condition, Question, Tier, asked

Outcome = Literal["nothing", "discuss", "decide"]  # nothing flagged so far; to discuss; not to be booked yet (E-05)
ADULT, OLDER = 18, 65  # E-04, E-51
BIRTH = "you-birth"
ALARM = "mind-suicide-now"  # E-47: whoever says anything but no is to be called


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen, as the values of options, or as a day or two pressures; and the patient's own words."""

    values: tuple[str, ...] = ()
    words: str = ""


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """A condition that an answer raised. Not `sure`: the patient does not know, so it is to be talked about."""

    condition: Condition
    tier: Tier
    sure: bool
    question: str
    words: str = ""


def raised(answers: Mapping[str, Answer], tiers: Mapping[str, Tier], today: date) -> list[Raised]:
    """Tier D first, then in the order of asking. `tiers` are the clinic's own, where it has set any."""
    found: dict[str, Raised] = {}
    for question in asked().questions.values():
        answer = answers.get(question.id)
        if answer is None:
            continue
        for condition, sure in _told_by(question, answer, today):
            tier = tier_of(condition, tiers) if sure else "T"
            one = Raised(condition=condition, tier=tier, sure=sure, question=question.id, words=answer.words)
            before = found.get(condition.id, one)
            found[condition.id] = min(before, one, key=lambda it: (it.tier, not it.sure))
    return sorted(found.values(), key=lambda one: one.tier)


def tier_of(condition: Condition, tiers: Mapping[str, Tier]) -> Tier:
    """A clinic may raise a row or lower it to T, and no further (E-60)."""
    return tiers.get(condition.id, condition.tier)


def outcome_of(found: Sequence[Raised]) -> Outcome:
    if any(one.tier == "D" for one in found):
        return "decide"
    return "discuss" if found else "nothing"


def _told_by(question: Question, answer: Answer, today: date) -> list[tuple[Condition, bool]]:
    conditions = asked().conditions
    if question.id == BIRTH:
        return [(conditions[one], True) for one in _by_age(answer, today)]
    chosen = [option for option in question.options if option.value in answer.values]
    if question.options and not chosen:  # told in words alone: it takes a person to read what they raise
        return [(conditions[one], False) for one in question.items if one in conditions and answer.words]
    sure = [(conditions[one], True) for option in chosen for one in option.flags]
    return sure + [(conditions[one], False) for option in chosen for one in option.unsure]


def _by_age(answer: Answer, today: date) -> list[str]:
    born = date.fromisoformat(answer.values[0]) if answer.values else today.replace(year=today.year - 40, day=1)
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return ["E-04"] if years < ADULT else ["E-51"] if years >= OLDER else []


def alarming(answer: Answer) -> bool:
    """Of the question ALARM: everything but a plain no."""
    return answer.values != ("no",)

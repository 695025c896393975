"""Reads an answer to one question from a posted form: what is wrong is named, and what was typed stays."""

import re
from datetime import date

from server.intake.content import Question, asked
from server.intake.facts import Fact, of_kind
from server.intake.outcomes import Answer
from server.pages.forms import Posted, Words, Wrong
from server.pages.language import gettext as _
from server.pages.times import full_date

MOST_WORDS = 2000
OLDEST = 120  # years
HIGHEST, LOWEST = 300, 20  # what a cuff can show, in millimetres of mercury
ALONE = ("none", "na", "private")  # boxes that hold for themselves
Read = tuple[Answer | None, dict[str, str]]


def read_answer(question: Question, posted: Posted, today: date) -> Read:
    """The answer, or the sentences beside the fields that hold it up. The fields: value, pick-…, words, day, upper …"""
    errors: dict[str, str] = {}
    words = _words(posted, errors)
    read = {"choice": _choice, "many": _many, "date": _birth, "pressure": _pressure, "words": _nothing}[question.kind]
    values = read(question, posted.values, errors, today)
    if not errors and not values and not words and not question.optional:
        chosen = question.kind in ("choice", "many")
        errors["words" if question.kind == "words" else "value"] = (
            _("Please choose one.") if chosen else _("This is needed.")
        )
    return (None if errors else Answer(values=values, words=words)), errors


def _words(posted: Posted, errors: dict[str, str]) -> str:
    if "words" in posted.damaged:
        errors["words"] = _("Some characters did not arrive whole. Please check the words and send them again.")
        return ""
    try:
        return Words(MOST_WORDS, least=0).read(posted.values.get("words", ""), posted.now)
    except Wrong as wrong:
        errors["words"] = str(wrong)
        return ""


def _nothing(question: Question, values: dict[str, str], errors: dict[str, str], today: date) -> tuple[str, ...]:
    return ()


def _choice(question: Question, values: dict[str, str], errors: dict[str, str], today: date) -> tuple[str, ...]:
    value = values.get("value", "")
    if value and value not in {option.value for option in question.options}:
        errors["value"] = _("Please choose one of the answers shown.")
    return (value,) if value else ()


def _many(question: Question, values: dict[str, str], errors: dict[str, str], today: date) -> tuple[str, ...]:
    picked = tuple(option.value for option in question.options if values.get(f"pick-{option.value}") == "1")
    alone = next((option.label for option in question.options if option.value in ALONE and option.value in picked), "")
    if alone and len(picked) > 1:
        errors["value"] = _("You chose “%(alone)s” and something else. Please keep what is true.", alone=alone)
    return picked


def _birth(question: Question, values: dict[str, str], errors: dict[str, str], today: date) -> tuple[str, ...]:
    """Day, month and year are typed apart: a calendar is slow to turn back forty years."""
    parts = [values.get(name, "").strip() for name in ("year", "month", "day")]
    if not any(parts):
        return ()
    try:
        if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
            raise ValueError
        born = date(*(int(part) for part in parts))
    except ValueError:
        errors["value"] = _("This is not a day of the calendar. Please check day, month and year, like 14, 3 and 1985.")
        return ()
    if born > today:
        errors["value"] = _("This day has not come yet. Please check the year of your birth.")
    elif born.year < today.year - OLDEST:
        errors["value"] = _("This is more than %(n)s years ago. Please check the year of your birth.", n=OLDEST)
    return (born.isoformat(),)


def _pressure(question: Question, values: dict[str, str], errors: dict[str, str], today: date) -> tuple[str, ...]:
    upper, lower = values.get("upper", "").strip(), values.get("lower", "").strip()
    if not upper and not lower:
        return ()
    for name, text in (("upper", upper), ("lower", lower)):
        if not re.fullmatch(r"[0-9]{1,3}", text) or not LOWEST <= int(text) <= HIGHEST:
            errors[name] = _(
                "Please write a whole number from %(low)s to %(high)s, or leave both empty.", low=LOWEST, high=HIGHEST
            )
    if not errors and int(upper) <= int(lower):
        errors["upper"] = _("The upper number is the larger one. Please check the two.")
    return (upper, lower)


def answers_in(facts: list[Fact]) -> dict[str, Answer]:
    """By the id of the question; questions that are no longer asked are left out."""
    known = asked().questions
    return {one.subject: one.read(Answer) for one in of_kind(facts, "answer") if one.subject in known}


def entered_of(question: Question, answer: Answer | None) -> dict[str, str]:
    """The form's fields as this answer fills them."""
    if answer is None:
        return {}
    fields = {"words": answer.words}
    if question.kind == "many":
        return fields | {f"pick-{value}": "1" for value in answer.values}
    if question.kind == "date" and answer.values:
        born = date.fromisoformat(answer.values[0])
        return fields | {"day": str(born.day), "month": str(born.month), "year": str(born.year)}
    if question.kind == "pressure" and answer.values:
        return fields | {"upper": answer.values[0], "lower": answer.values[1]}
    return fields | ({"value": answer.values[0]} if answer.values else {})


def in_words(question: Question, answer: Answer) -> str:
    """The answer as one reads it back."""
    if question.kind == "date":
        return full_date(date.fromisoformat(answer.values[0])) if answer.values else ""
    if question.kind == "pressure":
        return _("%(upper)s over %(lower)s", upper=answer.values[0], lower=answer.values[1]) if answer.values else ""
    return "; ".join(option.label for option in question.options if option.value in answer.values)

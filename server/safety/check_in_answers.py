"""Reads answers of a check-in from a posted form: what is wrong is named, what was typed stays, empty is allowed."""

from server.pages.forms import Posted, Words, Wrong
from server.pages.language import gettext as _
from server.safety.check_in_content import Question
from server.safety.check_in_rounds import Answer
from server.safety.check_in_rules import PLAIN_NO

MOST_WORDS = 1000
SCALE = tuple(str(n) for n in range(11))


def read_answer(question: Question, posted: Posted, before: str = "") -> tuple[Answer, dict[str, str]]:
    """`before` stands before the names of its fields, where a form has several questions. Errors are by field id."""
    errors: dict[str, str] = {}
    values = _picked(question, posted, before)
    alone = next((one.label for one in question.options if one.value in PLAIN_NO and one.value in values), "")
    if alone and len(values) > 1:
        errors[f"{question.id}-value"] = _(
            "You chose “%(alone)s” and something else. Please keep what is true.", alone=alone
        )
    if any(one not in _offered(question) for one in values):
        errors[f"{question.id}-value"] = _("Please choose one of the answers shown.")
    return Answer(values=values, words=_words(question, posted, before, errors)), errors


def entered_of(question: Question, answer: Answer | None, before: str = "") -> dict[str, str]:
    """The form's fields as this answer fills them."""
    if answer is None:
        return {}
    fields = {f"{before}words": answer.words}
    if question.kind == "many":
        return fields | {f"{before}pick-{value}": "1" for value in answer.values}
    return fields | ({f"{before}value": answer.values[0]} if answer.values else {})


def _offered(question: Question) -> tuple[str, ...]:
    return SCALE if question.kind == "scale" else tuple(one.value for one in question.options)


def _picked(question: Question, posted: Posted, before: str) -> tuple[str, ...]:
    if question.kind == "many":
        picked = (one.value for one in question.options if posted.values.get(f"{before}pick-{one.value}") == "1")
        return tuple(picked)
    value = posted.values.get(f"{before}value", "")
    return (value,) if value else ()


def _words(question: Question, posted: Posted, before: str, errors: dict[str, str]) -> str:
    name = f"{before}words"
    if name in posted.damaged:
        errors[f"{question.id}-words"] = _(
            "Some characters did not arrive whole. Please check the words and send them again."
        )
        return ""
    try:
        return Words(MOST_WORDS, least=0).read(posted.values.get(name, ""), posted.now)
    except Wrong as wrong:
        errors[f"{question.id}-words"] = str(wrong)
        return ""

"""Reads a posted questionnaire: every item that lacks an answer is named at once, and what was chosen stays."""

from server.measures.instruments import Instrument, Option
from server.pages.forms import Posted
from server.pages.language import gettext as _

FUNCTIONAL = "functional"


def read_answers(instrument: Instrument, posted: Posted) -> tuple[dict[int, int], int | None, dict[str, str]]:
    """The answers by the item's number, the functional one, and the sentences beside the fields: q1, q2 …"""
    errors: dict[str, str] = {}
    answers: dict[int, int] = {}
    for item in instrument.items:
        name = f"q{item.number}"
        value = _choice(posted.values.get(name, ""), instrument.options, name, errors)
        if value is not None:
            answers[item.number] = value
        elif name not in errors:
            errors[name] = _("Question %(n)s is still open. Please choose one.", n=item.number)
    functional = None
    if instrument.functional_item:
        options = instrument.functional_item.options
        functional = _choice(posted.values.get(FUNCTIONAL, ""), options, FUNCTIONAL, errors)
    return answers, functional, errors


def _choice(text: str, options: tuple[Option, ...], name: str, errors: dict[str, str]) -> int | None:
    if not text:
        return None
    for option in options:
        if text == str(option.value):
            return option.value
    errors[name] = _("Please choose one of the answers shown.")
    return None

"""A check-in in one line, for a list: what was no plain no, question by question. Pure; it concludes nothing."""

from collections.abc import Iterable

from server.pages.language import gettext as _
from server.safety.check_in_content import asked
from server.safety.check_in_rounds import Told, check_ins_of
from server.safety.check_in_rules import in_words, positive

PLAIN = {"memory": ("same", "better")}  # beside no and none


def in_short(told: Iterable[Told]) -> str:
    """Scales are left to whoever opens it: a number alone says little."""
    check_ins = check_ins_of(told)
    if not check_ins:
        return ""
    found = []
    for question in asked().questions:
        one = check_ins[-1].answer(question.id)
        if one is None or question.kind == "scale" or set(one.answer.values) & set(PLAIN.get(question.id, ())):
            continue
        if positive(question.id, one.answer):
            found.append(f"{question.short}: {in_words(question, one.answer)}")
    return " · ".join(found) if found else _("Every answer so far is a plain no.")

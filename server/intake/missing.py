"""What an intake still lacks, in words, for the clinic and for the patient. Pure."""

from collections.abc import Sequence

from server.intake.answers import answers_in
from server.intake.consent import ConsentState
from server.intake.content import asked
from server.intake.facts import Fact
from server.intake.medicines import is_complete
from server.intake.referral import find_referral
from server.intake.said import Taken
from server.intake.trials import list_trials
from server.pages.language import gettext as _
from server.pages.language import ngettext


def open_questions(facts: list[Fact]) -> int:
    answers = answers_in(facts)
    return sum(1 for one in asked().questions.values() if not one.optional and one.id not in answers)


def missing_words(facts: list[Fact], steps: Sequence[Taken], consents: Sequence[ConsentState]) -> list[str]:
    """Each a sentence; empty when everything that is asked for is there."""
    found = []
    if left := open_questions(facts):
        found.append(ngettext("One question is open.", "%(num)s questions are open.", left))
    if find_referral(facts) is None:
        found.append(_("The way of referral is not told."))
    if not steps or steps[-1].step != "received":
        found.append(_("The referral or the records have not been received."))
    if not list_trials(facts):
        found.append(_("No earlier treatment is recorded."))
    if not is_complete(facts):
        found.append(_("The patient has not said that the list of medicines is whole."))
    unsigned = [one.title for one in consents if one.required and one.state != "signed"]
    if unsigned:
        found.append(_("Not signed: %(names)s.", names=", ".join(unsigned)))
    return found

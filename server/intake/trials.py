"""What was tried against this depression (E-01, E-02, E-10), as it was told: counted, and never judged."""

from typing import Literal

import msgspec

from server.intake.facts import Fact, of_kind
from server.pages.language import gettext as _
from server.pages.language import later, ngettext

MOST_TRIALS = 40
MOST_WEEKS = 520  # ten years
Kind = Literal["medicine", "therapy", "ect", "tms", "other"]
Effect = Literal["none", "some", "half", "much", "worse", "unsure"]
Ended = Literal["still", "no-help", "side-effects", "better", "cost", "other", "unsure"]
When = Literal["this", "earlier", "unsure"]
Labels = dict[str, str]  # value → what is read beside it


class Trial(msgspec.Struct, frozen=True, kw_only=True):
    """`dose` is the highest, as far as known; `weeks` None where not known; `when`: in which time of depression."""

    kind: Kind
    what: str
    effect: Effect
    ended: Ended
    when: When
    dose: str = ""
    weeks: int | None = None
    words: str = ""


KINDS: Labels = {
    "medicine": later("Medicine"),
    "therapy": later("Talking therapy"),
    "ect": later("ECT, a current under anaesthetic"),
    "tms": later("TMS, magnetic pulses to the head"),
    "other": later("Something else"),
}
EFFECTS: Labels = {
    "none": later("It made no difference"),
    "some": later("It helped a little"),
    "half": later("It helped about halfway"),
    "much": later("It helped a lot"),
    "worse": later("It made things worse"),
    "unsure": later("I am not sure"),
}
ENDS: Labels = {
    "still": later("It is still going on"),
    "no-help": later("It did not help"),
    "side-effects": later("Side effects"),
    "better": later("Things were better"),
    "cost": later("Its cost"),
    "other": later("Another reason"),
    "unsure": later("I am not sure"),
}
TIMES: Labels = {
    "this": later("In this time of depression"),
    "earlier": later("In an earlier one"),
    "unsure": later("I am not sure"),
}
EFFECTS_SAID: Labels = {
    "none": later("Made no difference."),
    "some": later("Helped a little."),
    "half": later("Helped about halfway."),
    "much": later("Helped a lot."),
    "worse": later("Made things worse."),
    "unsure": later("Not sure whether it helped."),
}
ENDS_SAID: Labels = {
    "still": later("Still going on."),
    "no-help": later("Ended because it did not help."),
    "side-effects": later("Ended because of side effects."),
    "better": later("Ended because things were better."),
    "cost": later("Ended because of its cost."),
    "other": later("Ended for another reason."),
    "unsure": later("Not sure why it ended."),
}
KINDS_SAID: Labels = KINDS | {"ect": "ECT", "tms": "TMS", "other": later("Another treatment")}
TIMES_SAID: Labels = {
    "this": later("in this time of depression"),
    "earlier": later("in an earlier time of depression"),
    "unsure": later("not sure when"),
}


def list_trials(facts: list[Fact]) -> list[tuple[str, Trial, Fact]]:
    """The id of each, what was last told of it, and that telling; in the order in which they were begun."""
    return [(fact.subject, fact.read(Trial), fact) for fact in of_kind(facts, "trial") if fact.body]


def trial_in_words(trial: Trial) -> str:
    """Sertraline, up to 200 mg, 8 weeks. Helped a little. Ended because of side effects."""
    parts = [trial.what]
    if trial.dose:
        parts.append(_("up to %(dose)s", dose=trial.dose))
    if trial.weeks is not None:
        parts.append(ngettext("%(num)s week", "%(num)s weeks", trial.weeks) if trial.weeks else _("less than a week"))
    given = _("%(treatment)s.", treatment=", ".join(parts))
    return f"{given} {_(EFFECTS_SAID[trial.effect])} {_(ENDS_SAID[trial.ended])}"


def when_in_words(trial: Trial) -> str:
    """Medicine, in this time of depression: E-01 asks about the present one."""
    return _("%(kind)s, %(when)s", kind=_(KINDS_SAID[trial.kind]), when=_(TIMES_SAID[trial.when]))


def recorded_words(n: int) -> str:
    """How many were told. Whether they were long and strong enough is a clinician's word, and never said here."""
    return ngettext("%(num)s recorded", "%(num)s recorded", n) if n else _("Nothing recorded yet")


def entered_of(trial: Trial) -> dict[str, str]:
    """The form's fields as this trial fills them."""
    return {name: str(value) for name, value in msgspec.structs.asdict(trial).items() if value is not None}

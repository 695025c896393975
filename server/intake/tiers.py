"""Which answers wait for a decision and which are to be talked about, as a clinic sets it (E-60). Pure.

Every row is D or T: a clinic may raise a T to D, and take a D back to T, but no row below T. What is shipped stays
shown beside what the clinic chose, and a row that the clinic leaves as it is shipped follows the text of the release.
"""

from collections.abc import Mapping
from typing import Annotated

import msgspec

from server.clinics.protocol import Protocol
from server.intake.content import Condition, Tier, asked
from server.intake.outcomes import BIRTH, tier_of
from server.pages.forms import Choice, Form, Id, Posted, Tick, Whole, Words, Wrong, read_form
from server.pages.language import gettext as _
from server.pages.language import later

TIER_WORDS: dict[Tier, str] = {
    "D": later("Wait for a decision"),
    "T": later("Talk to the clinician"),
}


class TiersForm(msgspec.Struct, frozen=True, kw_only=True):
    """`version` is the one that was on the page; `also`: whoever nobody has decided on goes by the new one too."""

    id: Annotated[str, Id()]
    version: Annotated[int, Whole(1, 999_999)]
    because: Annotated[str, Words(300, least=0, one_line=True)]
    also: Annotated[bool, Tick()]


class TierLine(msgspec.Struct, frozen=True, kw_only=True):
    """A row as it is shown. `asked_as` are the names of the questions that raise it."""

    condition: Condition
    tier: Tier
    shipped: str
    asked_as: str

    @property
    def said(self) -> str:
        return _(TIER_WORDS[self.tier])

    @property
    def own(self) -> bool:
        return self.tier != self.condition.tier


def list_lines(tiers: Mapping[str, Tier]) -> list[TierLine]:
    names: dict[str, dict[str, None]] = {}
    for question in asked().questions.values():
        flags = question.items if question.id == BIRTH else [one for option in question.options for one in option.flags]
        for flag in flags:
            names.setdefault(flag, {})[question.short] = None
    return [
        TierLine(
            condition=one, tier=tier_of(one, tiers), shipped=_(TIER_WORDS[one.tier]),
            asked_as=", ".join(names.get(one.id, {})),
        )
        for one in asked().conditions.values()
    ]  # fmt: skip


def read_tiers(posted: Posted, now: Protocol) -> tuple[Form[TiersForm], dict[str, Tier]]:
    """Every wrong field at once. A row that the page did not have is no mistake, and stays as it is."""
    form = read_form(TiersForm, posted)
    rule, chosen = Choice("D", "T"), dict(now.condition_tiers)
    for one in asked().conditions.values():
        try:
            tier = rule.read(posted.values.get(one.id, tier_of(one, now.condition_tiers)), posted.now)
        except Wrong as wrong:
            form.errors[one.id] = str(wrong)
        else:
            chosen.pop(one.id, None)
            chosen |= {one.id: "D" if tier == "D" else "T"} if tier != one.tier else {}
    if chosen != now.condition_tiers and form.value and not form.value.because:
        form.errors["because"] = _("Please write why. Whoever looks at this later reads it.")
    return form, chosen


def differences(before: Mapping[str, Tier], after: Mapping[str, Tier]) -> list[str]:
    """Each a sentence: what a version changed."""
    return [
        _("%(row)s: %(tier)s.", row=one.title, tier=_(TIER_WORDS[tier_of(one, after)]))
        for one in asked().conditions.values()
        if tier_of(one, before) != tier_of(one, after)
    ]

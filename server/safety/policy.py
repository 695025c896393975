"""The rules that can raise a flag, in words for people, and what a clinic's signed policy makes of them. Pure."""

from datetime import datetime, timedelta

import msgspec

from server.clinics.flag_policy import PRESCRIBER, THERAPIST, FlagPolicy, FlagRule, Level, Pace
from server.clinics.hours import Cover, cover_now
from server.pages.language import gettext as _
from server.pages.language import later

RULES: dict[str, str] = {
    "not-safe": later("Pressed “I am not safe”"),
    "item-9": later("PHQ-9, question nine: any answer above “not at all”"),
    "intake-thoughts": later("Intake: thoughts of ending their life"),
    "check-in-thoughts": later("Check-in: thoughts of death or self-harm"),
    "check-in-blood": later("Check-in: blood in urine"),
    "check-in-mania": later("Check-in: little sleep with high energy"),
    "check-in-unreal": later("Check-in: feels unreal, hears or sees things"),
    "check-in-outside-plan": later("Check-in: ketamine outside the plan"),
    "check-in-bladder-twice": later("Check-in: bladder signs twice"),
    "worsened": later("A measure is worse than at the start"),
    "referral-concern": later("A concern in a referral"),
}
LEVEL_WORDS: dict[Level, str] = {"urgent": later("Urgent"), "same_day": later("The same day")}
SUGGESTED: dict[Level, Pace] = {  # where the set-up page begins; nothing counts before it is signed
    "urgent": Pace(in_hours=15, out_of_hours=30, to_close=120),
    "same_day": Pace(in_hours=120, out_of_hours=720, to_close=1440),
}
URGENT_FIRST = frozenset({"not-safe", "item-9", "intake-thoughts", "check-in-thoughts"})
UNSEEN_MINUTES = 15


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers for one patient, and how fast. `order` is the signed one, with those who are away still in it.

    `here` are all the clinic's clinicians who are neither away nor gone; `order` may name people who are not.
    """

    policy: FlagPolicy
    week: tuple[Cover, ...]
    zone: str
    order: tuple[str, ...]
    here: tuple[str, ...]

    def pace(self, level: Level) -> Pace:
        return self.policy.paces.get(level, SUGGESTED[level])

    def minutes_to_answer(self, level: Level, at: datetime) -> timedelta:
        open_now = cover_now(list(self.week), at, self.zone).until is not None
        pace = self.pace(level)
        return timedelta(minutes=max(1, pace.in_hours if open_now else pace.out_of_hours))

    def minutes_to_close(self, level: Level) -> timedelta:
        return timedelta(minutes=max(1, self.pace(level).to_close))


def suggested(steward: str) -> FlagPolicy:
    """What the set-up page begins with; it raises nothing."""
    rules = tuple(FlagRule(id=one, on=True, level="urgent" if one in URGENT_FIRST else "same_day") for one in RULES)
    return FlagPolicy(
        on=False, rules=rules, paces=SUGGESTED, owners=(THERAPIST, PRESCRIBER), unseen_minutes=UNSEEN_MINUTES,
        out_of_hours="", steward=steward,
    )  # fmt: skip


def level_under(policy: FlagPolicy | None, rule: str, raised: Level) -> Level | None:
    """The level of a flag by this rule, the more pressing of the two; None where the clinic has it off."""
    signed = rule_of(policy, rule)
    if policy is None or not policy.on or signed is None or not signed.on:
        return None
    return "urgent" if "urgent" in (signed.level, raised) else "same_day"


def rule_said(rule: str) -> str:
    """A rule of an earlier release, which this one no longer has, is named by its id."""
    return _(RULES[rule]) if rule in RULES else rule


def rule_of(policy: FlagPolicy | None, rule: str) -> FlagRule | None:
    return next((one for one in policy.rules if one.id == rule), None) if policy else None

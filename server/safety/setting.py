"""The set-up step "who answers, how fast, what out of hours", as it is typed, read and said in words (Y-34). Pure."""

from typing import Annotated

import msgspec

from server.clinics.flag_policy import LEVELS, PRESCRIBER, THERAPIST, FlagPolicy, FlagRule, Level, Pace
from server.pages.forms import Choice, Form, Id, Posted, Tick, Whole, Words, Wrong, read_form
from server.pages.language import gettext as _
from server.pages.language import later
from server.safety.policy import LEVEL_WORDS, RULES, rule_said

PLACES = 5  # in the order of who answers
WEEK = 7 * 24 * 60
WHY = later("Please write why. Whoever looks at this later reads it.")
ROLES: dict[str, str] = {
    THERAPIST: later("The patient’s therapist"),
    PRESCRIBER: later("The patient’s prescriber"),
}


class FlagsForm(msgspec.Struct, frozen=True, kw_only=True):
    """`version` is the one that was on the page."""

    id: Annotated[str, Id()]
    version: Annotated[int, Whole(1, 999_999)]
    on: Annotated[bool, Tick()]
    unseen: Annotated[int, Whole(1, WEEK)]
    out_of_hours: Annotated[str, Words(300, missing=later("Write what a patient can expect then."))]
    because: Annotated[str, Words(300, one_line=True, missing=WHY)]


class RuleLine(msgspec.Struct, frozen=True, kw_only=True):
    """`would` is how many flags it would have raised over the past 90 days."""

    id: str
    title: str
    on: bool
    level: Level
    would: int


def read_setting(posted: Posted, people: set[str], steward: str) -> tuple[Form[FlagsForm], FlagPolicy | None]:
    """Every wrong field at once; a policy only where nothing is wrong."""
    form = read_form(FlagsForm, posted)
    owners = _read_owners(posted, people, form.errors)
    paces = {level: _read_pace(posted, level, form.errors) for level in LEVELS}
    rules = tuple(_read_rule(posted, one, form.errors) for one in RULES)
    if form.value is None or form.errors:
        return form, None
    given = form.value
    return form, FlagPolicy(
        on=given.on, rules=rules, paces=paces, owners=owners, unseen_minutes=given.unseen,
        out_of_hours=given.out_of_hours, steward=steward,
    )  # fmt: skip


def _read_owners(posted: Posted, people: set[str], errors: dict[str, str]) -> tuple[str, ...]:
    rule, found = Choice(THERAPIST, PRESCRIBER, *people), dict[str, None]()
    for place in range(1, PLACES + 1):
        text = posted.values.get(f"owner-{place}", "")
        if not text:
            continue
        try:
            found[rule.read(text, posted.now)] = None
        except Wrong as wrong:
            errors[f"owner-{place}"] = str(wrong)
    if not found and not any(name.startswith("owner-") for name in errors):
        errors["owner-1"] = _("Somebody has to answer first. Please choose who.")
    return tuple(found)


def _read_pace(posted: Posted, level: Level, errors: dict[str, str]) -> Pace:
    return Pace(**{name: _minutes(posted, f"{level}-{name}", errors) for name in Pace.__struct_fields__})


def _minutes(posted: Posted, name: str, errors: dict[str, str]) -> int:
    try:
        return Whole(1, WEEK).read(posted.values.get(name, ""), posted.now)
    except Wrong as wrong:
        errors[name] = str(wrong)
        return 1


def _read_rule(posted: Posted, rule: str, errors: dict[str, str]) -> FlagRule:
    level: Level = "urgent" if posted.values.get(f"level-{rule}") == "urgent" else "same_day"
    if posted.values.get(f"level-{rule}", level) not in LEVELS:
        errors[f"level-{rule}"] = _("Please choose one of the answers shown.")
    return FlagRule(id=rule, on=posted.values.get(f"on-{rule}", "0") not in ("", "0"), level=level)


def changes(before: FlagPolicy | None, after: FlagPolicy | None) -> list[str]:
    """Each a sentence: what a version changed of flags."""
    if after is None or before == after:
        return []
    said = []
    if before is None or before.on != after.on:
        said.append(_("Flags are on.") if after.on else _("Flags are off."))
    old = {one.id: one for one in before.rules} if before else {}
    for one in after.rules:
        if one != old.get(one.id):
            state = _(LEVEL_WORDS[one.level]) if one.on else _("off")
            said.append(_("%(rule)s: %(state)s.", rule=rule_said(one.id), state=state))
    if before is None or before.owners != after.owners:
        said.append(_("Who answers, in which order."))
    if before is None or (before.paces, before.unseen_minutes) != (after.paces, after.unseen_minutes):
        said.append(_("How fast."))
    if before is None or before.out_of_hours != after.out_of_hours:
        said.append(_("What patients read about the hours without cover."))
    return said

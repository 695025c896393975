"""The first-run steps of a clinic, derived from facts: done, with who and when, or open, with what is missing. Pure."""

from datetime import datetime

import msgspec

from server.pages.language import gettext as _
from server.pages.times import day_and_clock

PROTOCOL_PAGE = "/clinic/protocol"  # where its numbers can be read
Signed = tuple[str, datetime]  # who, and when


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a clinic. `before`: it was in use before there was a set-up, and goes on as it was.

    `joined` are therapists and prescribers who have signed in once at least; `invited` those who have not yet.
    """

    before: bool
    therapists: tuple[str, ...]
    prescribers: tuple[str, ...]
    invited: tuple[str, ...]
    protocol: Signed | None
    has_rules: bool
    has_hours: bool
    hours: Signed | None
    region: Signed | None
    region_name: str
    reading: Signed | None
    has_flag_policy: bool
    within_days: int
    zone: str


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """`ways` lead to where it is done: path and label."""

    id: str
    title: str
    done: bool
    said: str
    ways: tuple[tuple[str, str], ...]


def steps_of(facts: Facts) -> list[Step]:
    return [_staff(facts), _protocol(facts), _hours(facts), _region(facts), _reading(facts)]


def finished(steps: list[Step]) -> bool:
    return all(one.done for one in steps)


def _staff(facts: Facts) -> Step:
    missing = []
    if not facts.therapists:
        missing.append(_("A therapist has to have joined."))
    if not facts.prescribers:
        missing.append(_("A prescriber has to have joined."))
    if missing and facts.invited:
        missing.append(_("Invited, and not here yet: %(names)s.", names=", ".join(facts.invited)))
    here = _("Therapists: %(therapists)s. Prescribers: %(prescribers)s.", therapists=", ".join(facts.therapists),
             prescribers=", ".join(facts.prescribers) or _("none"))  # fmt: skip
    done = bool(facts.therapists) and (bool(facts.prescribers) or facts.before)
    return Step(
        id="staff", title=_("Staff"), done=done, said=here if done else " ".join(missing),
        ways=(("/invitations", _("Invite somebody")), ("/clinic/staff", _("Staff and what they may do"))),
    )  # fmt: skip


def _protocol(facts: Facts) -> Step:
    from_before = facts.before and facts.protocol is None
    if facts.protocol:
        said = _signed(facts.protocol, facts.zone)
    elif facts.has_rules:
        said = _("Signed with who answers flags, or with what waits for a decision at intake.")
    elif from_before:
        said = _as_before()
    else:
        said = _("The numbers are those that Tidemark begins with. Nobody has read and signed them yet.")
    done = facts.protocol is not None or facts.has_rules or from_before
    return Step(id="protocol", title=_("Protocol"), done=done, said=said,
                ways=((PROTOCOL_PAGE, _("Read the protocol")),))  # fmt: skip


def _hours(facts: Facts) -> Step:
    if not facts.has_hours:
        said, done = _("No hours are written down. Patients are told that nobody answers."), False
    elif facts.hours:
        said, done = _signed(facts.hours, facts.zone), True
    elif facts.before:
        said, done = _as_before(), True
    else:
        said, done = (
            _("Monday to Friday, 9:00–17:00, is what Tidemark begins with. Nobody has said that it is so."),
            False,
        )
    return Step(id="hours", title=_("Hours of cover"), done=done, said=said,
                ways=(("/clinic/hours", _("Hours and closed days")),))  # fmt: skip


def _region(facts: Facts) -> Step:
    if facts.region:
        said, done = f"{facts.region_name}. {_signed(facts.region, facts.zone)}", True
    elif facts.before:
        said, done = f"{facts.region_name}. {_as_before()}", True
    else:
        said, done = _("Set to %(region)s when the clinic was made. Nobody has looked at the numbers yet.",
                       region=facts.region_name), False  # fmt: skip
    return Step(id="region", title=_("Crisis lines"), done=done, said=said,
                ways=(("/clinic/about#region", _("Look at the numbers")),))  # fmt: skip


def _reading(facts: Facts) -> Step:
    missing = []
    if facts.reading is None:
        missing.append(_("Nobody has signed how fast shared entries are read, and what happens out of hours."))
    if not facts.has_flag_policy:
        missing.append(_("Nobody has signed who answers when an answer frightens."))
    if not missing and facts.reading:
        days = _("Within %(n)s working days.", n=facts.within_days)
        said, done = f"{days} {_signed(facts.reading, facts.zone)}", True
    elif facts.before:
        said, done = _as_before(), True
    else:
        said, done = " ".join(missing), False
    return Step(
        id="reading", title=_("Who reads, and how fast"), done=done, said=said,
        ways=(("/clinic/reading", _("Who reads, and when")), ("/clinic/flags", _("Who answers flags"))),
    )  # fmt: skip


def _signed(signed: Signed, zone: str) -> str:
    return _("%(name)s, %(when)s.", name=signed[0], when=day_and_clock(signed[1], zone))


def _as_before() -> str:
    return _("As it was before there was this list. Nobody has signed it here.")

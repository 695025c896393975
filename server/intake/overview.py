"""The overview of intake: every part with how far it is, whose move it is now, and what the clinic decided.

Progress is said in words, and nothing here is ever a "no" of the app's own (E-05).
"""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.courses.models import OwnCourse
from server.db.connection import Reader
from server.intake.consent import PURPOSES, ConsentState
from server.intake.coverage import coverage_lines
from server.intake.decisions import Decision
from server.intake.facts import Fact, list_facts, of_kind
from server.intake.medicines import is_complete
from server.intake.missing import open_questions
from server.intake.pages import Section, sections_of
from server.intake.referral import find_referral
from server.intake.said import Said, read_said
from server.intake.trials import list_trials, recorded_words
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.page import Page

ALSO_KEPT = ("/intake", "/intake/answers", "/intake/tried/new")  # the copy asks first whether it is you


class Glance(msgspec.Struct, frozen=True, kw_only=True):
    """How the intake stands, for Today; `pages` are kept on the phone, so that it goes on without a network."""

    headline: str
    lead: str
    label: str
    pages: str


class OverviewPage(Page, kw_only=True):
    """`following` is the first part with something open. `decision` is the clinic's, once one counts."""

    template: ClassVar[str] = "intake/overview.html"
    headline: str
    lead: str
    sections: list[Section]
    following: Section | None
    decision: Decision | None
    handed_in: datetime | None
    pages: str


async def overview_page(db: Reader, course: OwnCourse) -> OverviewPage:
    facts, found = await list_facts(db, course), await read_said(db, course)
    sections = all_sections(facts, found)
    headline, lead = _headline(facts, found)
    return OverviewPage(
        headline=headline,
        lead=lead,
        sections=sections,
        following=next((one for one in sections if not one.done), None),
        decision=found.decided,
        handed_in=found.handed_in,
        pages=_pages(sections),
    )


async def glance(db: Reader, course: OwnCourse) -> Glance:
    facts, found = await list_facts(db, course), await read_said(db, course)
    headline, lead = _headline(facts, found)
    if not found.begun:
        headline = _("Welcome. This is a slow beginning.")
        lead = _("Your clinic would like to know you a little. Stop whenever you like, and come back.")
    label = _("See where it is") if found.handed_in else _("Go on with the questions")
    if found.decided:
        label = _("Read what was decided")
    if not found.begun:
        label = _("Begin with a few questions")
    return Glance(headline=headline, lead=lead, label=label, pages=_pages(all_sections(facts, found)))


def _pages(sections: list[Section]) -> str:
    texts = (f"/intake/consent/{purpose}" for purpose in PURPOSES)
    return " ".join([*ALSO_KEPT, *(one.path for one in sections), *texts])


def all_sections(facts: list[Fact], found: Said) -> list[Section]:
    """In the order in which they are best told: about oneself, the way in, then the body, and papers last."""
    parts = sections_of(facts)
    return [
        parts[0], _referral(facts, found), _tried(facts, found), *parts[1:], _medicines(facts), _coverage(facts, found),
        _consent(found.consents),
    ]  # fmt: skip


def _referral(facts: list[Fact], found: Said) -> Section:
    steps = {
        "asked": _("Asked for"), "sent": _("On its way"), "received": _("Your clinic has it"),
        "missing": _("A page is missing"),
    }  # fmt: skip
    told = find_referral(facts) is not None
    said = steps.get(found.step, _("Told") if told else _("Who sends you"))
    return Section(path="/intake/referral", title=_("Referral"), said=said, done=told and found.step != "missing")


def _tried(facts: list[Fact], found: Said) -> Section:
    count = len(list_trials(facts))
    done = count > 0 or found.handed_in is not None  # who has tried nothing yet has nothing to tell
    return Section(path="/intake/tried", title=_("What was tried"), said=recorded_words(count), done=done)


def _medicines(facts: list[Fact]) -> Section:
    count, whole = len(of_kind(facts, "medicine")), is_complete(facts)
    said = _("None") if whole else _("Your list")
    if count:
        said = ngettext("One on your list", "%(num)s on your list", count)
    return Section(path="/intake/medicines", title=_("Medicines"), said=said, done=whole)


def _coverage(facts: list[Fact], found: Said) -> Section:
    told = len(coverage_lines(facts))
    said = ngettext("One line told", "%(num)s lines told", told) if told else _("Who pays for what")
    done = told > 0 or found.handed_in is not None
    return Section(path="/intake/coverage", title=_("Coverage"), said=said, done=done)


def _consent(states: list[ConsentState]) -> Section:
    left = [one for one in states if one.required and one.state != "signed"]
    said = ngettext("One to read", "%(num)s to read", len(left)) if left else _("Signed")
    return Section(path="/intake/consent", title=_("Consent"), said=said, done=not left)


def _headline(facts: list[Fact], found: Said) -> tuple[str, str]:
    """Whose move it is, and what happens next."""
    decided = found.decided
    if len(found.heads) > 1:
        return _("Your clinic is putting its decision together"), _("Two people looked, and they are talking.")
    if decided and decided.outcome == "proceed" and found.reviewing in ("changed", "data"):
        return _("Your clinic has decided"), _("It reads your list of medicines once more before your next session.")
    if decided and decided.outcome == "proceed":
        return _("Your clinic has decided"), _("It plans the first day with you. What you told stays yours to correct.")
    if decided:
        return _("Your clinic has decided"), _("What you told stays yours to correct, at any time.")
    if found.handed_in is None:
        return _("Getting to know you"), _("Stop whenever you like. What you answered is kept, for weeks if need be.")
    if found.step in ("", "asked", "sent"):
        return _("Waiting for your referral"), _("Your answers are with your clinic. It reads on when the papers come.")
    if found.step == "missing" or open_questions(facts):
        return _("Something is still open"), _("Your clinic is reading. What is open stands below.")
    return _("Your clinic is reading"), _("A prescriber reads all of it and decides with you. There is nothing to do.")

"""Who pays for what, as the patient was told (L-01 to L-03): who said so and when, and never a sum or a promise."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import msgspec

from server.intake.facts import Fact, of_kind
from server.intake.health_card import last_four
from server.pages.content import read_json
from server.pages.language import gettext as _
from server.pages.language import language
from server.pages.times import full_date

CARD = "health-card"
CARD_REGION = "CA-ON"  # the number of the card is asked for where it is one


class Stated(msgspec.Struct, frozen=True):
    """A fact to know, with the clinical ids it comes from."""

    text: str
    items: tuple[str, ...]


class CostLine(msgspec.Struct, frozen=True):
    id: str
    title: str
    text: str


class Named(msgspec.Struct, frozen=True):
    value: str
    label: str


class CardAsked(msgspec.Struct, frozen=True):
    """`purpose`: one of these is said before the number is kept."""

    ask: str
    purpose: tuple[Named, ...]
    hint: str


class Coverage(msgspec.Struct, frozen=True):
    lead: tuple[str, ...]
    facts: tuple[Stated, ...]
    lines: tuple[CostLine, ...]
    payers: tuple[Named, ...]
    health_card: CardAsked


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Of one line of cost: who says they pay, who said so, and on which day."""

    payer: str
    source: str = ""
    day: date | None = None


class HealthCard(msgspec.Struct, frozen=True, kw_only=True):
    """Shown with its last four digits alone; never kept without what it is for."""

    number: str
    purpose: str
    letters: str = ""


class CoverageLine(msgspec.Struct, frozen=True):
    """One line as it is read back."""

    id: str
    title: str
    said: str


def coverage() -> Coverage:
    return _coverage(language())


@lru_cache
def _coverage(language: str) -> Coverage:
    return msgspec.convert(read_json("intake/coverage.json"), Coverage)


def told_of(facts: list[Fact]) -> dict[str, tuple[Told, Fact]]:
    """By the id of the line; lines that are no longer asked are left out."""
    known = {one.id for one in coverage().lines}
    return {
        one.subject: (one.read(Told), one) for one in of_kind(facts, "coverage") if one.body and one.subject in known
    }


def card_of(facts: list[Fact]) -> HealthCard | None:
    found = [one for one in of_kind(facts, "coverage") if one.body and one.subject == CARD]
    return found[0].read(HealthCard) if found else None


def coverage_lines(facts: list[Fact]) -> list[CoverageLine]:
    """What was told, in the order of asking; the health card last, without its number."""
    told = told_of(facts)
    lines = [
        CoverageLine(one.id, one.title, told_in_words(told[one.id][0])) for one in coverage().lines if one.id in told
    ]
    card = card_of(facts)
    if card:
        lines.append(CoverageLine(CARD, coverage().health_card.ask, card_in_words(card)))
    return lines


def told_in_words(told: Told) -> str:
    """Private insurance. Said by the clinic's front desk, on 3 November 2026."""
    payer = _label(coverage().payers, told.payer)
    day = full_date(told.day) if told.day else ""
    if told.source and day:
        return _("%(payer)s. Said by %(source)s, on %(day)s.", payer=payer, source=told.source, day=day)
    if told.source:
        return _("%(payer)s. Said by %(source)s.", payer=payer, source=told.source)
    return _("%(payer)s. Said on %(day)s.", payer=payer, day=day) if day else _("%(payer)s.", payer=payer)


def card_in_words(card: HealthCard) -> str:
    """Ends in 1234. So that …"""
    purpose = _label(coverage().health_card.purpose, card.purpose)
    return _("Ends in %(four)s. %(purpose)s.", four=last_four(card.number), purpose=purpose)


def entered_of(told: Told) -> Mapping[str, str]:
    """The form's fields as this telling fills them."""
    return {"payer": told.payer, "source": told.source, "day": told.day.isoformat() if told.day else ""}


def _label(named: tuple[Named, ...], value: str) -> str:
    """A choice that the clinic's text no longer has is shown as it was kept."""
    return next((one.label for one in named if one.value == value), value)

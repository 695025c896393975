"""The page about who pays: how its forms are read and shown. A number is asked for with its purpose alone."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar

import msgspec

from server.clinics.queries import find_clinic
from server.courses.models import OwnCourse
from server.courses.queries import list_care_team
from server.courses.readers import said_by
from server.db.connection import Reader
from server.intake.coverage import (
    CARD_REGION,
    CardAsked,
    CostLine,
    Named,
    Stated,
    card_in_words,
    card_of,
    coverage,
    entered_of,
    told_of,
)
from server.intake.facts import list_facts
from server.intake.health_card import DIGITS, fault_of, plain_number
from server.intake.telling import ToldForm
from server.pages.forms import Day, Rule, Words, Wrong
from server.pages.language import gettext as _
from server.pages.page import Page

Typed = tuple[str, dict[str, str], dict[str, str]]  # the line, what was typed, and the sentences beside it


class OneOf(Rule):
    """One of the choices that the clinic's own text offers."""

    def __init__(self, named: Callable[[], tuple[Named, ...]], missing: Callable[[], str]) -> None:
        self.named, self._missing = named, missing

    def missing(self) -> str:
        return self._missing()

    def read(self, text: str, now: datetime) -> str:
        if text not in {one.value for one in self.named()}:
            raise Wrong(_("Please choose one of the answers shown."))
        return text


class CardNumber(Rule):
    def missing(self) -> str:
        return _("There is no number yet. If you would rather not give it, nothing more is needed here.")

    def read(self, text: str, now: datetime) -> str:
        number = plain_number(text)
        if not number:
            raise Wrong(self.missing())
        if (fault := fault_of(number)) == "digits":
            raise Wrong(
                _("The number has %(n)s digits, without the letters. Please look at the card once more.", n=DIGITS)
            )
        if fault:
            raise Wrong(
                _(
                    "The last digit does not go with the other nine, so one of the ten must be different on the card."
                    " Please compare them one by one."
                )
            )
        return number


class Letters(Rule):
    empty = True

    def read(self, text: str, now: datetime) -> str:
        letters = plain_number(text).upper()
        if not re.fullmatch(r"[A-Z]{0,2}", letters):
            raise Wrong(_("These are one or two letters, as on the card. Leave it empty if there are none."))
        return letters


class ToldOfForm(ToldForm, frozen=True, kw_only=True):
    payer: Annotated[str, OneOf(lambda: coverage().payers, lambda: _("Please choose one."))]
    source: Annotated[str, Words(120, least=0, one_line=True)]
    day: Annotated[date | None, Day(optional=True)]


class CardForm(ToldForm, frozen=True, kw_only=True):
    purpose: Annotated[
        str,
        OneOf(
            lambda: coverage().health_card.purpose,
            lambda: _("Please say what the number is for. Without a reason it is not kept."),
        ),
    ]
    number: Annotated[str, CardNumber()]
    letters: Annotated[str | None, Letters()]


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """The form of one line of cost. `errors` are named by the field's id on the page."""

    line: CostLine
    entered: Mapping[str, str]
    errors: dict[str, str]
    saved_at: datetime | None


class CoveragePage(Page, kw_only=True):
    """`card` is the number that was given, in words, or empty; `asks_card` whether it is asked for here at all."""

    template: ClassVar[str] = "intake/coverage.html"
    lead: tuple[str, ...]
    facts: tuple[Stated, ...]
    asking: list[Asking]
    payers: tuple[Named, ...]
    asks_card: bool
    card: str
    card_asked: CardAsked
    entered: dict[str, str]
    errors: dict[str, str]
    readers: str


async def coverage_page(db: Reader, course: OwnCourse, wrong: Typed, now: datetime) -> CoveragePage:
    """`wrong` is the form that could not be kept; an empty name where there is none."""
    facts = await list_facts(db, course)
    told = told_of(facts)
    name, entered, errors = wrong[0], wrong[1], {f"{wrong[0]}-{field}": said for field, said in wrong[2].items()}
    asking = [
        Asking(
            line=one,
            entered=entered if one.id == name else entered_of(told[one.id][0]) if one.id in told else {},
            errors=errors if one.id == name else {},
            saved_at=told[one.id][1].received_at if one.id in told else None,
        )
        for one in coverage().lines
    ]
    card, clinic = card_of(facts), await find_clinic(db, course.clinic_id)
    return CoveragePage(
        lead=coverage().lead, facts=coverage().facts, asking=asking, payers=coverage().payers,
        asks_card=clinic is not None and clinic.region == CARD_REGION, card=card_in_words(card) if card else "",
        card_asked=coverage().health_card, entered=entered, errors=errors,
        readers=said_by(await list_care_team(db, course.id, now)),
    )  # fmt: skip

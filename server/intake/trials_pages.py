"""The list of what was tried and the form for one of it: how it is read, and how it is shown."""

import re
from datetime import datetime
from typing import Annotated, ClassVar

from server.courses.models import OwnCourse
from server.courses.queries import list_care_team
from server.courses.readers import said_by
from server.db.connection import Reader
from server.intake.facts import Fact, list_facts
from server.intake.telling import ToldForm
from server.intake.trials import (
    EFFECTS,
    ENDS,
    KINDS,
    MOST_TRIALS,
    MOST_WEEKS,
    TIMES,
    Effect,
    Ended,
    Kind,
    Labels,
    Trial,
    When,
    list_trials,
    recorded_words,
    trial_in_words,
    when_in_words,
)
from server.pages.forms import Choice, Id, Rule, Words, Wrong
from server.pages.language import gettext as _
from server.pages.language import later
from server.pages.page import Page

NO_NAME = later("Please write what it was, in any spelling.")
Typed = tuple[dict[str, str], dict[str, str]]  # what was typed, and the sentences beside it


class Weeks(Rule):
    """Whole weeks up to ten years. What is longer, or not counted in weeks, goes into the words."""

    empty = True

    def read(self, text: str, now: datetime) -> int | None:
        text = text.strip()
        if not text:
            return None
        if not re.fullmatch(r"[0-9]+", text):
            raise Wrong(_("Please write whole weeks as a number, like 8, or leave this empty."))
        if len(text) > 6 or int(text) > MOST_WEEKS:
            raise Wrong(
                _(
                    "Ten years fit here, which is %(most)s weeks. If it was longer, leave this empty and write it in"
                    " your own words under “Anything else about it”.",
                    most=MOST_WEEKS,
                )
            )
        return int(text)


class TrialForm(ToldForm, frozen=True, kw_only=True):
    """`trial` is empty for a new one: the id of its first telling is then its own."""

    trial: Annotated[str | None, Id(optional=True)]
    kind: Annotated[Kind, Choice(*KINDS)]
    what: Annotated[str, Words(120, one_line=True, missing=NO_NAME)]
    dose: Annotated[str, Words(80, least=0, one_line=True)]
    weeks: Annotated[int | None, Weeks()]
    effect: Annotated[Effect, Choice(*EFFECTS)]
    ended: Annotated[Ended, Choice(*ENDS)]
    when: Annotated[When, Choice(*TIMES)]
    words: Annotated[str, Words(500, least=0)]

    @property
    def subject(self) -> str:
        return self.trial or self.id

    def told(self) -> Trial:
        return Trial(**{name: getattr(self, name) for name in Trial.__struct_fields__})


class TriedPage(Page, kw_only=True):
    """`trials` are ids, what was told in words, its kind and when, and the patient's own words."""

    template: ClassVar[str] = "intake/tried.html"
    trials: list[tuple[str, str, str, str]]
    recorded: str
    full: bool
    readers: str


class TriedFormPage(Page, kw_only=True):
    """`asks` are the questions with answers to choose from; `earlier` what was said before, newest first."""

    template: ClassVar[str] = "intake/tried_form.html"
    trial: str
    asks: list[tuple[str, str, Labels]]
    earlier: list[tuple[str, datetime]]
    saved_at: datetime | None
    readers: str
    entered: dict[str, str]
    errors: dict[str, str]


async def tried_page(db: Reader, course: OwnCourse, now: datetime) -> TriedPage:
    found = list_trials(await list_facts(db, course))
    return TriedPage(
        trials=[(id_, trial_in_words(one), when_in_words(one), one.words) for id_, one, _fact in found],
        recorded=recorded_words(len(found)),
        full=len(found) >= MOST_TRIALS,
        readers=said_by(await list_care_team(db, course.id, now)),
    )


async def tried_form_page(
    db: Reader, course: OwnCourse, told: list[Fact], typed: Typed, now: datetime
) -> TriedFormPage:
    """`told` is the history of the trial, newest first; empty for a new one, and for one that was taken out."""
    standing = told if told and told[0].body else []
    return TriedFormPage(
        trial=standing[0].subject if standing else "",
        asks=[
            ("kind", _("What kind of treatment was it?"), _shown(KINDS)),
            ("effect", _("Did it help?"), _shown(EFFECTS)),
            ("ended", _("Why did it end?"), _shown(ENDS)),
            ("when", _("When was it?"), _shown(TIMES)),
        ],
        earlier=[(trial_in_words(one.read(Trial)), one.received_at) for one in standing[1:] if one.body],
        saved_at=standing[0].received_at if standing else None,
        readers=said_by(await list_care_team(db, course.id, now)),
        entered=typed[0],
        errors=typed[1],
    )


def _shown(labels: Labels) -> Labels:
    return {value: _(label) for value, label in labels.items()}

"""The pages of the list of medicines, as the patient sees them."""

from datetime import date, datetime
from typing import ClassVar

from server.clinics.protocol import Route
from server.courses.models import Course, OwnCourse
from server.courses.queries import list_care_team
from server.courses.readers import said_by
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.intake.board import Reviewing
from server.intake.facts import list_facts
from server.intake.finder import Suggestion
from server.intake.interactions import FOOTER, about_list, interactions
from server.intake.medicines import Listed, is_complete, list_medicines
from server.intake.papers import Paper, list_papers
from server.intake.said import Review, read_said
from server.pages.language import gettext as _
from server.pages.page import Page
from server.pages.times import full_date, long_date

Typed = tuple[dict[str, str], dict[str, str]]


class MedicinesPage(Page, kw_only=True):
    """`compared` says against what and when; `reviewed` how a prescriber's review stands, empty before the first."""

    template: ClassVar[str] = "intake/medicines.html"
    medicines: list[Listed]
    papers: dict[str, list[Paper]]
    complete: bool
    compared: str
    reviewed: str
    standing: Reviewing
    readers: str
    footer: tuple[str, str]
    entered: dict[str, str]
    errors: dict[str, str]


class MedicinePage(Page, kw_only=True):
    template: ClassVar[str] = "intake/medicine.html"
    listed: Listed
    papers: list[Paper]
    entered: dict[str, str]
    errors: dict[str, str]


class FinderPage(Page, kw_only=True):
    template: ClassVar[str] = "intake/finder.html"
    typed: str
    suggestions: list[Suggestion]


async def routes_ahead(db: Reader, course: Course) -> tuple[Route, ...]:
    """How the sessions are planned that have not been held: what is swallowed is changed most (M-06)."""
    return tuple(dict.fromkeys(one.route for one in await list_sessions(db, course) if not one.held))


async def medicines_page(db: Reader, course: OwnCourse, typed: Typed, now: datetime) -> MedicinesPage:
    facts = await list_facts(db, course)
    medicines = list_medicines(facts, await routes_ahead(db, course))
    said = await read_said(db, course)
    return MedicinesPage(
        medicines=medicines,
        papers=await list_papers(db, course, [one.id for one in medicines]),
        complete=is_complete(facts),
        compared=_compared(said.compared_at, course.zone),
        reviewed=_reviewed(said.reviewing, said.review, course.zone) if said.review else "",
        standing=said.reviewing,
        readers=said_by(await list_care_team(db, course.id, now)),
        footer=(_(FOOTER[0]), _(FOOTER[1])),
        entered=typed[0],
        errors=typed[1],
    )


async def medicine_page(db: Reader, course: OwnCourse, one: Listed, typed: Typed | None = None) -> MedicinePage:
    told = one.medicine
    entered = {"typed": told.typed, "dose": told.dose, "purpose": told.purpose, "generic": told.generic}
    papers = (await list_papers(db, course, [one.id]))[one.id]
    return MedicinePage(
        listed=one, papers=papers, entered=typed[0] if typed else entered, errors=typed[1] if typed else {}
    )


def _compared(at: datetime | None, zone: str) -> str:
    about = about_list()
    if at is None:
        return ""
    return _(
        "Compared on %(day)s with list %(number)s of %(of)s, which names %(count)s medicines and substances.",
        day=long_date(at, zone),
        number=about.number,
        of=full_date(date.fromisoformat(about.of)),
        count=len(interactions()),
    )


def _reviewed(standing: Reviewing, review: Review, zone: str) -> str:
    name, day = review.by_name, long_date(review.at, zone)
    if standing == "reviewed":
        return _("%(name)s went through this list on %(day)s.", name=name, day=day)
    if standing == "changed":
        return _(
            "%(name)s went through your list on %(day)s. It has changed since, and will be read again.",
            name=name,
            day=day,
        )
    return _(
        "%(name)s went through your list on %(day)s. More is known since then about something on it, so it will be "
        "read again.",
        name=name,
        day=day,
    )

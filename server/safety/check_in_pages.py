"""The pages of the check-in as the patient sees them: ten questions, what happens now, and what was told before."""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.clinics.queries import Clinic, find_clinic
from server.courses.models import Course, OwnCourse
from server.courses.queries import list_care_team
from server.db.connection import Reader
from server.pages.language import gettext as _
from server.pages.page import Page
from server.safety.check_in_answers import entered_of
from server.safety.check_in_content import Fact, Question, asked
from server.safety.check_in_queries import list_check_ins
from server.safety.check_in_rounds import CheckIn, Round, Week, round_of, weeks_of
from server.safety.check_in_rules import Outcome, in_words, outcome_of
from server.safety.check_in_words import first_session, in_plain_words
from server.safety.help import Region, region_of

HERE, NEXT, ALONE = "/check-in", "/check-in/answers", "/not-safe"
Wrong = tuple[str, dict[str, str], dict[str, str]]  # the question, what was typed, the sentences beside it
NOTHING_WRONG: Wrong = ("", {}, {})


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """One question. `since` is the time before which what a phone kept belongs to an earlier check-in."""

    question: Question
    number: int
    entered: dict[str, str]
    errors: dict[str, str]
    shown: bool
    then: str
    back: str
    since: datetime


class CheckInPage(Page, kw_only=True):
    """`whole` is the same on one page, in one form."""

    template: ClassVar[str] = "safety/check_in.html"
    asking: list[Asking]
    lead: str
    standing: str
    readers: str
    errors: dict[str, str]
    region: Region
    clinic: Clinic | None


class WholeCheckInPage(CheckInPage, kw_only=True):
    template: ClassVar[str] = "safety/check_in_whole.html"


class Line(msgspec.Struct, frozen=True, kw_only=True):
    question: Question
    said: str


class ToldPage(Page, kw_only=True):
    """`call` and `review` are the names of the answers that led there (Y-11)."""

    template: ClassVar[str] = "safety/check_in_told.html"
    at: datetime | None
    lines: list[Line]
    left: int
    open: bool
    thoughts: bool
    call: list[str]
    review: list[str]
    readers: str
    clinic: Clinic | None
    facts: tuple[Fact, ...]


class EarlierPage(Page, kw_only=True):
    template: ClassVar[str] = "safety/check_in_earlier.html"
    weeks: list[tuple[Week, list[Line]]]


async def readers_of(db: Reader, course: Course, now: datetime) -> str:
    """Who can read it, and that nobody waits for it: the same words wherever it is asked."""
    names = [one.name for one in await list_care_team(db, course.id, now)]
    if not names:
        return _("Nobody is on your care team yet. Your clinic can read this once somebody is.")
    listed = ", ".join(names[:-1])
    who = _("%(names)s and %(last)s", names=listed, last=names[-1]) if listed else names[-1]
    return _("%(who)s can read this, on working days. The app watches nothing by itself.", who=who)


async def check_in_page(db: Reader, course: OwnCourse, now: datetime, wrong: Wrong, *, whole: bool) -> CheckInPage:
    """`wrong` is the question that could not be kept, what was typed, and the sentences beside it."""
    check_ins = await list_check_ins(db, course)
    here = round_of(check_ins, await first_session(db, course), now)
    kind = WholeCheckInPage if whole else CheckInPage
    clinic = await find_clinic(db, course.clinic_id)
    return kind(
        asking=_asking(here, course, wrong, whole=whole),
        lead=asked().lead,
        standing=in_plain_words(here, now, course.zone),
        readers=await readers_of(db, course, now),
        errors=wrong[2],
        region=region_of(clinic),
        clinic=clinic,
    )


def _asking(here: Round, course: OwnCourse, wrong: Wrong, *, whole: bool) -> list[Asking]:
    questions = asked().questions
    told = here.open.told if here.open else {}
    first = next((one.id for one in questions if one.id not in told), questions[0].id)
    since = here.last.last_at if here.last else course.created_at
    found = []
    for at, one in enumerate(questions):
        answer = told[one.id].answer if one.id in told else None
        mine = (whole and bool(wrong[2])) or wrong[0] == one.id
        asking = Asking(
            question=one, number=at + 1,
            entered=wrong[1] if mine else entered_of(one, answer, f"{one.id}-" if whole else ""),
            errors=wrong[2] if mine else {}, shown=one.id == (wrong[0] or first), then=where_after(one),
            back=f"#{questions[at - 1].id}" if at else "/today",
            since=told[one.id].received_at if one.id in told else since,
        )  # fmt: skip
        found.append(asking)
    return found


def where_after(question: Question) -> str:
    """The next question; after the last, what happens now."""
    ids = [one.id for one in asked().questions]
    at = ids.index(question.id) + 1
    return f"{HERE}#{ids[at]}" if at < len(ids) else NEXT


async def told_page(db: Reader, course: OwnCourse, now: datetime) -> ToldPage:
    """Of the check-in that is open, else of the last one."""
    check_ins = await list_check_ins(db, course)
    shown = check_ins[-1] if check_ins else None
    outcome = outcome_of(shown, check_ins[:-1]) if shown else Outcome(thoughts=False, call=(), review=())
    names = {one.id: one.short for one in asked().questions}
    return ToldPage(
        at=shown.began_at if shown else None,
        lines=lines_of(shown),
        left=sum(1 for one in asked().questions if not shown or shown.answer(one.id) is None),
        open=shown is not None and now < shown.ends_at,
        thoughts=outcome.thoughts,
        call=[names[one] for one in outcome.call],
        review=[names[one] for one in outcome.review],
        readers=await readers_of(db, course, now),
        clinic=await find_clinic(db, course.clinic_id),
        facts=asked().facts,
    )


def lines_of(check_in: CheckIn | None) -> list[Line]:
    """Every question, with nothing said where nothing was told."""
    found = []
    for one in asked().questions:
        told = check_in.answer(one.id) if check_in else None
        found.append(Line(question=one, said=in_words(one, told.answer) if told else ""))
    return found


async def earlier_page(db: Reader, course: OwnCourse, now: datetime) -> EarlierPage:
    weeks = weeks_of(await list_check_ins(db, course), await first_session(db, course), course.closed_at or now)
    return EarlierPage(weeks=[(one, lines_of(one.check_in)) for one in weeks])

"""The questionnaires as a patient sees them: what is asked, one at a time, an answer with its words, and the course."""

from datetime import datetime
from typing import ClassVar

import msgspec

from server.clinics.queries import Clinic, find_clinic
from server.courses.models import OwnCourse
from server.courses.queries import list_care_team
from server.courses.readers import said_by
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.measures.answers import Answered, first_and_before, list_answers, list_when
from server.measures.asked import asked_of, open_now
from server.measures.cadence import Turn, due, turns, windows
from server.measures.instruments import Instrument
from server.measures.said import band_words, beside_last, beside_start
from server.measures.scoring import has_worsened, level_of
from server.measures.trend import Trend, draw_trend
from server.measures.viewing import hides_numbers
from server.pages.language import ngettext
from server.pages.page import Page
from server.pages.times import in_words
from server.safety.help import Region, region_of
from server.safety.own import OwnState, own_state


class Overviewed(msgspec.Struct, frozen=True, kw_only=True):
    """One questionnaire of the overview. `turn` is the one that is open now."""

    instrument: Instrument
    about: str
    turn: Turn | None
    turns: list[Turn]
    trend: Trend | None
    last: datetime | None


class MeasuresPage(Page, kw_only=True):
    template: ClassVar[str] = "measures/overview.html"
    tab: ClassVar[str] = "course"
    asked: list[Overviewed]
    open_count: int
    hidden: bool
    readers: str


class WholeMeasurePage(Page, kw_only=True):
    """All on one page. `alarm` is the item of Y-30, acted on from the answer `alarm_from` on."""

    template: ClassVar[str] = "measures/whole.html"
    instrument: Instrument
    entered: dict[str, str]
    errors: dict[str, str]
    alarm: str
    alarm_from: int
    region: Region
    readers: str


class MeasurePage(WholeMeasurePage, kw_only=True):
    """One at a time: `shown` is the number of the item that opens first."""

    template: ClassVar[str] = "measures/form.html"
    shown: int
    last: datetime | None


class AnswerPage(Page, kw_only=True):
    """`level` is not empty where the item of Y-30 was answered above nought: people come before any total."""

    template: ClassVar[str] = "measures/answer.html"
    instrument: Instrument
    one: Answered
    band: str
    start: str
    before: str
    worsened: bool
    level: str
    state: OwnState | None
    hidden: bool
    functional: str
    readers: str
    region: Region
    clinic: Clinic | None
    following: list[Instrument]


async def measures_page(db: Reader, course: OwnCourse, now: datetime) -> MeasuresPage:
    sessions = await list_sessions(db, course)
    found = windows(sessions, course.protocol, now)
    hidden = await hides_numbers(db, course)
    asked = []
    for instrument in asked_of(course):
        answered = await list_answers(db, course, instrument.id)
        mine = turns(found, [one.answered_at for one in answered], course.protocol, now)
        drawn = draw_trend(instrument, answered, sessions, course.zone) if answered and not hidden else None
        last = answered[-1].answered_at if answered else None
        asked.append(
            Overviewed(
                instrument=instrument, about=_about(instrument), turn=due(mine), turns=mine, trend=drawn, last=last
            )
        )
    return MeasuresPage(
        asked=asked,
        open_count=sum(1 for one in asked if one.turn),
        hidden=hidden,
        readers=said_by(await list_care_team(db, course.id, now)),
    )


def _about(instrument: Instrument) -> str:
    count = len(instrument.items)
    return ngettext(
        "%(count)s question about the last two weeks.",
        "%(count)s questions about the last two weeks.",
        count,
        count=in_words(count).capitalize(),
    )


async def whole_page(
    db: Reader, course: OwnCourse, instrument: Instrument, typed: tuple[dict[str, str], dict[str, str]], now: datetime
) -> WholeMeasurePage:
    """`typed` is what was chosen and the sentences beside it."""
    entered, errors = typed
    rule = instrument.safety_rule
    return WholeMeasurePage(
        instrument=instrument,
        entered=entered,
        errors=errors,
        alarm=rule.item_id if rule else "",
        alarm_from=rule.trigger.value if rule else 0,
        region=region_of(await find_clinic(db, course.clinic_id)),
        readers=said_by(await list_care_team(db, course.id, now)),
    )


async def measure_page(
    db: Reader, course: OwnCourse, instrument: Instrument, typed: tuple[dict[str, str], dict[str, str]], now: datetime
) -> MeasurePage:
    """The first that is wrong opens."""
    whole = await whole_page(db, course, instrument, typed, now)
    return MeasurePage(
        **{name: getattr(whole, name) for name in whole.__struct_fields__},
        shown=next((one.number for one in instrument.items if f"q{one.number}" in typed[1]), 1),
        last=next(iter((await list_when(db, course)).get(instrument.id, [])), None),
    )


async def answer_page(
    db: Reader, course: OwnCourse, instrument: Instrument, one: Answered, now: datetime
) -> AnswerPage:
    first, before = first_and_before(await list_answers(db, course, instrument.id), one)
    total, level = one.body.total, level_of(instrument, dict(one.body.answers))
    clinic = await find_clinic(db, course.clinic_id)
    options = instrument.functional_item.options if instrument.functional_item else ()
    return AnswerPage(
        instrument=instrument,
        one=one,
        band=band_words(instrument, total),
        start=beside_start(instrument, first.body.total, total) if first else "",
        before=beside_last(instrument, before.body.total, total) if before and before != first else "",
        worsened=any(has_worsened(instrument, other.body.total, total) for other in (first, before) if other),
        level=level,
        state=await own_state(db, course, now) if level else None,
        hidden=await hides_numbers(db, course),
        functional=next((one_of.label for one_of in options if one_of.value == one.body.functional), ""),
        readers=said_by(await list_care_team(db, course.id, now)),
        region=region_of(clinic),
        clinic=clinic,
        following=await open_now(db, course, await list_sessions(db, course), now),
    )

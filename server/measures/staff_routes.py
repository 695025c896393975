"""The questionnaires as the care team reads them: totals with the sessions, what was missed, and each answer."""

from datetime import datetime
from typing import ClassVar

import msgspec
from litestar import Response, get
from litestar.di import Provide

from server.access.audience import ClinicianController
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import CaseloadCourse as CaseloadCourseRow
from server.courses.sessions import list_sessions
from server.db.connection import Reader
from server.measures.answers import Answered, list_answers
from server.measures.asked import asked_of
from server.measures.cadence import Turn, turns, windows
from server.measures.instruments import Instrument
from server.measures.lasting import lasted
from server.measures.lasting_words import in_plain_words
from server.measures.said import beside_last
from server.measures.scoring import has_worsened
from server.measures.trend import Trend, draw_trend
from server.measures.viewing import hides_numbers
from server.pages.handlers import Now, Writes
from server.pages.page import Page, show


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """One questionnaire. `items` are those of the latest answers, with the label that was chosen, as published."""

    instrument: Instrument
    trend: Trend | None
    turns: list[Turn]
    latest: Answered | None
    items: list[tuple[str, str]]
    functional: str
    said: str
    worsened: bool
    lasted: list[tuple[int, str, str]]


class SeenMeasuresPage(Page, kw_only=True):
    template: ClassVar[str] = "measures/seen.html"
    tab: ClassVar[str] = "caseload"
    patient_name: str
    course_id: str
    seen: list[Seen]
    hidden: bool


class SeenMeasuresController(ClinicianController):
    path = "/courses/{course_id:uuid}/measures"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_measures(self, tx: Writes, case: CaseloadCourse, now: Now) -> Response[str]:
        return show(
            SeenMeasuresPage(
                patient_name=case.patient_name,
                course_id=case.id,
                seen=await _seen(tx, case, now),
                hidden=await hides_numbers(tx, case),
            )
        )


async def _seen(db: Reader, case: CaseloadCourseRow, now: datetime) -> list[Seen]:
    sessions = await list_sessions(db, case)
    found = windows(sessions, case.protocol, now)
    seen = []
    for instrument in asked_of(case):
        answered = await list_answers(db, case, instrument.id)
        drawn = draw_trend(instrument, answered, sessions, case.zone) if answered else None
        mine = turns(found, [one.answered_at for one in answered], case.protocol, now)
        told = [in_plain_words(instrument, one) for one in lasted(instrument, answered, sessions)]
        seen.append(_one(instrument, answered, drawn, mine, told))
    return seen


def _one(
    instrument: Instrument,
    answered: list[Answered],
    drawn: Trend | None,
    mine: list[Turn],
    told: list[tuple[int, str, str]],
) -> Seen:
    latest = answered[-1] if answered else None
    before = answered[-2].body.total if len(answered) > 1 else None
    labels = {one.value: one.label for one in instrument.options}
    functional = instrument.functional_item.options if instrument.functional_item else ()
    return Seen(
        instrument=instrument,
        trend=drawn,
        turns=mine,
        latest=latest,
        items=[(one.text, labels[latest.body.answers[one.number]]) for one in instrument.items] if latest else [],
        functional=next((one.label for one in functional if latest and one.value == latest.body.functional), ""),
        lasted=told,
        said=beside_last(instrument, before, latest.body.total) if latest and before is not None else "",
        worsened=bool(latest and before is not None and has_worsened(instrument, before, latest.body.total)),
    )

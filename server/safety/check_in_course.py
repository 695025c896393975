"""Check-ins as the care team reads them: over time, with the sessions so far, what is missing said to be missing."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from litestar import Response, get
from litestar.di import Provide

from server.access.audience import ClinicianController
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.models import Session
from server.courses.sessions import list_sessions
from server.pages.handlers import Now, Writes
from server.pages.page import Page, show
from server.safety.check_in_content import asked
from server.safety.check_in_desk import PLAIN
from server.safety.check_in_pages import Line, lines_of
from server.safety.check_in_queries import list_check_ins
from server.safety.check_in_rounds import CheckIn, Week, weeks_of
from server.safety.check_in_rules import Outcome, in_words, outcome_of, positive
from server.safety.check_in_words import first_of

COLUMNS = ("longing", "bladder")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """`sessions` had been held by then. `said` is by COLUMNS, empty where nothing was told; `else_` every other answer
    that is no plain no. `outcome` is None for a week without a check-in, and looks back, never ahead."""

    week: Week
    sessions: int
    said: list[str]
    else_: list[str]
    missing: int
    outcome: Outcome | None
    lines: list[Line]


class CourseCheckInsPage(Page, kw_only=True):
    template: ClassVar[str] = "safety/course_check_ins.html"
    course_id: str
    patient_name: str
    names: dict[str, str]
    rows: list[Row]
    watching: tuple[str, ...]
    watching_source: str


class CourseCheckInsController(ClinicianController):
    path = "/courses/{course_id:uuid}/check-ins"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/")
    async def open_check_ins(self, tx: Writes, case: CaseloadCourse, now: Now) -> Response[str]:
        check_ins, sessions = await list_check_ins(tx, case), await list_sessions(tx, case)
        weeks = weeks_of(check_ins, first_of(sessions), case.closed_at or now)
        return show(
            CourseCheckInsPage(
                course_id=case.id,
                patient_name=case.patient_name,
                names={one.id: one.short for one in asked().questions},
                rows=[_row(one, check_ins, sessions) for one in weeks],
                watching=asked().watching,
                watching_source=asked().watching_source,
            )
        )


def _row(week: Week, check_ins: Sequence[CheckIn], sessions: Sequence[Session]) -> Row:
    one = week.check_in
    return Row(
        week=week,
        sessions=sum(1 for session in sessions if session.held and session.day <= week.at),
        said=[_said(one, name) for name in COLUMNS],
        else_=_else(one) if one else [],
        missing=sum(1 for line in lines_of(one) if not line.said),
        outcome=outcome_of(one, [other for other in check_ins if other.began_at < one.began_at]) if one else None,
        lines=lines_of(one),
    )


def _said(check_in: CheckIn | None, name: str) -> str:
    told, question = check_in.answer(name) if check_in else None, asked().find(name)
    return in_words(question, told.answer) if told and question else ""


def _else(check_in: CheckIn) -> list[str]:
    """Of the questions that have no column of their own."""
    found = []
    for question in asked().questions:
        told = check_in.answer(question.id)
        if told is None or question.id in COLUMNS or set(told.answer.values) & set(PLAIN.get(question.id, ())):
            continue
        if positive(question.id, told.answer):
            found.append(f"{question.short}: {in_words(question, told.answer)}")
    return found

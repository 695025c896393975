"""The intake board: who waits for what, since when, and whose move it is. Danger first, then the oldest."""

from datetime import datetime
from typing import ClassVar

import msgspec
from litestar import Response, get

from server.access.audience import ClinicianController
from server.access.trail import write_trail
from server.courses.own import Me, house_of
from server.intake.board import Move, Wait, ranked, waiting_for
from server.intake.board_queries import MOST_COURSES, list_progress
from server.pages.handlers import Now, Visitor, Writes
from server.pages.language import gettext as _
from server.pages.page import Page, show
from server.pages.times import local_day, long_date


class BoardLine(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    patient_name: str
    wait: Wait
    whose: str
    since: str


class IntakeBoardPage(Page, kw_only=True):
    template: ClassVar[str] = "intake/board.html"
    tab: ClassVar[str] = "intake"
    lines: list[BoardLine]
    decided: list[BoardLine]
    most: int


class IntakeBoardController(ClinicianController):
    @get("/intake-board")
    async def open_intake_board(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        house = house_of(request)
        await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="intake", now=now)
        names = {"prescriber": _("The prescriber"), "clinic": _("The clinic"), "other office": _("Another office")}
        lines: dict[str, BoardLine] = {}
        for course, progress in await list_progress(tx, house.vault, me, now):
            wait = waiting_for(progress, _("the prescriber"), local_day(now, me.clinic_zone))
            whose = names.get(wait.move, course.patient_name if wait.move == "patient" else "")
            since = _since(wait.since, now, me.clinic_zone)
            lines[course.id] = BoardLine(
                course_id=course.id, patient_name=course.patient_name, wait=wait, whose=whose, since=since
            )
        order = [course_id for course_id, _wait in ranked([(one, line.wait) for one, line in lines.items()])]
        shown = [lines[one] for one in order]
        still: set[Move] = {"patient", "prescriber", "clinic", "other office"}
        return show(
            IntakeBoardPage(
                lines=[one for one in shown if one.wait.move in still],
                decided=[one for one in shown if one.wait.move not in still],
                most=MOST_COURSES,
            )
        )


def _since(moment: datetime, now: datetime, zone: str) -> str:
    days = (local_day(now, zone) - local_day(moment, zone)).days
    if days < 2:
        return _("Since yesterday") if days == 1 else _("Since today")
    return _("Since %(day)s", day=long_date(moment, zone))

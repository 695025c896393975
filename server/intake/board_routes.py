"""The intake board: who waits for what, since when, and whose move it is. Danger first, then the oldest."""

from datetime import datetime
from typing import ClassVar

import msgspec
from litestar import Response, get

from server.access.audience import ClinicianController
from server.access.trail import write_trail
from server.courses.models import CaseloadCourse
from server.courses.own import Me, house_of
from server.ids import read_id
from server.intake.board import Move, Wait, ranked
from server.intake.board_queries import list_waits
from server.intake.standing import DECIDED, MOST_READ, Decided, list_decided
from server.pages.handlers import Now, Visitor, Writes
from server.pages.language import gettext as _
from server.pages.page import Page, show
from server.pages.times import local_day, long_date

SHOWN = 50


class BoardLine(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    patient_name: str
    wait: Wait
    whose: str
    since: str


class IntakeBoardPage(Page, kw_only=True):
    """`many` wait, of whom a part is shown; `after` and `decided_after` are whom the next parts go on after."""

    template: ClassVar[str] = "intake/board.html"
    tab: ClassVar[str] = "intake"
    lines: list[BoardLine]
    many: int
    after: str
    decided: list[Decided]
    decided_after: str
    most: int


class IntakeBoardController(ClinicianController):
    @get("/intake-board")
    async def open_intake_board(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        house = house_of(request)
        await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="intake", now=now)
        waits = {course.id: (course, wait) for course, wait in await list_waits(tx, house.vault, me, now)}
        order = [one for one, _wait in ranked([(id, wait) for id, (_course, wait) in waits.items()])]
        after, decided_after = (read_id(request.query_params.get(name, "")) or "" for name in ("after", "decided"))
        shown = order[order.index(after) + 1 if after in order else 0 :]
        decided = await list_decided(tx, me, now, decided_after)
        return show(
            IntakeBoardPage(
                lines=[_line(*waits[one], me.clinic_zone, now) for one in shown[:SHOWN]],
                many=len(order),
                after=shown[SHOWN - 1] if len(shown) > SHOWN else "",
                decided=decided[:DECIDED],
                decided_after=decided[DECIDED - 1].course_id if len(decided) > DECIDED else "",
                most=MOST_READ,
            )
        )


def _line(course: CaseloadCourse, wait: Wait, zone: str, now: datetime) -> BoardLine:
    names: dict[Move, str] = {
        "patient": course.patient_name, "prescriber": _("The prescriber"), "clinic": _("The clinic"),
        "other office": _("Another office"),
    }  # fmt: skip
    return BoardLine(
        course_id=course.id, patient_name=course.patient_name, wait=wait, whose=names.get(wait.move, ""),
        since=_since(wait.since, now, zone),
    )  # fmt: skip


def _since(moment: datetime, now: datetime, zone: str) -> str:
    days = (local_day(now, zone) - local_day(moment, zone)).days
    if days < 2:
        return _("Since yesterday") if days == 1 else _("Since today")
    return _("Since %(day)s", day=long_date(moment, zone))

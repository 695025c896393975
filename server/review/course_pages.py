"""Pages behind the patient's page: all that is shared, small steps where they are shared, and who opened what."""

import re
from itertools import groupby
from typing import ClassVar

import msgspec
from litestar import Response, get
from litestar.di import Provide

from server.access.audience import ClinicianController
from server.courses.caseload import CaseloadCourse, provide_caseload_course
from server.courses.own import Me
from server.journal.accesses import ACCESSES, Access, in_plain_words, list_accesses
from server.journal.actions import SmallAction
from server.journal.queries import BEFORE, stored
from server.journal.shown import list_older
from server.journal.steps_sharing import shared_steps
from server.pages.handlers import Now, Visitor, Writes
from server.pages.page import Page, show
from server.review.models import SharedLine
from server.review.patient_parts import shared_line

SHARED_A_PAGE = 30
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


class SharedGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Entries that follow each other after the same session; `number` None is before the first."""

    number: int | None
    lines: list[SharedLine]


class SharedJournalPage(Page, kw_only=True):
    template: ClassVar[str] = "review/shared.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    groups: list[SharedGroup]
    older: str


class SharedStepsPage(Page, kw_only=True):
    """`steps` is None where the patient does not share them, whether there are any or none."""

    template: ClassVar[str] = "review/steps.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    steps: list[SmallAction] | None


class SeenTrailPage(Page, kw_only=True):
    """Word for word what the patient reads."""

    template: ClassVar[str] = "review/trail.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    accesses: list[Access]
    older: int


class CoursePagesController(ClinicianController):
    path = "/courses/{course_id:uuid}"
    dependencies = {"case": Provide(provide_caseload_course)}

    @get("/shared")
    async def open_shared(self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me, now: Now) -> Response[str]:
        """First lines, as the patient was told; paged by the time of the share."""
        key = BEFORE.fullmatch(request.query_params.get("before") or "")
        found = await list_older(tx, me, case, (key[1], key[2]) if key else None, SHARED_A_PAGE + 1, now)
        shown = found[:SHARED_A_PAGE]
        older = f"{stored(shown[-1].granted_at)}~{shown[-1].share_id}" if len(found) > len(shown) else ""
        groups = [
            SharedGroup(number=number, lines=[shared_line(one, now, me.zone) for one in ones])
            for number, ones in groupby(shown, key=lambda one: one.session_number)
        ]
        return show(
            SharedJournalPage(course_id=case.id, patient_name=case.patient_name, groups=groups, older=older)
        )  # fmt: skip

    @get("/steps")
    async def open_steps(self, tx: Writes, case: CaseloadCourse) -> Response[str]:
        steps = await shared_steps(tx, case)
        return show(SharedStepsPage(course_id=case.id, patient_name=case.patient_name, steps=steps))

    @get("/trail")
    async def open_trail(self, request: Visitor, tx: Writes, case: CaseloadCourse, me: Me) -> Response[str]:
        asked = NUMBER.fullmatch(request.query_params.get("before") or "")
        lines = await list_accesses(tx, case, int(asked[0]) if asked else None)
        older = lines[ACCESSES - 1].number if len(lines) > ACCESSES else 0
        return show(
            SeenTrailPage(
                course_id=case.id,
                patient_name=case.patient_name,
                accesses=[in_plain_words(line, me.zone) for line in lines[:ACCESSES]],
                older=older,
            )
        )

"""Marking a day on scales of nought to ten, and one's own marks so far (Q-20)."""

from datetime import datetime
from typing import Any, ClassVar

from litestar import Response, get, post

from server.access.audience import PatientController
from server.courses.own import OwnCourse, rest_first
from server.db.connection import Reader
from server.measures.day import Marked, Slider, keep_marks, list_marked, read_marks, sliders
from server.measures.routes import AnswersForm, answer_kept, chosen
from server.pages.forms import read_form
from server.pages.handlers import Now, Reads, Sent, Visitor, Writes
from server.pages.page import Page, show


class DayPage(Page, kw_only=True):
    """`marked` are one's own marks, newest first: the time, and each scale's name with its mark."""

    template: ClassVar[str] = "measures/day.html"
    tab: ClassVar[str] = "course"
    sliders: list[Slider]
    marked: list[tuple[datetime, list[tuple[str, int]]]]
    entered: dict[str, str]
    errors: dict[str, str]


class DayController(PatientController):
    path = "/measures/day"
    before_request = staticmethod(rest_first)

    @get("/")
    async def open_day(self, db: Reads, course: OwnCourse) -> Response[str]:
        return show(await _page(db, course, ({}, {})))

    @post("/")
    async def keep_day(self, request: Visitor, tx: Writes, course: OwnCourse, form: Sent, now: Now) -> Response[Any]:
        """Safe to repeat."""
        told = read_form(AnswersForm, form)
        marks, errors = read_marks(form)
        errors |= told.errors
        if told.value is None or errors:
            return show(await _page(tx, course, (chosen(form.values), errors)), 422)
        marked = Marked(id=told.value.id, marks=marks, at=told.value.written_at or now)
        return answer_kept(request, await keep_marks(tx, course, marked, now), "/measures/day#so-far")


async def _page(db: Reader, course: OwnCourse, typed: tuple[dict[str, str], dict[str, str]]) -> DayPage:
    known = sliders()
    return DayPage(
        sliders=known,
        marked=[
            (one.at, [(each.name, one.marks[each.id]) for each in known if each.id in one.marks])
            for one in await list_marked(db, course)
        ],
        entered=typed[0],
        errors=typed[1],
    )

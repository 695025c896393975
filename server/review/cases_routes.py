"""The caseload: by reason, looked through by name, and in views that one keeps. Names go into no address."""

from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from server.access.audience import ClinicianController
from server.access.people import Person
from server.access.trail import write_trail
from server.courses.own import Me, house_of
from server.db.connection import Transaction
from server.ids import new_id, read_id
from server.pages.forms import Choice, Id, Words, read_form
from server.pages.handlers import InPath, Now, Sent, Visitor, Writes, answer
from server.pages.language import gettext as _
from server.pages.page import Page, show
from server.review.case_front import list_first_cases
from server.review.case_queries import REASONS, SHOWN, Asked, Reason, list_names
from server.review.cases import NAMES, Case, case_of, found_by_name, moments_of
from server.review.views import MOST_VIEWS, View, find_view, keep_view, list_views, remove_view
from server.safety.flag_pages import Strip, read_strip

MOST_ASKED, MOST_NAME = 60, 40


class SearchForm(msgspec.Struct, frozen=True, kw_only=True):
    asked: Annotated[str, Words(MOST_ASKED, least=0, one_line=True)]
    reason: Annotated[str | None, Choice(*REASONS, optional=True)]


class ViewForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    name: Annotated[str, Words(MOST_NAME, one_line=True)]
    asked: Annotated[str, Words(MOST_ASKED, least=0, one_line=True)]
    reason: Annotated[str | None, Choice(*REASONS, optional=True)]


class CaseloadPage(Page, kw_only=True):
    """`after` is for the link to the next part; `asked` what was looked for; `view` the kept one that is shown."""

    template: ClassVar[str] = "review/caseload.html"
    tab: ClassVar[str] = "caseload"
    cases: list[Case]
    all_of_it: int
    after: str
    reason: str
    asked: str
    reasons: list[tuple[str, str]]
    views: list[View]
    view: View | None
    fresh: str
    said: str
    flags: Strip
    entered: dict[str, str]
    errors: dict[str, str]


class Looking(msgspec.Struct, frozen=True, kw_only=True):
    """What of the caseload is looked at, and the form that was wrong."""

    reason: Reason | None = None
    asked: str = ""
    after: str = ""
    view: View | None = None
    said: str = ""
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}


class CaseloadController(ClinicianController):
    path = "/caseload"

    @get("/")
    async def open_caseload(self, request: Visitor, tx: Writes, me: Me, now: Now) -> Response[str]:
        reason = _reason(request.query_params.get("reason", ""))
        after = read_id(request.query_params.get("after", "")) or ""
        return show(await _page(request, tx, me, Looking(reason=reason, after=after), now))

    @post("/search")
    async def look_for(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[str]:
        """A name that is looked for stands in no address, and in nobody's list of visited pages."""
        read = read_form(SearchForm, form)
        if read.value is None:
            wrong = Looking(entered=read.entered, errors=read.errors)
            return show(await _page(request, tx, me, wrong, now), 422)
        looking = Looking(reason=_reason(read.value.reason or ""), asked=read.value.asked)
        return show(await _page(request, tx, me, looking, now))

    @post("/views")
    async def keep(self, request: Visitor, tx: Writes, me: Me, form: Sent, now: Now) -> Response[Any]:
        """Repeatable by the view's id."""
        read = read_form(ViewForm, form)
        errors = dict(read.errors)
        if read.value and not read.value.asked and not read.value.reason:
            errors["name"] = _("Choose a reason or look for a name first: this would be the whole list.")
        if read.value is None or errors:
            reason, asked = _reason(read.entered.get("reason", "")), read.entered.get("asked", "")[:MOST_ASKED]
            wrong = Looking(reason=reason, asked=asked, entered=read.entered, errors=errors)
            return show(await _page(request, tx, me, wrong, now), 422)
        view = View(id=read.value.id, name=read.value.name, reason=read.value.reason or "", asked=read.value.asked)
        if not await keep_view(tx, me, view, now):
            said = _("%(n)s views are kept already. Take one out first.", n=MOST_VIEWS)
            full = Looking(reason=_reason(view.reason), asked=view.asked, said=said, entered=read.entered)
            return show(await _page(request, tx, me, full, now), 409)
        return answer(request, then=f"/caseload/views/{view.id}")

    @get("/views/{view_id:uuid}")
    async def open_view(self, request: Visitor, tx: Writes, me: Me, view_id: InPath[UUID], now: Now) -> Response[str]:
        view = await find_view(tx, me, str(view_id))
        if view is None:
            raise NotFoundException
        looking = Looking(reason=_reason(view.reason), asked=view.asked, view=view)
        return show(await _page(request, tx, me, looking, now))

    @post("/views/{view_id:uuid}/remove")
    async def remove(self, request: Visitor, tx: Writes, me: Me, view_id: InPath[UUID], now: Now) -> Response[Any]:
        """Repeatable: what is gone is gone."""
        if not await remove_view(tx, me, str(view_id), now):
            raise NotFoundException
        return answer(request, then="/caseload")


def _reason(text: str) -> Reason | None:
    return next((one for one in REASONS if one == text), None)


async def _page(request: Visitor, tx: Transaction, me: Person, looking: Looking, now: datetime) -> CaseloadPage:
    house = house_of(request)
    await write_trail(tx, house.keys.trail, me, "listed", course_id=None, subject_id="caseload", now=now)
    courses = None
    if looking.asked:
        found = found_by_name(await list_names(tx, me, now), looking.asked)[: 2 * SHOWN]
        courses = tuple(one.course_id for one in found)
    asked = Asked(reason=looking.reason, courses=courses, after=looking.after)
    rows = await list_first_cases(tx, me, asked, moments_of(now, me.clinic_zone)) if courses != () else []
    return CaseloadPage(
        cases=[case_of(row, now) for row in rows[:SHOWN]],
        all_of_it=rows[0].all_of_it if rows else 0,
        after=rows[SHOWN - 1].course_id if len(rows) > SHOWN and not looking.asked else "",
        reason=looking.reason or "",
        asked=looking.asked,
        reasons=[(one, _(NAMES[one])) for one in REASONS],
        views=await list_views(tx, me),
        view=looking.view,
        fresh=new_id(now),
        said=looking.said,
        flags=await read_strip(tx, me, now),
        entered=looking.entered,
        errors=looking.errors,
    )

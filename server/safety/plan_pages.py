"""The safety plan as it is read, written and looked back on: for its owner and, if shared, for the care team."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

import msgspec

from server.courses.models import Course
from server.courses.queries import list_care_team
from server.db.connection import Reader
from server.pages.forms import Choice, Id, Ids, Moment, Words, Wrong
from server.pages.language import gettext as _
from server.pages.page import Page
from server.safety.help import Region
from server.safety.plan import Part, Plan, content, dialled, joined, pieces_of
from server.safety.plan_queries import Version, shares_plan, standing

MOST = 1500
Typed = tuple[dict[str, str], dict[str, str]]  # what was typed, the sentences beside it
NOTHING_TYPED: Typed = ({}, {})
Texts = list[tuple[Part, list[tuple[str, str]]]]


class Phone(Words):
    """A telephone number, or nothing."""

    def __init__(self) -> None:
        super().__init__(40, least=0, one_line=True)

    def read(self, text: str, now: datetime) -> str:
        text = super().read(text, now)
        if text and not dialled(text):
            raise Wrong(_("This does not look like a telephone number. Please check its digits, or leave it empty."))
        return text


class PlanForm(msgspec.Struct, frozen=True, kw_only=True):
    """`version` is its own id; `parent` names the versions that were in front of the writer."""

    version: Annotated[str, Id()]
    parent: Annotated[tuple[str, ...], Ids(20)]
    written_at: Annotated[datetime | None, Moment()]
    signs: Annotated[str, Words(MOST, least=0)]
    things: Annotated[str, Words(MOST, least=0)]
    places: Annotated[str, Words(MOST, least=0)]
    people: Annotated[str, Words(MOST, least=0)]
    person: Annotated[str, Words(120, least=0, one_line=True)]
    phone: Annotated[str, Phone()]
    professionals: Annotated[str, Words(MOST, least=0)]
    home: Annotated[str, Words(MOST, least=0)]
    reason: Annotated[str, Words(MOST, least=0)]

    def plan(self) -> Plan:
        return Plan(**{name: getattr(self, name) for name in Plan.__struct_fields__})


class OwnPlanForm(PlanForm, frozen=True, kw_only=True):
    shared: Annotated[Literal["0", "1"], Choice("0", "1")]


class ShareForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    shared: Annotated[Literal["0", "1"], Choice("0", "1")]


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One version as it is read: each part that has words, in pieces with the numbers to call."""

    version: Version
    texts: Texts
    dial: str


class PlanPage(Page, kw_only=True):
    """`shown` is what stands: more than one where it was changed apart."""

    template: ClassVar[str] = "safety/plan.html"
    shown: list[Shown]
    shared: bool
    team: str
    count: int
    region: Region
    clinic_phone: str


class EditPlanPage(Page, kw_only=True):
    """`share` is "" until there is a word of the patient's on it."""

    template: ClassVar[str] = "safety/plan_edit.html"
    lead: str
    parts: tuple[Part, ...]
    parent: str
    several: bool
    share: str
    team: str
    saved_at: datetime | None
    entered: dict[str, str]
    errors: dict[str, str]


class PlanHistoryPage(Page, kw_only=True):
    template: ClassVar[str] = "safety/plan_history.html"
    shown: list[Shown]


class CoursePlanPage(Page, kw_only=True):
    template: ClassVar[str] = "safety/course_plan.html"
    course_id: str
    patient_name: str
    shared: bool
    shown: list[Shown]
    parts: tuple[Part, ...]
    parent: str
    entered: dict[str, str]
    errors: dict[str, str]


def as_shown(version: Version) -> Shown:
    texts = [(part, pieces_of(getattr(version.plan, part.id))) for part in content().parts]
    return Shown(version=version, texts=texts, dial=dialled(version.plan.phone))


async def team_of(db: Reader, course: Course, now: datetime) -> str:
    names = [one.name for one in await list_care_team(db, course.id, now)]
    if len(names) < 2:
        return names[0] if names else _("your care team")
    return _("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1])


def filled(versions: list[Version], typed: Typed) -> dict[str, str]:
    """The form's fields: what was typed, else everything that stands."""
    if typed[0]:
        return typed[0]
    plan = joined([one.plan for one in standing(versions)])
    return {name: getattr(plan, name) for name in Plan.__struct_fields__}


def parents_in(versions: list[Version]) -> str:
    return " ".join(one.id for one in standing(versions))


async def edit_page(db: Reader, course: Course, versions: list[Version], typed: Typed, now: datetime) -> EditPlanPage:
    shared = await shares_plan(db, course.id)
    word = "" if shared is None else "1" if shared else "0"
    return EditPlanPage(
        lead=content().lead,
        parts=content().parts,
        parent=typed[0].get("parent", parents_in(versions)),
        several=len(standing(versions)) > 1,
        share=typed[0].get("shared", word),
        team=await team_of(db, course, now),
        saved_at=versions[-1].received_at if versions else None,
        entered=filled(versions, typed),
        errors=typed[1],
    )

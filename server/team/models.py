"""What the pages about care teams, leave and emergencies take and show."""

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

import msgspec

from server.pages.forms import Choice, Day, Id, Words
from server.pages.language import later
from server.pages.page import Page
from server.team.words import Line

LEAST_REASON, MOST_REASON = 20, 600
MOST_TICKED = 20


class AddForm(msgspec.Struct, frozen=True, kw_only=True):
    """`id` is the place's, from the form: sent twice, it is given once."""

    id: Annotated[str, Id()]
    colleague: Annotated[str, Id()]


class HandOverForm(msgspec.Struct, frozen=True, kw_only=True):
    """The days are the clinic's own, both included. Which are chosen, where not all are, is read beside it."""

    id: Annotated[str, Id()]
    colleague: Annotated[str, Id()]
    since: Annotated[date, Day()]
    until: Annotated[date, Day()]
    which: Annotated[Literal["all", "some"], Choice("all", "some")]


class FindForm(msgspec.Struct, frozen=True, kw_only=True):
    name: Annotated[str, Words(80, least=2, one_line=True)]


class OpenForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    course: Annotated[str, Id()]
    reason: Annotated[str, Words(MOST_REASON, least=LEAST_REASON, missing=later("Please write why this cannot wait."))]


class TeamPage(Page, kw_only=True):
    """`lasting`: the reader belongs to it for good, and so may change it. `ends`: the form that was refused."""

    template: ClassVar[str] = "team/team.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    me: str
    lasting: bool
    here: list[Line]
    planned: list[Line]
    were: list[Line]
    colleagues: list[tuple[str, str, str]]
    entered: dict[str, str]
    errors: dict[str, str]


class HandedOver(msgspec.Struct, frozen=True, kw_only=True):
    """A hand-over over all of its courses; `standing` of them have not ended yet. `name` is the other one's."""

    hand_over_id: str
    name: str
    since: datetime
    until: datetime
    courses: int
    standing: int


class HandedPlace(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    person_id: str
    since: datetime
    until: datetime


class Spell(msgspec.Struct, frozen=True, kw_only=True):
    """The same in words."""

    hand_over_id: str
    name: str
    when: str
    patients: int


class Mine(msgspec.Struct, frozen=True, kw_only=True):
    course_id: str
    patient_name: str


class LeavePage(Page, kw_only=True):
    """`more`: there are more patients than can be ticked. `left_out` are those for whom nothing was planned, as the
    colleague is there in that time already."""

    template: ClassVar[str] = "team/leave.html"
    tab: ClassVar[str] = "flags"
    mine: list[Mine]
    more: bool
    today: str
    last: str
    colleagues: list[tuple[str, str]]
    standing: list[Spell]
    past: list[Spell]
    held: list[Spell]
    away: datetime | None
    left_out: list[Mine]
    said: str
    ticked: tuple[str, ...]
    entered: dict[str, str]
    errors: dict[str, str]


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A patient of the clinic by name. `there`: the reader is on the care team, and needs no emergency."""

    course_id: str
    patient_name: str
    there: int


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """One emergency opening, for who opened it and for the administrators."""

    id: str
    course_id: str
    clinic_id: str
    patient_name: str
    name: str
    since: datetime
    until: datetime
    ended_by_name: str | None
    seen_at: datetime | None
    reason_locked: bytes
    clinic_wrapped: bytes
    course_wrapped: bytes | None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    opening: Opening
    when: str
    living: bool
    reason: str


class EmergencyPage(Page, kw_only=True):
    """`matches` is None before anybody was looked for."""

    template: ClassVar[str] = "team/emergency.html"
    tab: ClassVar[str] = "emergency"
    openings: list[Told]
    matches: list[Match] | None
    more: bool
    hours: int
    least: int
    most: int
    entered: dict[str, str]
    errors: dict[str, str]


class EmergenciesPage(Page, kw_only=True):
    template: ClassVar[str] = "team/emergencies.html"
    tab: ClassVar[str] = "clinic"
    openings: list[Told]
    older: str


class OwnEmergency(msgspec.Struct, frozen=True, kw_only=True):
    """As its patient reads it. `id` is the place's."""

    id: str
    name: str
    when: str
    reason: str
    living: bool


class OwnTeam(msgspec.Struct, frozen=True, kw_only=True):
    """`away` are sentences about who is away and who stands in."""

    here: list[Line]
    away: list[str]
    were: list[Line]

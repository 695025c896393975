"""The page of an arc: its sessions with what stands against them, the clinic's calendar, and what is proposed."""

from datetime import date, datetime
from typing import ClassVar

import msgspec

from server.courses.closing import Ending
from server.courses.drawing import Line
from server.courses.models import Session
from server.courses.pausing import Pause
from server.pages.page import Page
from server.review.arc_calendar import Day
from server.review.arc_words import Said


class ArcRow(msgspec.Struct, frozen=True, kw_only=True):
    """One session as the arc lists it. `said` is when and where; `out` is why it was taken out."""

    id: str
    number: int
    booster: bool
    said: str
    place: str
    coming: bool
    held: bool
    out: str
    seen: str
    seen_place: str
    day: str
    at: str
    room_id: str
    staff: list[str]
    stands: list[Said]


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """A date that is not kept yet, as it was typed, with what stands against it."""

    number: int
    day: str
    at: str
    said: str
    stands: list[Said]


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """The form that is shown again: which, what was entered, what is wrong, what stands against it, the mark of that.

    `form` is "arc", "pause", "stop", or a session's id with what was to be done: "move", "place" or "out".
    """

    form: str = ""
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}
    stands: list[Said] = []
    mark: str = ""
    proposed: list[Proposed] = []
    staff: tuple[str, ...] = ()
    day: date | None = None

    def wrong(self, name: str, said: str) -> "Typed":
        return msgspec.structs.replace(self, errors={**self.errors, name: said})

    def against(self, stands: list[Said], mark: str) -> "Typed":
        return msgspec.structs.replace(self, stands=stands, mark=mark)

    @property
    def refused(self) -> bool:
        return any(one.refuses for one in [*self.stands, *(said for row in self.proposed for said in row.stands)])


class ArcPage(Page, kw_only=True):
    template: ClassVar[str] = "review/arc.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    headline: str
    line: Line
    sessions: list[Session]
    next_id: str
    rows: list[ArcRow]
    weeks: list[list[Day]]
    whole: Day | None
    earlier: str
    later: str
    pause: Pause | None
    paused: str
    ending: Ending | None
    ended_at: datetime | None
    rooms: list[tuple[str, str]]
    team: list[tuple[str, str]]
    route_names: list[tuple[str, str]]
    proposal_id: str
    entered: dict[str, str]
    typed: Typed
    errors: dict[str, str]

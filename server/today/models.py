"""Today: one next thing, then what else is due."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from server.access.people import NewDevice
from server.assigned.pages import ForYou
from server.courses.drawing import Line
from server.courses.models import Session
from server.courses.moving import MoveFelt
from server.intake.overview import Glance
from server.journal.accesses import Access
from server.journal.ledger import LedgerLine
from server.messages.models import Unread
from server.pages.content import Prompt
from server.pages.page import Page
from server.preparation.fasting import Ebb, Fasting
from server.preparation.models import BoardItem, Plan
from server.team.models import OwnEmergency, OwnTeam
from server.today.turns import Turns


class Dock(msgspec.Struct, frozen=True, kw_only=True):
    """The one next thing: where it leads, what it says, and a line above it."""

    path: str
    label: str
    line: str = ""


class NewAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What a therapist wrote back lately. `about` names the entry in words."""

    name: str
    body: str
    about: str
    entry_id: str
    answered_at: datetime


class FastingBlock(msgspec.Struct, frozen=True, kw_only=True):
    headline: str
    fasting: Fasting
    ebb: Ebb
    plan: Plan | None


class TodayPage(Page, kw_only=True):
    template: ClassVar[str] = "today/page.html"
    tab: ClassVar[str] = "today"
    headline: str
    lead: str
    line: Line
    mood: Literal["before", "day", "after", "between", "start"]
    session: Session | None
    moved: str
    opened: list[OwnEmergency]
    new_devices: list[NewDevice] = []
    wait: bool
    due: list[BoardItem]
    morning: bool
    rested: Session | None
    no_driving_until: datetime | None
    no_driving_hours: str
    fasting: FastingBlock | None
    board: list[BoardItem]
    board_title: str
    prompt: Prompt | None
    answers: list[NewAnswer]
    unread: Unread | None
    ahead: list[Session]
    arrived: bool
    intake: Glance | None
    measures: tuple[str, ...]
    asked: list[tuple[str, str]]
    check_in: str
    reminders: int
    for_you: ForYou
    turns: Turns
    dock: Dock


class CoursePage(Page, kw_only=True):
    template: ClassVar[str] = "today/course.html"
    tab: ClassVar[str] = "course"
    headline: str
    line: Line
    sessions: list[Session]
    next_id: str
    placed: str
    turns: Turns
    boosters: list[Session]
    shared: list[tuple[str, str, str, str]]
    accesses: list[Access]
    own_team: OwnTeam
    reads: dict[str, str]
    rules: list[MoveFelt]


class AccessPage(Page, kw_only=True):
    template: ClassVar[str] = "today/access.html"
    tab: ClassVar[str] = "course"
    shares: list[LedgerLine]
    older_shares: str
    accesses: list[Access]
    older: int

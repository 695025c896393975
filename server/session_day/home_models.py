"""The pages of a day at home, and of the sitter's way in, as the patient sees them."""

from datetime import datetime
from typing import Annotated, Any, ClassVar

import msgspec

from server.courses.models import Session
from server.pages.forms import Id, Moment
from server.pages.language import later
from server.pages.page import Page
from server.session_day.line_forms import Vital
from server.session_day.record_words import LineView
from server.session_day.sitter_cards import CardView


class PressureForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]
    systolic: Annotated[int | None, Vital(50, 280, later("Upper figure"))]
    diastolic: Annotated[int | None, Vital(20, 180, later("Lower figure"))]
    pulse: Annotated[int | None, Vital(20, 240, later("Pulse"))]


class MomentForm(msgspec.Struct, frozen=True, kw_only=True):
    """That something happened, and when."""

    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the phone needs to say the same as the server would, without a network."""

    systolic: int
    diastolic: int
    again_systolic: int
    again_diastolic: int
    minutes: int


class PressurePage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/pressure.html"
    session: Session
    texts: dict[str, Any]
    hard: dict[str, Any]
    limits: Limits
    readings: list[LineView]
    closed: bool
    again: bool
    entered: dict[str, str]
    errors: dict[str, str]


class HomeItem(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    text: str
    done: bool
    done_word: str


class BeginPage(Page, kw_only=True):
    """`missing` is what stands between the patient and the button, in the order of asking; never who may take it."""

    template: ClassVar[str] = "session_day/begin.html"
    session: Session
    texts: dict[str, Any]
    limits: Limits
    missing: list[str]
    told: list[str]
    not_today: bool
    items: list[HomeItem]
    sitter: str
    reading: LineView | None
    known: list[str]
    refused: str


class WayInPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/way_in.html"
    said: str
    session: Session
    sitter: str
    card: CardView | None
    link: str
    qr: str


class StaffWayInPage(WayInPage, kw_only=True):
    template: ClassVar[str] = "session_day/staff_way_in.html"
    tab: ClassVar[str] = "caseload"
    patient_name: str

"""The day of a session: arrival, the session screen, aftercare; and the staff's record of its steps."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from server.courses.models import Session
from server.courses.sessions import STEPS, Step
from server.pages.content import Pattern
from server.pages.forms import Choice, Moment, Whole, Words
from server.pages.page import Page


class ArrivalForm(msgspec.Struct, frozen=True, kw_only=True):
    fasting: Annotated[Literal["kept", "broken", "unsure"], Choice("kept", "broken", "unsure")]
    ride: Annotated[Literal["yes", "no"], Choice("yes", "no")]
    feeling: Annotated[int | None, Whole(0, 10, optional=True)]
    words: Annotated[str, Words(300, least=0)]
    written_at: Annotated[datetime | None, Moment()]


class StepForm(msgspec.Struct, frozen=True, kw_only=True):
    step: Annotated[Step, Choice(*STEPS)]


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    fasting: Literal["kept", "broken", "unsure"]
    ride: Literal["yes", "no"]
    feeling: int | None
    words: str
    answered_at: datetime


class ArrivalPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/arrival.html"
    session: Session
    arrival: Arrival | None
    entered: dict[str, str]
    errors: dict[str, str]


class SessionPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/session.html"
    session: Session
    patterns: list[Pattern]
    stop_line: str
    fade_minutes: int
    hold_words: str


class BreathePage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/breathe.html"
    tab: ClassVar[str] = "breathe"
    patterns: list[Pattern]
    stop_line: str
    about: str
    fade_minutes: int


class HardPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/hard.html"
    texts: dict[str, Any]
    back: str


class AftercarePage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/aftercare.html"
    session: Session
    texts: dict[str, Any]
    prompt: str
    sitter: str


class RecordPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/record.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    session: Session
    arrival: Arrival | None
    step: str
    said: str

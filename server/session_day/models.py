"""The day of a session: arrival, the session screen, aftercare; and the staff's record of its steps."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from server.courses.models import Session
from server.courses.sessions import STEPS, Step
from server.pages.content import Pattern
from server.pages.forms import Choice, Moment, Whole, Words
from server.pages.page import Page
from server.session_day.timeline import Phase


class ArrivalForm(msgspec.Struct, frozen=True, kw_only=True):
    fasting: Annotated[Literal["kept", "broken", "unsure"], Choice("kept", "broken", "unsure")]
    ride: Annotated[Literal["yes", "no"], Choice("yes", "no")]
    feeling: Annotated[int | None, Whole(0, 10, optional=True)]
    words: Annotated[str, Words(300, least=0)]
    written_at: Annotated[datetime | None, Moment()]


class StepForm(msgspec.Struct, frozen=True, kw_only=True):
    step: Annotated[Step, Choice(*STEPS)]
    written_at: Annotated[datetime | None, Moment()]


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


class UsualPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/usual.html"
    session: Session
    phases: list[Phase]
    about: str


class SessionPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/session.html"
    session: Session
    patterns: list[Pattern]
    words: dict[str, Any]
    fade_minutes: int
    hold_words: str


class BreathePage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/breathe.html"
    tab: ClassVar[str] = "breathe"
    patterns: list[Pattern]
    words: dict[str, Any]
    fade_minutes: int


class HardPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/hard.html"
    texts: dict[str, Any]
    back: str


class SessionHardPage(Page, kw_only=True):
    """The same within a session: it knows who is near, and notes that it was opened (D-08)."""

    template: ClassVar[str] = "session_day/session_hard.html"
    session: Session
    texts: dict[str, Any]
    near: str
    beside: list[str]


class AftercarePage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/aftercare.html"
    session: Session
    texts: dict[str, Any]
    prompt: str
    sitter: str
    rests_until: datetime
    no_driving_hours: str

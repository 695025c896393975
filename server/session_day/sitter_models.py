"""The sitter's pages and forms: first names only, nothing of any other day."""

from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from server.pages.forms import Choice, Tick, Words
from server.pages.language import later
from server.pages.page import Page
from server.session_day.line_forms import LineForm
from server.session_day.record_words import LineView
from server.session_day.timeline import Phase


class CodeForm(msgspec.Struct, frozen=True, kw_only=True):
    code: Annotated[str, Words(20, one_line=True, missing=later("Please type the six letters and figures."))]


class CheckForm(LineForm, frozen=True, kw_only=True):
    well: Annotated[Literal["1", "0"], Choice("1", "0")]


class TakenForm(LineForm, frozen=True, kw_only=True):
    pass


class HandoverForm(LineForm, frozen=True, kw_only=True):
    awake: Annotated[bool, Tick()]
    talks: Annotated[bool, Tick()]
    walks: Annotated[bool, Tick()]
    drinks: Annotated[bool, Tick()]
    company: Annotated[bool, Tick()]
    words: Annotated[str, Words(300, least=0)]


STEADY = ("awake", "talks", "walks", "drinks", "company")


class SitterCodePage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/sitter_code.html"
    entered: dict[str, str]
    errors: dict[str, str]


class SitterPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/sitter.html"
    tag: str
    token: str
    name: str
    clinic_phone: str
    cover: str
    zone: str
    at_home: bool
    planned_at: datetime
    dose_at: datetime | None
    ends_at: datetime
    check_minutes: int
    phases: list[Phase]
    about: str
    since: str
    checks: list[LineView]
    handover: LineView | None
    unsure: bool
    waits: bool
    no_driving_hours: str
    texts: dict[str, Any]
    hard: dict[str, Any]
    known: dict[str, Any]
    entered: dict[str, str]
    errors: dict[str, str]


class SitterEndedPage(Page, kw_only=True):
    template: ClassVar[str] = "session_day/sitter_ended.html"
    title: str
    text: str

"""What a patient prepares, and the forms and pages for it."""

from datetime import datetime, time
from typing import Annotated, ClassVar, Literal

import msgspec
from markupsafe import Markup

from server.clinics.protocol import Route
from server.courses.models import Session
from server.pages.content import Lesson, Prompt
from server.pages.forms import Choice, Clock, Id, Moment, Words
from server.pages.language import later
from server.pages.page import Page
from server.preparation.fasting import Ebb, Fasting

MOST_INTENTION = 280
MOST_WORDS = 200


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the checklist (clinical.md 3.2); `when_hours` before the session it becomes due."""

    id: str
    when_hours: float
    title: str
    text: str
    routes: list[Route]
    who: Literal["patient", "prescriber", "therapist", "sitter"]
    board: bool
    asks: str | None
    done: str
    open_reason: str
    turns_green: str
    path: str = ""  # where it is done, when marking it here would not do


CONFIRM = "Y-35"
FLAGGED = "flagged"


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    item: str
    words: str
    done_by_name: str
    done_at: datetime


class Intention(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    session_id: str
    session_number: int
    body: str
    written_at: datetime


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    what: str
    taken_at: str
    recorded_at: datetime


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """`plan` is empty until the clinic has written it."""

    id: str
    asked_at: datetime
    plan: str
    written_by_name: str
    written_at: datetime | None


class BoardItem(msgspec.Struct, frozen=True, kw_only=True):
    """`state` carries its word and shape; an open one says why and who can change it."""

    id: str
    title: str
    state: Literal["open", "later", "done"]
    word: str
    reason: str = ""
    who: str = ""
    turns_green: str = ""
    said: str = ""
    path: str = ""
    action: str = ""


class IntentionForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    session: Annotated[str, Id()]
    body: Annotated[str, Words(MOST_INTENTION, missing=later("There are no words yet. One is enough."))]
    prompt: Annotated[str, Words(20, least=0, one_line=True)]
    written_at: Annotated[datetime | None, Moment()]


class ItemForm(msgspec.Struct, frozen=True, kw_only=True):
    session: Annotated[str, Id()]
    done: Annotated[Literal["0", "1"], Choice("0", "1")]
    words: Annotated[str, Words(MOST_WORDS, least=0, one_line=True)]


class SlipForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    session: Annotated[str, Id()]
    what: Annotated[str, Words(MOST_WORDS, missing=later("Please write what it was, even roughly."))]
    taken_at: Annotated[time | None, Clock(optional=True)]


class PlanAskForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]


class PlanForm(msgspec.Struct, frozen=True, kw_only=True):
    plan: Annotated[str, Words(600, missing=later("Please write the plan as the patient should follow it."))]


class ReadyForm(msgspec.Struct, frozen=True, kw_only=True):
    session: Annotated[str, Id()]
    item: Annotated[str, Words(10)]
    done: Annotated[Literal["0", "1"], Choice("0", "1")]


class ChecklistLine(msgspec.Struct, frozen=True, kw_only=True):
    item: Item
    done: Prepared | None
    due_at: datetime
    mine: bool
    who: str
    said: str = ""
    path: str = ""


class PreparePage(Page, kw_only=True):
    template: ClassVar[str] = "preparation/page.html"
    tab: ClassVar[str] = "today"
    session: Session | None
    lessons: list[tuple[Lesson, bool]]
    asked: dict[str, tuple[str, str]]
    intention: Intention | None
    open_count: int
    headline: str


class LessonPage(Page, kw_only=True):
    template: ClassVar[str] = "preparation/lesson.html"
    lesson: Lesson
    body: Markup
    of: int
    following: Lesson | None


class IntentionPage(Page, kw_only=True):
    template: ClassVar[str] = "preparation/intention.html"
    session: Session
    entered: dict[str, str]
    errors: dict[str, str]
    prompts: list[Prompt]
    prompt: Prompt
    earlier: list[Intention]


class ChecklistPage(Page, kw_only=True):
    template: ClassVar[str] = "preparation/checklist.html"
    session: Session
    lines: list[ChecklistLine]
    errors: dict[str, str]
    entered: dict[str, str]
    wrong_item: str


class FastingPage(Page, kw_only=True):
    template: ClassVar[str] = "preparation/fasting.html"
    session: Session
    fasting: Fasting
    ebb: Ebb
    headline: str
    plan: Plan | None
    slips: list[Slip]
    texts: list[dict[str, object]]
    entered: dict[str, str]
    errors: dict[str, str]
    equal: bool
    hours: tuple[str, str]
    patient_says: list[str]

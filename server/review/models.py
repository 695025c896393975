"""The desk: what waits for a reader, one entry in its context, the caseload, and one patient's page."""

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

from server.courses.desk import Kind
from server.courses.drawing import Line
from server.courses.models import Session
from server.journal.sharing import SharedEntry, Waiting, Withdrawn
from server.media.files import Media
from server.pages.forms import Choice, Id, Words
from server.pages.page import Page
from server.preparation.models import BoardItem, Intention, Plan, Slip
from server.review.cases import Case
from server.review.queue import Done, Queue, Sheet
from server.review.views import View
from server.safety.flag_pages import Strip
from server.session_day.practice_queries import Practice

MOST_REPLY = 500


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    reply: Annotated[str, Words(MOST_REPLY, least=0)]
    only: Annotated[str | None, Choice("1", optional=True)]


class WaitingLine(msgspec.Struct, frozen=True, kw_only=True):
    waiting: Waiting
    title: str
    age: str


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """An answer given before, to any entry of the same patient."""

    name: str
    body: str
    answered_at: datetime


class InboxPage(Page, kw_only=True):
    template: ClassVar[str] = "review/inbox.html"
    tab: ClassVar[str] = "review"
    queue: Queue
    reasons: list[tuple[Kind, str]]
    flags: Strip
    sheet: Sheet | None = None
    entry: SharedEntry | None = None
    title: str = ""
    prompt: str = ""
    intention: Intention | None = None
    answers: list[Earlier] = []
    media: list[Media] = []
    answer_id: str = ""
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}
    said: str = ""
    done: Done | None = None
    withdrawn: Withdrawn | None = None
    withdrawn_id: str = ""


class WithdrawnFragment(Page, kw_only=True):
    """In the place of an entry that was open when its sharing ended."""

    template: ClassVar[str] = "review/_withdrawn.html"
    withdrawn: Withdrawn
    withdrawn_id: str


class DeskFragment(InboxPage, kw_only=True):
    """The desk alone, for htmx: an answer is given without leaving the page."""

    template: ClassVar[str] = "review/_desk.html"


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


class StaffMark(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the board that this clinician may mark, or take back."""

    item: str
    title: str
    text: str
    done_word: str
    done: bool
    said: str


class PatientPage(Page, kw_only=True):
    template: ClassVar[str] = "review/patient.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    headline: str
    line: Line
    sessions: list[Session]
    coming: Session | None
    board: list[BoardItem]
    marks: list[StaffMark]
    slips: list[Slip]
    plan: Plan | None
    intention: Intention | None
    shared: list[WaitingLine]
    team: list[tuple[str, str]]
    entered: dict[str, str]
    errors: dict[str, str]
    wrong_form: str


class SharedPracticePage(Page, kw_only=True):
    """Practice as the patient shares it now; empty when they do not, or have none."""

    template: ClassVar[str] = "review/practice.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    practices: list[tuple[str, Practice]]


class ClinicPage(Page, kw_only=True):
    """`left`: open flags that are with the reader, as no clinician is here."""

    template: ClassVar[str] = "review/clinic.html"
    tab: ClassVar[str] = "clinic"
    left: int
    clinic_name: str
    clinic_phone: str
    zone: str
    region: str
    staff: list[tuple[str, str, str]]
    numbers: list[tuple[str, str]]
    version: int
    signed_at: datetime
    hours: list[tuple[str, str]]

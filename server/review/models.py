"""The desk: what waits for a reader, one entry in its context, the caseload, and one patient's page."""

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

from server.access.people import NewDevice
from server.courses.desk import Kind
from server.courses.drawing import Line
from server.courses.models import Session
from server.journal.sharing import SharedEntry, Withdrawn
from server.measures.trend import Trend
from server.media.files import Media
from server.pages.forms import Choice, Id, Words
from server.pages.page import Page
from server.preparation.models import BoardItem, Intention, Plan, Slip
from server.review.brief_page import Brief
from server.review.queue import Done, Queue, Sheet
from server.safety.flag_pages import Strip
from server.session_day.practice_queries import Practice

MOST_REPLY = 500


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    reply: Annotated[str, Words(MOST_REPLY, least=0)]
    only: Annotated[str | None, Choice("1", optional=True)]


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """An answer given before, to any entry of the same patient."""

    name: str
    body: str
    answered_at: datetime


class InboxPage(Page, kw_only=True):
    """`above`: a sentence where this week of reading is above the clinic's number for one's time."""

    template: ClassVar[str] = "review/inbox.html"
    tab: ClassVar[str] = "review"
    queue: Queue
    reasons: list[tuple[Kind, str]]
    flags: Strip
    new_devices: list[NewDevice] = []
    open_id: str = ""
    sheet: Sheet | None = None
    above: str = ""
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


class WaitingFragment(Page, kw_only=True):
    """The list alone, with what stands beside it while nothing is open, for a desk that is open. `open_id`: what is."""

    template: ClassVar[str] = "review/_waiting_told.html"
    queue: Queue
    reasons: list[tuple[Kind, str]]
    open_id: str
    done: Done | None = None


class WithdrawnFragment(Page, kw_only=True):
    """In the place of an entry that was open when its sharing ended."""

    template: ClassVar[str] = "review/_withdrawn.html"
    withdrawn: Withdrawn
    withdrawn_id: str


class DeskFragment(InboxPage, kw_only=True):
    """The desk alone, for htmx: an answer is given without leaving the page."""

    template: ClassVar[str] = "review/_desk.html"


class StaffMark(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the board that this clinician may mark, or take back."""

    item: str
    title: str
    text: str
    done_word: str
    done: bool
    said: str


class SharedLine(msgspec.Struct, frozen=True, kw_only=True):
    """A shared entry beside its session and day; `cut` is its first line, as the patient was told."""

    entry_id: str
    title: str
    cut: str
    shared: str
    state: str
    pinned: bool


class PatientPage(Page, kw_only=True):
    template: ClassVar[str] = "review/patient.html"
    tab: ClassVar[str] = "caseload"
    course_id: str
    patient_name: str
    headline: str
    brief: Brief
    line: Line
    sessions: list[Session]
    coming: Session | None
    board: list[BoardItem]
    marks: list[StaffMark]
    slips: list[Slip]
    plan: Plan | None
    intention: Intention | None
    shared: list[SharedLine]
    more_shared: bool
    trends: list[Trend]
    medicines: list[tuple[str, str]]
    reviewed: str
    decisions: list[tuple[str, str]]
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
    """`left`: open flags that are with the reader, as no clinician is here. `ended` and `ending`: credentials that have
    run out, or do soon."""

    template: ClassVar[str] = "review/clinic.html"
    tab: ClassVar[str] = "clinic"
    left: int
    new_devices: list[NewDevice]
    clinic_name: str
    clinic_phone: str
    zone: str
    region: str
    staff: list[tuple[str, str, str]]
    numbers: list[tuple[str, str]]
    version: int
    signed_at: datetime
    hours: list[tuple[str, str]]
    sharing: bool
    ended: int
    ending: int

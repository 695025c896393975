"""Messages between a patient and their care team: forms, what is kept, and the pages of both sides."""

from datetime import datetime
from typing import Annotated, ClassVar

import msgspec

from server.pages.forms import Id, Moment, Whole, Words
from server.pages.page import Page

MOST_CHARACTERS = 2_000
MOST_A_DAY = 200
MESSAGES_A_PAGE = 30
MOST_NUMBER = 999_999


class MessageForm(msgspec.Struct, frozen=True, kw_only=True):
    """`about` is the id of an entry of one's own."""

    id: Annotated[str, Id()]
    body: Annotated[str, Words(MOST_CHARACTERS)]
    written_at: Annotated[datetime | None, Moment()]
    about: Annotated[str | None, Id(optional=True)] = None


class AnswerForm(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` is the number of the newest message that stood on the page."""

    id: Annotated[str, Id()]
    body: Annotated[str, Words(MOST_CHARACTERS)]
    seen: Annotated[int | None, Whole(0, MOST_NUMBER, optional=True)]


class SettleForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    seen: Annotated[int, Whole(1, MOST_NUMBER)]


class About(msgspec.Struct, frozen=True, kw_only=True):
    """The entry that a message is about: when it was written, never what. `open_to_me`: by a share that lives now."""

    entry_id: str
    session_number: int | None
    day_offset: int | None
    written_at: datetime
    deleted_at: datetime | None
    open_to_me: bool = False


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """`opened_at` is when the first of the other side opened it.

    `damaged`: what is kept does not open, and nothing is shown in its place (promises P11).
    """

    id: str
    number: int
    by_id: str
    by_name: str
    body: str
    about: About | None
    written_at: datetime
    received_at: datetime
    opens_at: datetime | None
    taken_back_at: datetime | None
    opened_at: datetime | None
    opened_by_me: bool
    damaged: bool = False


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    message_id: str
    name: str
    read_at: datetime


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """Up to which number the patient's messages are answered, and up to which somebody said that none is needed;
    `on_desk`: the thread waits there."""

    answered: int
    settled: int
    settled_by: str
    on_desk: int

    @property
    def through(self) -> int:
        return max(self.answered, self.settled)


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """The newest message of the care team that its reader has not opened."""

    name: str
    at: datetime


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One message as one side sees it. `marks` is how far it has come, 0 where that is not for the reader to know."""

    id: str
    number: int
    who: str
    at: datetime
    body: str
    gone: bool
    notes: list[str]
    about: str
    about_path: str
    receipt: str
    marks: int
    take_back: str


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers and how fast, and when somebody is there. What is true at one moment alone (`now`, `closed`) is empty
    on a copy that may be read at any hour."""

    said: str
    week: str
    now: str
    closed: str


class MessagesPage(Page, kw_only=True):
    """`ended`: the course is closed, and the thread with it. `older`: before which number the next page goes on."""

    template: ClassVar[str] = "messages/list.html"
    tab: ClassVar[str] = "today"
    promise: Promise
    ended: bool
    clinic_phone: str
    older: int
    messages: list[Shown]
    late: str


class WriteMessagePage(Page, kw_only=True):
    template: ClassVar[str] = "messages/write.html"
    promise: Promise
    ended: bool
    clinic_phone: str
    about: str
    about_id: str
    entered: dict[str, str]
    errors: dict[str, str]
    said: str = ""


class CourseMessagesPage(Page, kw_only=True):
    """`waiting` are the patient's that nobody has answered, oldest first; `earlier` all others, newest first.

    `newest`: this is the page that is answered on; `said` is what stood in the way of an answer.
    """

    template: ClassVar[str] = "messages/course.html"
    tab: ClassVar[str] = "caseload"
    promise: Promise
    ended: bool
    older: int
    course_id: str
    patient_name: str
    waiting: list[Shown]
    earlier: list[Shown]
    waits: bool
    answer_by: str
    newest: bool
    seen: int
    entered: dict[str, str]
    errors: dict[str, str]
    said: str = ""

"""Entries as their writer sees them, and the forms that bring them."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

import msgspec

from server.pages.forms import Choice, Id, Moment, Tick, Whole, Words
from server.pages.language import later
from server.pages.page import Page

MOST_CHARACTERS = 20_000
MOST_LINE = 140
ENTRIES_A_PAGE = 30
MOST_VERSIONS = 50

NO_WORDS = later("There are no words yet. A single one is enough.")


class EntryForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    body: Annotated[str, Words(MOST_CHARACTERS, missing=NO_WORDS)]
    written_at: Annotated[datetime | None, Moment()]
    mood: Annotated[int | None, Whole(0, 10, optional=True)]
    prompt: Annotated[str, Words(300, least=0, one_line=True)]
    kind: Annotated[Literal["entry", "line"] | None, Choice("entry", "line", optional=True)]
    share: Annotated[Literal["0", "1"] | None, Choice("0", "1", optional=True)]
    with_mood: Annotated[bool, Tick()]


class SharingForm(msgspec.Struct, frozen=True, kw_only=True):
    share: Annotated[Literal["0", "1"], Choice("0", "1")]
    event: Annotated[str | None, Id(optional=True)]
    with_mood: Annotated[bool, Tick()]


class Version(msgspec.Struct, frozen=True, kw_only=True):
    number: int
    body: str
    prompt: str
    mood: int | None
    written_at: datetime
    received_at: datetime


class Share(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    entry_id: str
    audience: str
    through_version: int
    with_mood: int
    granted_at: datetime
    stopped_at: datetime | None


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: str
    name: str
    at: datetime


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: str
    name: str
    body: str
    answered_at: datetime


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """`marks` is how far the entry has come: 2 at the clinic, 3 shared, 4 read. `journey` is every step in words."""

    marks: int
    words: str
    journey: list[str]


class Entry(msgspec.Struct, kw_only=True):
    id: str
    kind: str
    written_at: datetime
    received_at: datetime
    session_number: int | None
    day_offset: int | None
    versions: list[Version]
    share: Share | None = None
    answers: list[Answer] = []
    receipt: Receipt | None = None

    @property
    def latest(self) -> Version:
        return self.versions[-1]


class EntryGroup(msgspec.Struct, frozen=True):
    """Entries after one session, newest first; `number` None is before the first."""

    number: int | None
    entries: list[Entry]


class JournalPage(Page, kw_only=True):
    template: ClassVar[str] = "journal/list.html"
    tab: ClassVar[str] = "journal"
    groups: list[EntryGroup]
    older: str


class WritePage(Page, kw_only=True):
    template: ClassVar[str] = "journal/write.html"
    entered: dict[str, str]
    errors: dict[str, str]
    prompt_id: str
    prompt: str
    when: str
    readers: str
    reads_within: int
    other_prompts: list[tuple[str, str]]


class EntryPage(Page, kw_only=True):
    template: ClassVar[str] = "journal/entry.html"
    entry: Entry
    readers: str
    reads_within: int
    sharing_event: str

"""Entries as their writer sees them: versions that know what they grew from, the share, the answers, the receipt."""

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from server.journal.media import include_words, media_words
from server.media.files import Media
from server.pages.language import gettext as _
from server.pages.page import Page
from server.versions import Grown, latest_of, standing_of

MOST_CHARACTERS = 20_000
MOST_LINE = 140
ENTRIES_A_PAGE = 30
MOST_VERSIONS = 200

Why = Literal["stopped", "changed", "expired", "deleted"]
Audience = Literal["therapist", "team"]


class Version(Grown, frozen=True, kw_only=True):
    """`damaged`: what is kept does not open (promises P11); then there is no body, and `said` says so in its place."""

    number: int
    body: str
    prompt: str
    mood: int | None
    written_at: datetime
    received_at: datetime
    damaged: bool = False

    @property
    def said(self) -> str:
        return _("These words are damaged and cannot be shown. Please tell your clinic.") if self.damaged else self.body


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """`passage` is empty when the whole version is shared; `with_media` is how many recordings and pictures are named
    in it; `until` is when it ends by itself; `pinned_at` since when it is pinned for the next talk."""

    id: str
    entry_id: str
    audience: Audience
    version_id: str
    through_version: int
    passage: str
    with_mood: int
    granted_at: datetime
    until: datetime | None
    stopped_at: datetime | None
    why: Why | None
    with_media: int = 0
    pinned_at: datetime | None = None

    def live_at(self, now: datetime) -> bool:
        return self.stopped_at is None and (self.until is None or now < self.until)


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: str
    name: str
    at: datetime


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    entry_id: str
    name: str
    body: str
    answered_at: datetime


History = tuple[list[Share], list[Opening], list[Answer]]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """`marks` is how far the entry has come: 2 at the clinic, 3 shared, 4 read. `journey` is every step in words."""

    marks: int
    words: str
    journey: list[str]


class Readers(msgspec.Struct, frozen=True, kw_only=True):
    """Those whom a share reaches, in words: the therapist's name, and that of everybody on the team."""

    therapist: str
    team: str

    def of(self, audience: Audience) -> str:
        return self.team if audience == "team" else self.therapist


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
    media: list[Media] = []

    @property
    def standing(self) -> list[Version]:
        """What the entry says now: one version; more where two devices changed it and nobody has chosen yet."""
        return standing_of(self.versions)

    @property
    def latest(self) -> Version:
        return latest_of(self.versions)

    @property
    def with_it(self) -> str:
        """What is recorded or pictured, in words; it stands in place of words where there are none."""
        return media_words(self.media)

    @property
    def include_it(self) -> str:
        return include_words(self.media)

    @property
    def shared_version(self) -> Version | None:
        return next((one for one in self.versions if self.share and one.id == self.share.version_id), None)


class EntryGroup(msgspec.Struct, frozen=True):
    """Entries after one session, newest first; `number` None is before the first."""

    number: int | None
    entries: list[Entry]


class JournalPage(Page, kw_only=True):
    template: ClassVar[str] = "journal/list.html"
    tab: ClassVar[str] = "journal"
    groups: list[EntryGroup]
    older: str
    only: int | None
    sessions: list[int]


class WritePage(Page, kw_only=True):
    """`grown` is set when an entry is being changed: its id, and what the words grew from. `reads`: who reads and when;
    `shares`: whether the clinic has switched sharing on."""

    template: ClassVar[str] = "journal/write.html"
    entered: dict[str, str]
    errors: dict[str, str]
    prompt_id: str
    prompt: str
    when: str
    readers: Readers
    reads: str
    shares: bool
    other_prompts: list[tuple[str, str]]
    asked: tuple[str, str] | None = None
    grown: Grown | None = None
    saved_at: str = ""


class EntryPage(Page, kw_only=True):
    template: ClassVar[str] = "journal/entry.html"
    entry: Entry
    readers: Readers
    reads: str
    shares: bool
    sharing_event: str
    choices: list[list[tuple[str, str]]]
    until_least: str
    pinned: bool
    entered: dict[str, str] = {}
    errors: dict[str, str] = {}


class VersionsPage(Page, kw_only=True):
    """`shown` is the earlier version whose words are on the page, or None."""

    template: ClassVar[str] = "journal/versions.html"
    entry: Entry
    shown: Version | None


class DeletePage(Page, kw_only=True):
    """`readers` have opened it; `is_shared` now."""

    template: ClassVar[str] = "journal/delete.html"
    entry: Entry
    readers: list[str]
    is_shared: bool

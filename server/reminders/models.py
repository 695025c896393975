"""The forms and pages of reminders."""

from datetime import datetime, time
from typing import Annotated, ClassVar

import msgspec

from server.pages.forms import Clock, Email, Id, Tick, Words
from server.pages.language import later
from server.pages.page import Page
from server.reminders.addresses import Address
from server.reminders.choices import Choice, Switch
from server.reminders.phones import Phones
from server.reminders.quiet import Hours
from server.reminders.words import Line


class ChoiceForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is ticked comes; the same two times make no quiet hours."""

    fasting: Annotated[bool, Tick()]
    tomorrow: Annotated[bool, Tick()]
    today: Annotated[bool, Tick()]
    ride: Annotated[bool, Tick()]
    sitter: Annotated[bool, Tick()]
    measures: Annotated[bool, Tick()]
    after: Annotated[bool, Tick()]
    between: Annotated[bool, Tick()]
    quiet_since: Annotated[time, Clock()]
    quiet_until: Annotated[time, Clock()]

    def chosen(self) -> Choice:
        names = (name for name in self.__struct_fields__ if not name.startswith("quiet_"))
        off: frozenset[Switch] = frozenset(name for name in names if not getattr(self, name))  # type: ignore[misc]
        return Choice(off=off, hours=Hours(since=self.quiet_since, until=self.quiet_until))


class AddressForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    address: Annotated[str | None, Email()]


class CodeForm(msgspec.Struct, frozen=True, kw_only=True):
    code: Annotated[str, Words(12, one_line=True, missing=later("Please type the six figures."))]


class FeedForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]


class PushForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    subscription: Annotated[str, Words(2000, one_line=True)]


class RemindersPage(Page, kw_only=True):
    """`switches` are (name, words, ticked). `mails` where the clinic sends any; `address` is where they go;
    `waiting` waits for its code while it `waits`, and was asked for of late where it is `refused`."""

    template: ClassVar[str] = "reminders/page.html"
    tab: ClassVar[str] = "today"
    lines: list[Line]
    older: str
    first_page: bool
    switches: list[tuple[str, str, bool]]
    quiet: str
    mails: bool
    address: Address | None
    waiting: Address | None
    waits: bool
    refused: bool
    push_key: str
    phones: Phones
    feed: str
    feed_made_at: datetime | None
    entered: dict[str, str]
    errors: dict[str, str]


class SentPage(Page, kw_only=True):
    """`rows` are a channel in words, how many went out, and how many could not, each with its reason."""

    template: ClassVar[str] = "reminders/sent.html"
    tab: ClassVar[str] = "clinic"
    rows: list[tuple[str, int, list[tuple[str, int]]]]
    days: int
    mails: bool

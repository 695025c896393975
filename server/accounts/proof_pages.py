"""The page that asks whether it is you, and what it carries through."""

from typing import ClassVar

import msgspec

from server.accounts.ways import Way
from server.pages.page import Page


class Next(msgspec.Struct, frozen=True, kw_only=True):
    """What comes after the proof: where, in words, and the form that was sent there; None when nothing was sent.

    `long` when the form was too long to be carried through; then it stands in the page that it came from. `file` when
    what comes is saved and not shown.
    """

    then: str
    what: str
    sent: dict[str, str] | None = None
    long: bool = False
    file: bool = False

    @property
    def kind(self) -> str:
        if self.sent is not None:
            return "long" if self.long else "form"
        return "file" if self.file else "page"


class ProvenPage(Page, kw_only=True):
    """A file comes by itself, and the page stays; so it says so."""

    template: ClassVar[str] = "accounts/proven.html"
    next: Next
    staff: bool


class ProvePage(Page, kw_only=True):
    template: ClassVar[str] = "accounts/prove.html"
    next: Next
    ways: list[Way]
    errors: dict[str, str]
    staff: bool

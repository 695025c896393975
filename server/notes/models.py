"""A note of the care team: its drawer, its versions, whether it was taken back, and the forms that write it."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from server.pages.forms import Id, Ids, Words
from server.versions import Grown, standing_of

Drawer = Literal["mine", "team", "patient"]
MOST_WORDS, MOST_REASON = 4000, 300
MOST_NOTES, MOST_VERSIONS = 500, 100
A_PAGE, CUT = 20, 280


class Version(Grown, frozen=True, kw_only=True):
    """`seen_at` is when the patient first opened it, of what they can see."""

    note_id: str
    by_id: str
    by_name: str
    received_at: datetime
    seen_at: datetime | None


class Strike(msgspec.Struct, frozen=True, kw_only=True):
    note_id: str
    by_id: str
    by_name: str
    reason: str
    at: datetime


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """`versions` in the order of their arrival; their words are asked for apart."""

    id: str
    drawer: Drawer
    by_id: str
    by_name: str
    begun_at: datetime
    versions: list[Version]
    strike: Strike | None

    @property
    def standing(self) -> list[Version]:
        return standing_of(self.versions)


class Text(msgspec.Struct, frozen=True):
    """The words of a version; `damaged` where what is kept does not open, and then there are none (promises P11)."""

    body: str
    damaged: bool = False


class NewNote(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    body: Annotated[str, Words(MOST_WORDS)]


class NewVersion(msgspec.Struct, frozen=True, kw_only=True):
    """`parent` names the versions that were in front of the writer."""

    version: Annotated[str, Id()]
    parent: Annotated[tuple[str, ...], Ids(20)]
    body: Annotated[str, Words(MOST_WORDS)]


class StrikeForm(msgspec.Struct, frozen=True, kw_only=True):
    parent: Annotated[tuple[str, ...], Ids(20)]
    reason: Annotated[str, Words(MOST_REASON, least=0, one_line=True)]

"""The forms that bring entries, later versions of them, and who may read them."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from server.journal.models import MOST_CHARACTERS
from server.pages.forms import Choice, Day, Id, Ids, Moment, Tick, Whole, Words
from server.pages.language import later

MOST_PARENTS = 20
MOST_MEDIA = 10

NO_WORDS = later("There are no words yet. A single one is enough.")


class EntryForm(msgspec.Struct, frozen=True, kw_only=True):
    """`version` is this version's own id, `parent` those it grew from, `media` what is recorded with it."""

    id: Annotated[str, Id()]
    body: Annotated[str, Words(MOST_CHARACTERS, least=0, missing=NO_WORDS)]
    written_at: Annotated[datetime | None, Moment()]
    mood: Annotated[int | None, Whole(0, 10, optional=True)]
    prompt: Annotated[str, Words(300, least=0, one_line=True)]
    kind: Annotated[Literal["entry", "line"] | None, Choice("entry", "line", optional=True)]
    share: Annotated[Literal["0", "1", "team"] | None, Choice("0", "1", "team", optional=True)]
    with_mood: Annotated[bool, Tick()]
    version: Annotated[str | None, Id(optional=True)] = None
    parent: Annotated[tuple[str, ...], Ids(MOST_PARENTS, numbers=True)] = ()
    media: Annotated[tuple[str, ...], Ids(MOST_MEDIA)] = ()


class SharingForm(msgspec.Struct, frozen=True, kw_only=True):
    """`version` is the one that was previewed; `passage` words of it, or empty for all of it."""

    share: Annotated[Literal["0", "1"], Choice("0", "1")]
    event: Annotated[str | None, Id(optional=True)]
    with_: Annotated[Literal["therapist", "team"] | None, Choice("therapist", "team", optional=True)]
    until: Annotated[date | None, Day(optional=True)]
    version: Annotated[str | None, Id(optional=True)]
    part: Annotated[Literal["all", "passage"] | None, Choice("all", "passage", optional=True)]
    passage: Annotated[str, Words(MOST_CHARACTERS, least=0)]
    with_mood: Annotated[bool, Tick()]
    with_media: Annotated[bool, Tick()]


class ApartForm(msgspec.Struct, frozen=True, kw_only=True):
    """Both are kept: `first` stays in the entry, the others become entries of their own."""

    first: Annotated[str, Id()]
    parent: Annotated[tuple[str, ...], Ids(MOST_PARENTS)]


class ChooseForm(msgspec.Struct, frozen=True, kw_only=True):
    """`keep` is the version whose words are to stand, `parent` those that stood when this was chosen."""

    keep: Annotated[str, Id()]
    parent: Annotated[tuple[str, ...], Ids(MOST_PARENTS)]

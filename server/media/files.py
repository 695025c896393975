"""A recording, a picture or a paper that somebody sends: what may be sent, and how it is cut in pieces.

It belongs to an entry of the journal, or to something told at intake: a medicine, the referral.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec

from server.pages.forms import Choice, Id, Moment, Rule, Wrong
from server.pages.language import gettext as _
from server.pages.language import later, ngettext

PIECE = 256 * 1024  # every piece has this length, and the last one what is left
MOST_BYTES = 10 * 1024 * 1024
MOST_SECONDS = 610  # ten minutes, and the moment it takes to press Stop
MOST_OF_A_COURSE = 500 * 1024 * 1024
MOST_OF_ONE = 10  # of an entry, a medicine, a referral
ENDINGS = {
    "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/wav": "wav",
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf",
}  # fmt: skip

Kind = Literal["voice", "picture", "paper"]
Why = Literal["unknown", "heic", "damaged", "large", "scripted", "locked"]

TOO_LONG = later("This recording is longer than ten minutes, which is what fits. Please send it as two.")
TOO_BIG = later("This file is larger than 10 MB, which is what fits. Please choose a smaller one.")
HEIC = later("This picture is in the HEIC form of Apple, which cannot be kept here. Please save it as a JPEG first.")
OF_TYPE: dict[str, Kind] = {"audio": "voice", "image": "picture", "application": "paper"}
REFUSED: dict[Why, str] = {
    "unknown": later(
        "This file is not a picture or recording that Tidemark can keep. JPEG, PNG and WebP pictures are, and what the "
        "microphone of this app records; where papers are asked for, PDFs too. Nothing of it was kept."
    ),
    "heic": HEIC,
    "damaged": later("This file is damaged or did not arrive whole, so it was not kept. Please choose it again."),
    "large": later("This picture has more points than fit (40 million). Please make it smaller, then choose it again."),
    "scripted": later(
        "This PDF holds a program or another file inside it, so it was not kept. Print it to a new PDF, or take a "
        "photo of each page, and send that."
    ),
    "locked": later("This PDF asks for a password, so it was not kept. Save it without one, or take a photo of it."),
}


class Unfit(Exception):
    """This file cannot be kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class MediaType(Rule):
    """The browser's name for the file, without what it says of the codec. The content itself is looked at later."""

    def read(self, text: str, now: datetime) -> str:
        name = text.partition(";")[0].strip().lower()
        if name in ("image/heic", "image/heif"):
            raise Wrong(_(HEIC))
        if name not in ENDINGS:
            raise Wrong(_(REFUSED["unknown"]))
        return name


class UpTo(Rule):
    """A whole number from nought; `said` is the sentence for more than fits."""

    def __init__(self, most: int, said: str, *, optional: bool = False) -> None:
        self.most, self.said, self.empty = most, said, optional

    def read(self, text: str, now: datetime) -> int:
        if not (text.isascii() and text.isdigit()):
            raise Wrong(_("This is not a number. Please open the page again and send it from there."))
        if len(text) > 15 or int(text) > self.most:
            raise Wrong(_(self.said))
        return int(text)


class MediaForm(msgspec.Struct, frozen=True, kw_only=True):
    """Announces what then comes in pieces. `entry` is what it belongs to, which may arrive later than this."""

    id: Annotated[str, Id()]
    entry: Annotated[str, Id()]
    kind: Annotated[Kind, Choice("voice", "picture", "paper")]
    type: Annotated[str, MediaType()]
    seconds: Annotated[int | None, UpTo(MOST_SECONDS, TOO_LONG, optional=True)]
    size: Annotated[int, UpTo(MOST_BYTES, TOO_BIG)]
    pieces: Annotated[int, UpTo(MOST_BYTES // PIECE, TOO_BIG)]
    made_at: Annotated[datetime | None, Moment()]


class About(msgspec.Struct, frozen=True):
    """What is locked beside the bytes."""

    type: str
    seconds: int


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """`whole` when every piece is there: only then can it be opened."""

    id: str
    entry_id: str
    kind: Kind
    type: str
    seconds: int
    size: int
    made_at: datetime
    whole: bool

    @property
    def said(self) -> str:
        if self.kind != "voice":
            return _("A picture") if self.kind == "picture" else _("A PDF")
        return _("A recording, %(length)s", length=length_in_words(self.seconds)) if self.seconds else _("A recording")


def count_pieces(size: int) -> int:
    return -(-size // PIECE)


def length_of(piece: int, size: int) -> int:
    """How many bytes this piece of a file of this size has."""
    return min(PIECE, size - piece * PIECE)


def misfits(form: MediaForm, kinds: frozenset[Kind]) -> dict[str, str]:
    """What is wrong between fields that are right by themselves. `kinds` are those of the place."""
    errors: dict[str, Any] = {}
    if form.kind not in kinds or OF_TYPE[form.type.partition("/")[0]] != form.kind:
        errors["type"] = _(REFUSED["unknown"])
    if form.kind == "voice" and form.seconds is None:
        errors["seconds"] = _("This is needed.")
    if not form.size:
        errors["size"] = _("This file is empty. Please choose it, or record it, again.")
    elif form.pieces != count_pieces(form.size):
        errors["pieces"] = _("A file of this size comes in %(n)s pieces.", n=count_pieces(form.size))
    return errors


def length_in_words(seconds: int) -> str:
    """45 seconds, 3 minutes: as one says it."""
    if seconds < 60:
        return ngettext("One second", "%(num)s seconds", seconds).lower()
    return ngettext("one minute", "%(num)s minutes", round(seconds / 60))

"""A recording or a picture of an entry: what may be sent, how it is cut in pieces, and how it is spoken of."""

from collections.abc import Sequence
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
ENDINGS = {
    "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/wav": "wav",
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp",
}  # fmt: skip

Kind = Literal["voice", "picture"]
Why = Literal["unknown", "heic", "damaged", "large"]

TOO_LONG = later("This recording is longer than ten minutes, which is what fits. Please send it as two.")
TOO_BIG = later("This file is larger than 10 MB, which is what fits. Please choose a smaller one.")
HEIC = later("This picture is in the HEIC form of Apple, which cannot be kept here. Please save it as a JPEG first.")
REFUSED: dict[Why, str] = {
    "unknown": later(
        "This file is not a picture or recording that Tidemark can keep. JPEG, PNG and WebP pictures are, and what the "
        "microphone of this app records. Nothing of it was kept."
    ),
    "heic": HEIC,
    "damaged": later("This picture is damaged or did not arrive whole, so it was not kept. Please choose it again."),
    "large": later("This picture has more points than fit (40 million). Please make it smaller, then choose it again."),
}


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
    """Announces what then comes in pieces. `entry` may arrive later than this."""

    id: Annotated[str, Id()]
    entry: Annotated[str, Id()]
    kind: Annotated[Kind, Choice("voice", "picture")]
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
        if self.kind == "picture":
            return _("A picture")
        return _("A recording, %(length)s", length=length_in_words(self.seconds)) if self.seconds else _("A recording")


def count_pieces(size: int) -> int:
    return -(-size // PIECE)


def length_of(piece: int, size: int) -> int:
    """How many bytes this piece of a file of this size has."""
    return min(PIECE, size - piece * PIECE)


def misfits(form: MediaForm) -> dict[str, str]:
    """What is wrong between fields that are right by themselves."""
    errors: dict[str, Any] = {}
    if form.type.startswith("audio/") != (form.kind == "voice"):
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


def media_words(media: Sequence[Media]) -> str:
    """All of an entry's in a line, which stands in place of words where there are none."""
    voices = [one for one in media if one.kind == "voice"]
    pictures = len(media) - len(voices)
    said = [voices[0].said] if len(voices) == 1 else []
    if len(voices) > 1:
        said = [_("%(n)s recordings", n=len(voices))]
    if pictures:
        said.append(ngettext("A picture", "%(num)s pictures", pictures))
    return "; ".join(said)


def without_words(kind: Kind | None) -> str:
    """For a list that shows first lines."""
    return {"voice": _("A recording"), "picture": _("A picture")}.get(kind or "", _("No words"))


def include_words(media: Sequence[Media]) -> str:
    """For the box that is ticked to share it too."""
    voices = sum(one.kind == "voice" for one in media)
    pictures = len(media) - voices
    if voices and pictures:
        return _("Include what is recorded and pictured")
    if voices:
        return ngettext("Include the recording", "Include the %(num)s recordings", voices)
    return ngettext("Include the picture", "Include the %(num)s pictures", pictures)

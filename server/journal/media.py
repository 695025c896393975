"""How the recordings and pictures of entries are spoken of."""

from collections.abc import Sequence

from server.media.files import Kind, Media
from server.pages.language import gettext as _
from server.pages.language import ngettext


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

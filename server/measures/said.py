"""A total in words: its band, and how it stands beside another (Q-22, Q-23). Pure; it never concludes."""

from server.measures.instruments import Instrument
from server.measures.scoring import band_of, compare
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import in_words


def band_words(instrument: Instrument, total: int) -> str:
    return band_of(instrument, total).label.lower()


def beside_start(instrument: Instrument, start: int, total: int) -> str:
    """Against the first of all: "six points lower than your start", or "about the same as your start" (Q-22)."""
    found = compare(instrument, start, total)
    n = abs(found.points)
    if found.direction == "same":
        return _("about the same as your start")
    if found.direction == "lower":
        return ngettext(
            "%(points)s point lower than your start", "%(points)s points lower than your start", n, points=in_words(n)
        )
    return ngettext(
        "%(points)s point higher than your start", "%(points)s points higher than your start", n, points=in_words(n)
    )


def beside_last(instrument: Instrument, last: int, total: int) -> str:
    found = compare(instrument, last, total)
    n = abs(found.points)
    if found.direction == "same":
        return _("about the same as the time before")
    if found.direction == "lower":
        return ngettext(
            "%(points)s point lower than the time before",
            "%(points)s points lower than the time before",
            n,
            points=in_words(n),
        )
    return ngettext(
        "%(points)s point higher than the time before",
        "%(points)s points higher than the time before",
        n,
        points=in_words(n),
    )

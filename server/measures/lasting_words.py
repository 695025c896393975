"""How long a gain lasted, in words for clinicians: what was answered, what is known, and what is not. Pure."""

from server.measures.instruments import Instrument
from server.measures.lasting import Lasted
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import in_words


def in_plain_words(instrument: Instrument, one: Lasted) -> tuple[int, str, str]:
    """The session's number, what became of it, and the stretches without an answer."""
    gaps = ", ".join(_("day %(from)s to day %(to)s", **{"from": start, "to": end}) for start, end in one.gaps)
    return one.number, _said(instrument, one), _("No answers from %(gaps)s.", gaps=gaps) if gaps else ""


def _said(instrument: Instrument, one: Lasted) -> str:
    if one.state == "no start":
        return _("Not answered in the week before, so there is nothing to hold the answers after it against.")
    if one.state == "no answers":
        return _("%(before)s before; not answered between this session and the next.", before=one.before)
    if one.state == "no gain":
        return _(
            "%(before)s before; %(best)s at the lowest after, on day %(day)s. Fewer than %(least)s points lower.",
            before=one.before,
            best=one.best,
            day=one.best_day,
            least=in_words(instrument.change.minimal_important_difference),
        )
    gain = ngettext(
        "%(points)s point lower, %(before)s to %(best)s, on day %(day)s.",
        "%(points)s points lower, %(before)s to %(best)s, on day %(day)s.",
        one.gain,
        points=in_words(one.gain).capitalize(),
        before=one.before,
        best=one.best,
        day=one.best_day,
    )
    if one.state == "halved":
        rest = _("Half of it was gone some time between day %(held)s and day %(gone)s.", held=one.held, gone=one.gone)
    elif one.held == one.watched:
        rest = _("More than half of it was still there at the last answer, on day %(day)s.", day=one.held)
    else:
        rest = _(
            "More than half of it was there on day %(held)s; by the last answer, on day %(watched)s, it is not clear.",
            held=one.held,
            watched=one.watched,
        )
    return f"{gain} {rest}"

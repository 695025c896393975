"""Where a session is, and how much is open before it, in words. Pure."""

from server.courses.models import Session
from server.pages.language import gettext as _
from server.pages.language import ngettext
from server.pages.times import in_words
from server.preparation.models import BoardItem


def where_of(session: Session) -> str:
    where = _("At home, with your sitter beside you.") if session.at_home else _("At the clinic.")
    return _("A booster, beyond the planned sessions.") + " " + where if session.purpose == "booster" else where


def board_title(board: list[BoardItem]) -> str:
    count = sum(1 for line in board if line.state == "open")
    if not count:
        return _("Nothing is open just now")
    said = in_words(count)
    return ngettext("%(count)s thing is still open", "%(count)s things are still open", count, count=said.capitalize())

"""The line of the ready board that the questionnaires fill (P-12): answered, open, or asked later."""

from server.measures.asked import Asked
from server.pages.language import gettext as _
from server.pages.times import day_and_clock, long_date
from server.preparation.models import BoardItem, Item


def from_measures(item: Item, asked: Asked, zone: str) -> BoardItem | None:
    """None where the clinic asks none, and its own mark speaks."""
    if not asked.names:
        return None
    if not asked.open and asked.answered_at:
        reason = _("Answered by you, %(day)s.", day=long_date(asked.answered_at, zone))
        return BoardItem(
            id=item.id, title=item.title, state="done", word=_("Done"), reason=reason, path="/measures"
        )  # fmt: skip
    if not asked.open:
        word = _("From %(when)s", when=day_and_clock(asked.opens, zone)) if asked.opens else _("Later")
        return BoardItem(id=item.id, title=item.title, state="later", word=word, reason=item.text)
    return BoardItem(
        id=item.id, title=item.title, state="open", word=_("Open"), who=_("You"), path="/measures",
        reason=_("Not answered yet: %(names)s.", names=", ".join(asked.open)),
        turns_green=_("can turn this green by answering."), action=_("Answer your questionnaires"),
    )  # fmt: skip

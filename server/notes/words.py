"""What is said beside words that were not kept: what changed meanwhile, and that they are still in the form. Pure."""

from typing import Literal

from server.notes.models import MOST_NOTES, MOST_VERSIONS, Strike
from server.pages.language import gettext as _

Outcome = Literal["kept", "other words", "strange", "full", "struck", "changed"]


def what_happened(outcome: Outcome, strike: Strike | None) -> str:
    if strike is not None:
        return _("%(name)s has taken this note back meanwhile. It stays as it is.", name=strike.by_name)
    if outcome == "changed":
        return _("This note was written on meanwhile. Please read what stands there now, and take it back after that.")
    if outcome == "other words":
        return _("Other words were kept under this note before. These are not kept yet: please send them once more.")
    return _(
        "There is no room for more here: a drawer holds %(notes)s notes, a note %(versions)s versions. All are kept; "
        "these words are not.",
        notes=MOST_NOTES,
        versions=MOST_VERSIONS,
    )

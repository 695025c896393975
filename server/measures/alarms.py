"""What an answer gives reason to tell the care team: the item of Y-30 at once, a total that is worse (Q-23). Pure."""

from collections.abc import Mapping
from datetime import datetime

from server.access.vault import Box
from server.clinics.flag_policy import Level
from server.measures.answers import Answered
from server.measures.instruments import Instrument
from server.measures.said import beside_last, beside_start
from server.measures.scoring import has_worsened, level_of
from server.pages.language import gettext as _
from server.safety.causes import Cause

LEVELS: dict[str, Level] = {"same-day": "same_day", "urgent": "urgent"}  # as the instrument's file calls them


def item_cause(
    instrument: Instrument, answers: Mapping[int, int | None], about: tuple[Box, str], at: datetime
) -> Cause | None:
    """`about` is the course's box and the id that the choosing and the sending of one answer share: told once.

    One that is chosen anew as more pressing is told again, as that.
    """
    found = level_of(instrument, answers)
    if not found or instrument.safety_rule is None:
        return None
    item = next(one for one in instrument.items if one.id == instrument.safety_rule.item_id)
    chosen = next(one.label for one in instrument.options if one.value == answers[item.number])
    box, source = about
    return Cause(
        rule="item-9",
        source=source if LEVELS[found] == "same_day" else box.mark("item-9", source, found),
        level=LEVELS[found],
        answered_at=at,
        answer=_("%(name)s, question %(n)s: %(answer)s", name=instrument.short, n=item.number, answer=chosen),
    )


def worse_cause(instrument: Instrument, one: Answered, first: Answered | None, before: Answered | None) -> Cause | None:
    """Against the start, or against the time before."""
    total = one.body.total
    said = ""
    if first and has_worsened(instrument, first.body.total, total):
        said = beside_start(instrument, first.body.total, total)
    elif before and has_worsened(instrument, before.body.total, total):
        said = beside_last(instrument, before.body.total, total)
    if not said:
        return None
    words = _("%(name)s: %(total)s of %(most)s, %(said)s", name=instrument.short, total=total,
              most=instrument.scoring.max, said=said)  # fmt: skip
    return Cause(rule="worsened", source=one.id, level="same_day", answered_at=one.answered_at, answer=words)

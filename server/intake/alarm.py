"""An answer at intake about ending one's life reaches the clinic at once, before intake is handed in (E-47, Y-30)."""

from datetime import datetime

from server.intake.content import asked
from server.intake.outcomes import ALARM, Answer, alarming
from server.safety.causes import Cause

LESS_PRESSING = ("thoughts",)


def alarm_of(telling_id: str, given: Answer, written_at: datetime) -> Cause | None:
    """What its reader needs: the words of the answer that was chosen, and those that were written beside it."""
    if not alarming(given):
        return None
    labels = [one.label for one in asked().questions[ALARM].options if one.value in given.values]
    said = " · ".join([*labels, *([f"“{given.words}”"] if given.words else [])])
    return Cause(
        rule="intake-thoughts",
        source=telling_id,
        level="same_day" if given.values == LESS_PRESSING else "urgent",
        answered_at=written_at,
        answer=said,
    )

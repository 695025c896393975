"""The forms of an arc: dates proposed and kept, a session moved or placed, taken out, a pause, an end.

`anyway` is the mark of exactly those conflicts that were read beside the tick (courses/conflicts.py).
"""

from datetime import date, time
from typing import Annotated, Any

import msgspec

from server.clinics.protocol import ROUTES, Route
from server.courses.models import Purpose
from server.pages.forms import Choice, Clock, Day, Id, Posted, Rule, Whole, Words, Wrong

MOST_REASON = 200
MOST_AT_ONCE = 12


class Reason(Words):
    """In a line, for the patient to read."""

    def __init__(self, *, least: int = 1) -> None:
        super().__init__(MOST_REASON, least=least, one_line=True)


class ArcForm(msgspec.Struct, frozen=True, kw_only=True):
    """Without `look` it is kept. A form without `id` is one from before there were conflicts to be read."""

    id: Annotated[str | None, Id(optional=True)]
    day: Annotated[date, Day()]
    at: Annotated[time, Clock()]
    route: Annotated[Route, Choice(*ROUTES)]
    count: Annotated[int, Whole(1, MOST_AT_ONCE)]
    days_between: Annotated[int, Whole(1, 60)]
    purpose: Annotated[Purpose | None, Choice("arc", "booster", optional=True)]
    room: Annotated[str | None, Id(optional=True)]
    look: Annotated[str | None, Choice("1", optional=True)]
    anyway: Annotated[str, Words(16, least=0)]


class MoveForm(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` is the planned time that the form showed; without it there were no conflicts to be read either."""

    day: Annotated[date, Day()]
    at: Annotated[time, Clock()]
    reason: Annotated[str, Reason(least=0)]
    after: Annotated[str | None, Choice("1", optional=True)]
    seen: Annotated[str, Words(30, least=0)]
    anyway: Annotated[str, Words(16, least=0)]


class PlaceForm(msgspec.Struct, frozen=True, kw_only=True):
    """`seen` is the room and the people that the form showed."""

    room: Annotated[str | None, Id(optional=True)]
    seen: Annotated[str, Words(800, least=0)]
    anyway: Annotated[str, Words(16, least=0)]


class OutForm(msgspec.Struct, frozen=True, kw_only=True):
    reason: Annotated[str, Reason()]


class PauseForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]
    from_: Annotated[date, Day()]
    until: Annotated[date | None, Day(optional=True)]
    reason: Annotated[str, Reason()]


class ResumeForm(msgspec.Struct, frozen=True, kw_only=True):
    id: Annotated[str, Id()]


class StopForm(msgspec.Struct, frozen=True, kw_only=True):
    reason: Annotated[str, Reason()]
    sure: Annotated[str, Choice("1")]


def staff_in(form: Posted, known: list[str]) -> tuple[str, ...]:
    """Each has a tick of their own, so that nobody is left out by a form that knows one value a name."""
    return tuple(one for one in known if form.values.get(f"staff-{one}") == "1")


def rows_in(form: Posted, count: int) -> tuple[list[tuple[date, time] | None], dict[str, str]]:
    """The dates of a proposal as they were changed one by one; None where a row was not sent."""
    found: list[tuple[date, time] | None] = []
    errors: dict[str, str] = {}
    for number in range(1, count + 1):
        texts = (form.values.get(f"day-{number}"), form.values.get(f"at-{number}"))
        if texts == (None, None):
            found.append(None)
            continue
        day = _read(Day(), f"day-{number}", texts[0] or "", form, errors)
        at = _read(Clock(), f"at-{number}", texts[1] or "", form, errors)
        found.append((day, at) if day and at is not None else None)
    return found, errors


def _read(rule: Rule, name: str, text: str, form: Posted, errors: dict[str, str]) -> Any:
    try:
        if not text:
            raise Wrong(rule.missing())
        return rule.read(text, form.now)
    except Wrong as wrong:
        errors[name] = str(wrong)
        return None

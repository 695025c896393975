"""The forms that make lines of a session's record: every wrong field is named, and nothing typed is lost."""

from datetime import datetime, time
from typing import Annotated, Any, Literal

import msgspec

from server.pages.content import read_json
from server.pages.forms import Choice, Clock, Id, Moment, Rule, Tick, Whole, Words, Wrong
from server.pages.language import gettext as _
from server.pages.language import later
from server.session_day.facts import BODIES, Kind

MOST_DOSE, MOST_NOTE, MOST_NAME = 120, 500, 120
CHECKPOINTS = (-240, 24 * 60)


class Vital(Whole):
    """A figure that a device showed. What no device shows is refused; what is only high is kept as it is (S-13)."""

    def __init__(self, lowest: int, highest: int, name: str) -> None:
        super().__init__(lowest, highest, optional=True)
        self.name = name

    def read(self, text: str, now: datetime) -> int:
        try:
            return super().read(text.strip(), now)
        except Wrong:
            raise Wrong(
                _(
                    "%(name)s: %(value)s is not between %(low)s and %(high)s. Please look at the device again.",
                    name=_(self.name),
                    value=text.strip()[:12],
                    low=self.lowest,
                    high=self.highest,
                )
            ) from None


class OneOf(Rule):
    """The name of something that record.json lists, or nothing."""

    def __init__(self, listed: str, *, optional: bool = True) -> None:
        self.listed, self.empty = listed, optional

    def missing(self) -> str:
        return _("Please choose one.")

    def read(self, text: str, now: datetime) -> str:
        if text not in read_json("record.json")[self.listed]:
            raise Wrong(_("Please choose one of the answers shown."))
        return text


class LineForm(msgspec.Struct, frozen=True, kw_only=True):
    """What every line carries. `at` is typed where the moment is not now, `sure` where it is before the opening."""

    id: Annotated[str, Id()]
    written_at: Annotated[datetime | None, Moment()]
    at: Annotated[time | None, Clock(optional=True)]
    about: Annotated[str | None, Id(optional=True)]
    sure: Annotated[bool, Tick()]
    why: Annotated[str, Words(200, least=0, one_line=True)]


class ReadingForm(LineForm, frozen=True, kw_only=True):
    checkpoint: Annotated[int | None, Whole(*CHECKPOINTS, optional=True)]
    systolic: Annotated[int | None, Vital(50, 280, later("Upper pressure"))]
    diastolic: Annotated[int | None, Vital(20, 180, later("Lower pressure"))]
    pulse: Annotated[int | None, Vital(20, 240, later("Pulse"))]
    oxygen: Annotated[int | None, Vital(40, 100, later("Oxygen"))]
    sedation: Annotated[int | None, Whole(0, 3, optional=True)]
    nausea: Annotated[int | None, Whole(0, 3, optional=True)]
    arm: Annotated[str | None, OneOf("arms")]
    position: Annotated[str | None, OneOf("positions")]
    words: Annotated[str, Words(MOST_NOTE, least=0)]


class DoseForm(LineForm, frozen=True, kw_only=True):
    amount: Annotated[str, Words(MOST_DOSE, one_line=True, missing=later("Please type the dose as you ordered it."))]


class EventForm(LineForm, frozen=True, kw_only=True):
    what: Annotated[str, OneOf("events", optional=False)]
    words: Annotated[str, Words(MOST_NOTE, least=0)]


class StayedForm(LineForm, frozen=True, kw_only=True):
    words: Annotated[str, Words(MOST_NAME, one_line=True, missing=later("Please name who stayed."))]


class NoteForm(LineForm, frozen=True, kw_only=True):
    words: Annotated[str, Words(MOST_NOTE)]


class DecisionForm(LineForm, frozen=True, kw_only=True):
    choice: Annotated[Literal["go on", "not today"], Choice("go on", "not today")]
    words: Annotated[str, Words(MOST_NOTE, missing=later("Please write what was decided, and why."))]


class DischargeForm(LineForm, frozen=True, kw_only=True):
    words: Annotated[str, Words(MOST_NOTE, least=0)]


class SeenForm(LineForm, frozen=True, kw_only=True):
    about: Annotated[str, Id()]


FORMS: dict[str, type[LineForm]] = {
    "reading": ReadingForm, "event": EventForm, "stayed": StayedForm, "note": NoteForm, "decision": DecisionForm,
    "seen": SeenForm,
}  # fmt: skip


def body_of(kind: Kind, form: LineForm) -> Any:
    """The fields of the form that the body of this kind has."""
    shape = BODIES[kind]
    return shape(**{name: getattr(form, name) for name in shape.__struct_fields__ if hasattr(form, name)})

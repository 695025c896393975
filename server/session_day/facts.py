"""What a line of the session's record can say: one struct a kind, locked as a whole."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from server.pages.language import gettext as _

BEFORE = -10  # the checkpoint before the dose, where a protocol names no other
Kind = Literal[
    "dose", "reading", "event", "stayed", "note", "decision", "discharge", "taken", "check", "concern", "handover",
    "hard", "seen", "morning",
]  # fmt: skip


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Pressure in mmHg, pulse a minute, oxygen in per cent; sedation and nausea 0 to 3 as record.json words them.

    `checkpoint` is minutes from the dose, None for one taken beside the plan (S-06, S-13).
    """

    checkpoint: int | None = None
    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    oxygen: int | None = None
    sedation: int | None = None
    nausea: int | None = None
    arm: str | None = None
    position: str | None = None
    words: str = ""
    why: str = ""


class Dose(msgspec.Struct, frozen=True, kw_only=True):
    """As the prescriber typed it; nothing reads a number out of it (N-02)."""

    amount: str
    why: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    what: str
    words: str = ""
    why: str = ""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A note, who stayed, a decision of the clinic, or why one left before the stay time."""

    words: str = ""
    choice: str = ""
    why: str = ""


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A sitter's look: `well`, or not. One that was not is a `concern`: its kind alone lets the desk find it (D-08)."""

    well: bool


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    steady: list[str]
    words: str = ""


class Morning(msgspec.Struct, frozen=True, kw_only=True):
    """P-43: slept, and clear-headed."""

    clear: bool


class Nothing(msgspec.Struct, frozen=True):
    """The time alone: that it was taken, that it was hard, that somebody has seen it."""


Body = Reading | Dose | Event | Said | Check | Handover | Morning | Nothing
BODIES: dict[Kind, type[Any]] = {
    "dose": Dose, "reading": Reading, "event": Event, "stayed": Said, "note": Said, "decision": Said,
    "discharge": Said, "taken": Nothing, "check": Check, "concern": Check, "handover": Handover, "hard": Nothing,
    "seen": Nothing, "morning": Morning,
}  # fmt: skip


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """`at` is the moment by our clock, `device_at` what the writer's own clock read, `received_at` when it came."""

    id: str
    kind: Kind
    body: Any
    at: datetime
    device_at: datetime | None
    received_at: datetime
    source: Literal["staff", "patient", "sitter"]
    by_name: str
    about: str | None

    @property
    def clock_differs(self) -> bool:
        return self.device_at is not None and abs((self.at - self.device_at).total_seconds()) > 120


def wrong_with(reading: Reading) -> dict[str, str]:
    """Sentences by field: what stands alone or the wrong way round. A high figure is never wrong."""
    upper, lower = reading.systolic, reading.diastolic
    if upper is None and lower is None:
        nothing = (reading.pulse, reading.oxygen, reading.sedation, reading.nausea) == (None, None, None, None)
        return {"systolic": _("There is no figure yet. One is enough.")} if nothing else {}
    if upper is None:
        return {"systolic": _("The upper figure is missing.")}
    if lower is None:
        return {"diastolic": _("The lower figure is missing.")}
    if lower >= upper:
        return {"diastolic": _("The lower figure is not below the upper one. Please look at the device again.")}
    return {}

"""Lines of a record as the pure rules take them, at minutes from one fixed moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

from server.session_day.facts import Kind, Line, Nothing, Reading, Said

DOSE_AT = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)  # 11 in the morning in Toronto


def after(minutes: float) -> datetime:
    """A moment that many minutes after DOSE_AT; negative is before."""
    return DOSE_AT + timedelta(minutes=minutes)


def line(
    name: str,
    kind: Kind = "note",
    body: Any = None,
    at: float = 0,
    *,
    received: float | None = None,
    about: str | None = None,
) -> Line:
    """`at` and `received` are minutes from DOSE_AT; a line comes at once unless told otherwise."""
    return Line(
        id=name,
        kind=kind,
        body=body or Nothing(),
        at=after(at),
        device_at=None,
        received_at=after(at if received is None else received),
        source="staff",
        by_name="Theo",
        about=about,
    )


def reading(name: str, at: float, checkpoint: int | None, *, about: str | None = None, upper: int = 120) -> Line:
    body = Reading(checkpoint=checkpoint, systolic=upper, diastolic=60)
    return line(name, "reading", body, at, about=about)


def pressure(name: str, at: float, upper: int, lower: int, *, received: float | None = None) -> Line:
    body = Reading(checkpoint=-10, systolic=upper, diastolic=lower)
    return line(name, "reading", body, at, received=received)


def decision(name: str, at: float, choice: str = "go on", *, received: float | None = None) -> Line:
    return line(name, "decision", Said(words="We talked.", choice=choice), at, received=received)

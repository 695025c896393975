"""Sessions as the pure rules take them, made from hours before or after one fixed moment."""

from datetime import UTC, datetime, timedelta

from server.clinics.protocol import Route
from server.courses.models import Session

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)  # 10 in the morning in Toronto
TORONTO = "America/Toronto"


def hours(count: float) -> datetime:
    """A moment that many hours after NOW; negative is before."""
    return NOW + timedelta(hours=count)


def days(count: float) -> datetime:
    return hours(24 * count)


def planned(number: int, at: datetime, route: Route = "IV") -> Session:
    return Session(id=f"session-{number}", number=number, route=route, planned_at=at)


def held(
    number: int, at: datetime, *, started: bool = True, discharged: bool = True, planned_at: datetime | None = None
) -> Session:
    """Opened at `at`; started, ended and discharged in the three hours after it unless told otherwise."""
    over = started and discharged
    return Session(
        id=f"session-{number}",
        number=number,
        route="IV",
        planned_at=planned_at or at,
        opened_at=at,
        started_at=at + timedelta(minutes=20) if started else None,
        ended_at=at + timedelta(hours=2) if over else None,
        discharged_at=at + timedelta(hours=3) if over else None,
    )

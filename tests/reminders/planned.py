"""Courses to be reminded of, made of a few words: when the sessions are, and what is known."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server.clinics.protocol import Protocol, Route
from server.courses.models import Session
from server.pages.times import local
from server.reminders.due import Due, Known, due, plan
from server.reminders.quiet import Hours, Quiet, rests_of

TORONTO = "America/Toronto"
NIGHT = Hours()
NEVER = Hours(since=time(0), until=time(0))


def at(text: str, zone: str = TORONTO) -> datetime:
    """A wall time there: "2026-11-26 11:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo("UTC"))


def session(planned: str, number: int = 1, route: Route = "IV", *, held: str = "", ended: str = "") -> Session:
    started = at(held) if held else None
    return Session(
        id=f"session-{number}", number=number, route=route, planned_at=at(planned), opened_at=started,
        started_at=started, ended_at=at(ended) if ended else None,
    )  # fmt: skip


def known(*sessions: Session, hours: Hours = NIGHT, protocol: Protocol | None = None, **more: Any) -> Known:
    protocol = protocol or Protocol()
    quiet = Quiet(hours=hours, zone=TORONTO, rests=rests_of(sessions, protocol, TORONTO))
    return Known(sessions=sessions, protocol=protocol, zone=TORONTO, quiet=quiet, **more)


def wall(moment: datetime | None) -> str:
    return f"{local(moment, TORONTO):%Y-%m-%d %H:%M}" if moment else ""


def comes(found: Known, kind: str, now: datetime | None = None) -> list[str]:
    """When each of a kind is to come, as wall times; empty for one that is dropped."""
    now = now or at("2026-11-01 12:00")
    return [wall(one.settled(found.quiet)) for one in plan(found, now) if one.kind == kind]


def kinds(found: Known, now: str | datetime) -> list[str]:
    return sorted(one.planned.kind for one in at_moment(found, now))


def at_moment(found: Known, now: str | datetime) -> list[Due]:
    return due(found, at(now) if isinstance(now, str) else now)


def walk(found: Known, since: datetime, days: int, step: timedelta) -> list[tuple[str, str, datetime]]:
    """Everything that comes when somebody looks every `step`, each once by its name."""
    seen: dict[tuple[str, str, datetime], datetime] = {}
    moment = since
    while moment < since + timedelta(days=days):
        for one in due(found, moment):
            seen.setdefault((one.planned.kind, one.planned.subject, one.planned.due_at), moment)
        moment += step
    return sorted((kind, subject, first) for (kind, subject, _due), first in seen.items())

"""Which readings are due, taken, late or missing, by the protocol's checkpoints (S-06). Pure; it judges no figure."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

from server.clinics.protocol import Protocol, Route
from server.session_day.facts import Line

State = Literal["taken", "taken late", "due", "late", "missing", "later"]


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """`minutes` from the dose; `at` is None while nobody knows when that is. `line` is the reading that stands."""

    minutes: int
    at: datetime | None
    state: State
    line: Line | None


def standing_lines(lines: list[Line], *kinds: str) -> list[Line]:
    """Of these kinds, what stands: the newest correction of each, in the order of their moments."""
    by_id = {line.id: line for line in lines}
    latest: dict[str, Line] = {}
    for line in sorted((one for one in lines if one.kind in kinds), key=lambda one: (one.received_at, one.id)):
        latest[_first(by_id, line)] = line
    return sorted(latest.values(), key=lambda one: (one.at, one.id))


def earlier_versions(lines: list[Line], line: Line) -> list[Line]:
    """What `line` corrected, newest first."""
    by_id = {one.id: one for one in lines}
    first = _first(by_id, line)
    same = [one for one in lines if one.kind == line.kind and one.id != line.id and _first(by_id, one) == first]
    return sorted(same, key=lambda one: (one.received_at, one.id), reverse=True)


def _first(by_id: dict[str, Line], line: Line) -> str:
    """The line that began a chain of corrections. Two corrections of one line belong to the same chain; a line about
    one of another kind corrects nothing, so that nothing is ever hidden by it."""
    for _step in by_id:
        before = by_id.get(line.about or "")
        if before is None or before.kind != line.kind:
            break
        line = before
    return line.id


def checkpoints(
    protocol: Protocol,
    route: Route,
    times: tuple[datetime | None, datetime | None],
    lines: list[Line],
    now: datetime,
) -> list[Checkpoint]:
    """`times` are the dose and the end of the session's record (discharge), where they are known.

    Before the dose only the checkpoints before it can be due; after the record's end what is not there is missing.
    """
    dose_at, ended_at = times
    grace = timedelta(minutes=protocol.reading_grace_minutes)
    readings = {
        line.body.checkpoint: line
        for line in reversed(standing_lines(lines, "reading"))
        if line.body.checkpoint is not None
    }
    found = []
    for minutes in protocol.readings_for(route):
        line = readings.get(minutes)
        at = dose_at + timedelta(minutes=minutes) if dose_at else None
        found.append(
            Checkpoint(minutes=minutes, at=at, line=line, state=_state(line, at, minutes, (ended_at, now, grace)))
        )
    return found


def _state(
    line: Line | None, at: datetime | None, minutes: int, clock: tuple[datetime | None, datetime, timedelta]
) -> State:
    ended_at, now, grace = clock
    if line is not None:
        before_dose = timedelta(minutes=-minutes)  # one that was to come before the dose is late once it was given
        late = at is not None and line.at > at + (before_dose if minutes < 0 else grace)
        return "taken late" if late else "taken"
    if ended_at is not None and (at is None or at <= ended_at):
        return "missing"
    if ended_at is not None:
        return "later"
    if at is None:
        return "due" if minutes < 0 else "later"
    if minutes < 0 or now > at + grace:
        return "late"
    return "due" if now >= at - grace else "later"


def missed_looks(
    protocol: Protocol, times: tuple[datetime | None, datetime | None], looks: list[Line], now: datetime
) -> list[tuple[datetime, datetime]]:
    """Stretches without a sitter's look, of twice the protocol's interval or longer: one look at least was missed.

    `times` are the dose and the end of looking (the hand-over, or the discharge), where they are known.
    """
    dose_at, ended_at = times
    if dose_at is None:
        return []
    moments = sorted(line.at for line in looks if line.at >= dose_at)
    end = min(ended_at or now, now)
    marks = [dose_at, *(one for one in moments if one <= end), end]
    long = timedelta(minutes=2 * protocol.check_minutes)
    return [(start, stop) for start, stop in pairwise(marks) if stop - start >= long]


def next_due(found: list[Checkpoint]) -> Checkpoint | None:
    """The one to measure now: the latest that is due, or else the latest late one."""
    for state in ("due", "late"):
        waiting = [one for one in found if one.state == state]
        if waiting:
            return waiting[-1]
    return None

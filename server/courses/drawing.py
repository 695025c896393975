"""The course as a line on the water: one crest a session. Pure; the same facts always stand beside it as text."""

import math
from datetime import datetime

import msgspec

from server.courses.models import Session

WAVE_STEP = 3


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A viewBox's measures: the waves run from x0 to x1 about `middle`, `height` up and down, in a box `width` wide."""

    x0: float
    x1: float
    middle: float
    height: float
    width: float


WATERLINE = Shape(x0=22, x1=368, middle=21, height=9, width=390)
ARC = Shape(x0=2, x1=338, middle=47, height=19, width=340)


class Line(msgspec.Struct, frozen=True, kw_only=True):
    behind: str
    ahead: str
    water: str
    today: str
    crests: list[tuple[str, str]]


def draw(shape: Shape, sessions: list[Session], now: datetime) -> Line:
    """Crests carry "done", "next" or "later". With no session planned the line is flat."""
    count = len(sessions)
    x = shape.x0 + (shape.x1 - shape.x0) * progress(sessions, now)
    behind = _path(shape, count, 0 if shape.width > shape.x1 + 2 else shape.x0, x)
    ahead = _path(shape, count, x, shape.width if shape.width > shape.x1 + 2 else shape.x1)
    floor = shape.middle + shape.height + 14
    return Line(
        behind=behind,
        ahead=ahead,
        water=f"{behind} {x:.0f} {floor:.0f} {shape.x0:.0f} {floor:.0f}z",
        today=f"M{x:.1f} {_height(shape, count, x):.1f}h0",
        crests=[
            (f"M{_crest(shape, count, at):.0f} {shape.middle - shape.height:.1f}h0", kind)
            for at, kind in _kinds(sessions)
        ],
    )


def progress(sessions: list[Session], now: datetime) -> float:
    """0 to 1: how far along the line today lies, in time between one session's crest and the next."""
    count = len(sessions)
    if not count:
        return 0.0
    days = [session.day for session in sessions]
    passed = [index for index, day in enumerate(days) if day <= now]
    if not passed:
        return 0.25 / count
    index = passed[-1]
    share = 0.5
    if index + 1 < count:
        share = min((now - days[index]) / max(days[index + 1] - days[index], days[index].resolution), 0.97)
    return min((index + 0.5 + share) / count, 1.0)


def _kinds(sessions: list[Session]) -> list[tuple[int, str]]:
    upcoming = next((index for index, session in enumerate(sessions) if not session.held), None)
    return [
        (index, "done" if session.held else "next" if index == upcoming else "later")
        for index, session in enumerate(sessions)
    ]


def _crest(shape: Shape, count: int, index: int) -> float:
    return shape.x0 + (shape.x1 - shape.x0) * (index + 0.5) / count


def _height(shape: Shape, count: int, x: float) -> float:
    if not count or x <= shape.x0 or x >= shape.x1:
        return shape.middle + shape.height
    turn = 2 * math.pi * (x - shape.x0) * count / (shape.x1 - shape.x0)
    return shape.middle + shape.height * math.cos(turn)


def _path(shape: Shape, count: int, start: float, end: float) -> str:
    points = [start]
    while points[-1] + WAVE_STEP < end:
        points.append(points[-1] + WAVE_STEP)
    points.append(max(end, start))
    return "M" + " ".join(f"{x:.0f} {_height(shape, count, x):.1f}" for x in points)

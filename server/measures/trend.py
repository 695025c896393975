"""Totals over time as a drawing and as the same facts in words, with the days of the sessions. Pure."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from server.courses.models import Session
from server.measures.answers import Answered
from server.measures.instruments import Band, Instrument
from server.measures.said import band_words, beside_start
from server.pages.language import gettext as _
from server.pages.times import long_date, short_date

LEFT, RIGHT, TOP, BOTTOM = 16.0, 300.0, 20.0, 108.0
APART = 26.0  # the width of a figure


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """`value` is empty where the figure of the next one would lie on it."""

    at: str
    x: str
    over: str
    value: str


class Row(msgspec.Struct, frozen=True, kw_only=True):
    day: str
    total: int
    band: str
    said: str


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing lies in a box 340 wide and 136 high; `title` and `rows` say all that it shows."""

    id: str
    name: str
    title: str
    most: int
    path: str
    rules: list[str]
    dots: list[Dot]
    ticks: list[tuple[str, str]]
    rows: list[Row]
    bands: tuple[Band, ...]
    least: int


def draw_trend(instrument: Instrument, answered: Sequence[Answered], sessions: Sequence[Session], zone: str) -> Trend:
    """`answered` oldest first, at least one. A session before the first or after the last answer is not drawn."""
    first, last = answered[0].answered_at, answered[-1].answered_at
    held = [one for one in sessions if one.held and first <= one.day <= last]
    points = [(_x(one.answered_at, first, last), _y(instrument, one.body.total), one.body.total) for one in answered]
    return Trend(
        id=instrument.id,
        name=instrument.short,
        title=_title(instrument, answered, held, zone),
        most=instrument.scoring.max,
        path="M" + " ".join(f"{x:.1f} {y:.1f}" for x, y, _total in points),
        rules=[f"M0 {_y(instrument, band.min):.1f}h340" for band in instrument.bands],
        dots=[_dot(points, at) for at in range(len(points))],
        ticks=[(f"{_x(one.day, first, last):.1f}", str(one.number)) for one in held],
        rows=[_row(instrument, answered, at, zone) for at in range(len(answered))],
        bands=instrument.bands,
        least=instrument.change.minimal_important_difference,
    )


def _x(moment: datetime, first: datetime, last: datetime) -> float:
    whole = (last - first).total_seconds()
    part = (moment - first).total_seconds() / whole if whole else 0.5
    return LEFT + (RIGHT - LEFT) * part


def _y(instrument: Instrument, total: int) -> float:
    lowest, highest = instrument.scoring.min, instrument.scoring.max
    return BOTTOM - (BOTTOM - TOP) * (total - lowest) / (highest - lowest)


def _dot(points: list[tuple[float, float, int]], at: int) -> Dot:
    x, y, total = points[at]
    hidden = at + 1 < len(points) and points[at + 1][0] - x < APART
    return Dot(at=f"M{x:.1f} {y:.1f}h0", x=f"{x:.1f}", over=f"{y - 12:.1f}", value="" if hidden else str(total))


def _row(instrument: Instrument, answered: Sequence[Answered], at: int, zone: str) -> Row:
    one, start = answered[at], answered[0]
    said = beside_start(instrument, start.body.total, one.body.total) if at else _("your start")
    return Row(
        day=short_date(one.answered_at, zone),
        total=one.body.total,
        band=band_words(instrument, one.body.total),
        said=said,
    )


def _title(instrument: Instrument, answered: Sequence[Answered], held: Sequence[Session], zone: str) -> str:
    """Read aloud in place of the drawing; long courses say the first, the last and how many lie between."""
    ends = [answered[0]] if len(answered) == 1 else [answered[0], answered[-1]]
    shown = answered if len(answered) <= 6 else ends
    totals = ", ".join(
        _("%(total)s on %(day)s", total=one.body.total, day=long_date(one.answered_at, zone)) for one in shown
    )
    said = _("%(name)s: %(totals)s.", name=instrument.short, totals=totals)
    if len(answered) > 6:
        said += " " + _("%(n)s times in all.", n=len(answered))
    days = ", ".join(_("session %(n)s on %(day)s", n=one.number, day=long_date(one.day, zone)) for one in held)
    if days:
        said += " " + _("Marked: %(days)s.", days=days)
    return said

"""The lines of a record as sentences: what was measured, by whom, and when. No figure is judged (S-13)."""

from datetime import datetime

import msgspec

from server.pages.content import read_json
from server.pages.language import gettext as _
from server.pages.times import clock, in_words
from server.session_day.checkpoints import Checkpoint, earlier_versions, standing_lines
from server.session_day.facts import Event, Line, Reading

PICKED = ("event", "stayed", "note", "decision", "check", "concern", "handover", "hard", "taken", "discharge")
LINES_SHOWN = 100


class LineView(msgspec.Struct, frozen=True, kw_only=True):
    """`history` is what it said before, newest first; `clocks` says that the writer's clock was off, or is empty."""

    id: str
    kind: str
    at: datetime
    said: str
    by: str
    note: str
    history: list[str]
    clocks: str


class CheckpointView(msgspec.Struct, frozen=True, kw_only=True):
    minutes: int
    name: str
    state: str
    word: str
    line: LineView | None


def checkpoint_name(minutes: int | None) -> str:
    if minutes is None:
        return _("Besides the plan")
    return _("Before the medicine") if minutes < 0 else _("%(n)s minutes after", n=minutes)


def state_word(point: Checkpoint, zone: str) -> str:
    if point.state == "later":
        return _("at %(clock)s", clock=clock(point.at, zone)) if point.at else _("Later")
    return {
        "taken": _("Measured"),
        "taken late": _("Measured late"),
        "due": _("Due now"),
        "late": _("Late"),
        "missing": _("Missing"),
    }[point.state]


def view(line: Line, lines: list[Line], zone: str) -> LineView:
    older = earlier_versions(lines, line)
    return LineView(
        id=line.id,
        kind=line.kind,
        at=line.at,
        said=said_of(line),
        by=by_whom(line),
        note=note_of(line),
        history=[
            _("%(said)s, written by %(name)s at %(clock)s",
              said=_with_words(one), name=by_whom(one), clock=clock(one.received_at, zone))
            for one in older
        ],
        clocks=_clocks(line, zone),
    )  # fmt: skip


def note_of(line: Line) -> str:
    words, why = getattr(line.body, "words", ""), getattr(line.body, "why", "")
    if not why:
        return str(words)
    return _("%(words)s Corrected: %(why)s", words=words, why=why).strip()


def by_whom(line: Line) -> str:
    if line.source == "sitter":
        return _("the sitter")
    return line.by_name


def _with_words(line: Line) -> str:
    note = note_of(line)
    return f"{said_of(line)} ({note})" if note else said_of(line)


def _clocks(line: Line, zone: str) -> str:
    """Both facts: what the writer's clock read, and when it reached the clinic."""
    if not line.clock_differs or line.device_at is None:
        return ""
    return _(
        "That device’s clock read %(theirs)s. By the clinic’s clock it was %(ours)s.",
        theirs=f"{line.device_at:%Y-%m-%d} {clock(line.device_at, zone)}",
        ours=clock(line.at, zone),
    )


def said_of(line: Line) -> str:
    """One line in words, without its free words."""
    body = line.body
    if isinstance(body, Reading):
        return reading_words(body)
    if isinstance(body, Event):
        return str(read_json("record.json")["events"].get(body.what, body.what))
    if line.kind == "dose":
        return str(body.amount)
    if line.kind in ("check", "concern"):
        return _("Looked: well") if body.well else _("Looked: something is not right")
    if line.kind == "handover":
        return _("Steady again: %(n)s of the list said yes to", n=in_words(len(body.steady)))
    if line.kind == "decision":
        return _("After talking: go on") if body.choice == "go on" else _("After talking: not today")
    return {
        "taken": _("The medicine was taken"),
        "hard": _("Opened “This is hard”"),
        "stayed": _("Stayed with the patient"),
        "note": _("Note"),
        "discharge": _("Discharge"),
        "morning": _("The morning after"),
    }.get(line.kind, line.kind)


def reading_words(reading: Reading) -> str:
    """128/82, pulse 76, oxygen 98 %, drowsy, a little nausea; left arm, sitting"""
    texts = read_json("record.json")
    parts = []
    if reading.systolic is not None:
        parts.append(f"{reading.systolic}/{reading.diastolic}")
    if reading.pulse is not None:
        parts.append(_("pulse %(n)s", n=reading.pulse))
    if reading.oxygen is not None:
        parts.append(_("oxygen %(share)s", share=f"{reading.oxygen} %"))
    if reading.sedation is not None:
        parts.append(texts["sedation"][reading.sedation].lower())
    if reading.nausea is not None:
        parts.append(_("nausea: %(how)s", how=texts["nausea"][reading.nausea].lower()))
    if reading.arm:
        parts.append(texts["arms"][reading.arm].lower())
    if reading.position:
        parts.append(texts["positions"][reading.position].lower())
    return ", ".join(parts)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Lines that stand, how many come before them, and how many parts before the newest these are."""

    lines: list[LineView]
    earlier: int
    back: int


def part_of(lines: list[Line], back: int, zone: str) -> Part:
    standing = standing_lines(lines, *PICKED)
    back = min(back, max(len(standing) - 1, 0) // LINES_SHOWN)
    end = len(standing) - back * LINES_SHOWN
    start = max(end - LINES_SHOWN, 0)
    return Part(lines=[view(line, lines, zone) for line in standing[start:end]], earlier=start, back=back)

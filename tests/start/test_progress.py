"""How far a command is: one line that changes on a terminal, a plain line now and then elsewhere."""

import io
import sys

import pytest

from server import progress
from server.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, where: io.StringIO, seconds: float) -> str:
    """Ten words about how far it is, `seconds` apart."""
    clock = iter(index * seconds for index in range(100))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sys, "stderr", where)
    told = Progress()
    for done in range(1, 11):
        told("pages copied", done * 1000, 10_000)
    told.close()
    return where.getvalue()


def test_elsewhere_it_is_a_plain_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, io.StringIO(), 2.5).splitlines() == [
        f"pages copied: {done:,} of 10,000 ({done // 100} %)" for done in (2000, 4000, 6000, 8000, 10_000)
    ]


def test_a_quick_command_says_nothing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(monkeypatch, io.StringIO(), 0.01) == ""


def test_on_a_terminal_one_line_changes_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = said(monkeypatch, Terminal(), 0.2)
    assert "\n" not in shown
    assert shown.endswith("(100 %)\r\x1b[K")

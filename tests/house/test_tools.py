"""What is absent is said with the way to get it; with CI it fails, so that nothing is left out unseen."""

import re

import pytest

from tests import tools
from tests.house.source import ROOT


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with Python alone."""
    nothing = {name: (lambda: None, words) for name, (_find, words) in tools.TOOLS.items()}
    monkeypatch.setattr(tools, "TOOLS", nothing)


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = {name: (lambda: "there", words) for name, (_find, words) in tools.TOOLS.items()}
    monkeypatch.setattr(tools, "TOOLS", everything)


@pytest.mark.usefixtures("bare")
def test_each_absent_tool_is_one_line_that_says_how_to_get_it(capsys: pytest.CaptureFixture[str]) -> None:
    tools.main([])
    lines = capsys.readouterr().out.splitlines()
    assert [line.rpartition("apt-get install ")[2] for line in lines] == ["chromium", "postgresql", "nodejs"]
    assert all("left out" in line or "alone" in line for line in lines)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("false", 0), ("", 0)])
def test_an_absence_fails_in_ci_alone(monkeypatch: pytest.MonkeyPatch, ci: str, code: int) -> None:
    monkeypatch.setenv("CI", ci)
    assert tools.main([]) == code
    assert tools.main(["--node"]) == code


@pytest.mark.usefixtures("complete")
def test_a_complete_machine_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    assert tools.main([]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.usefixtures("bare")
def test_node_alone_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    tools.main(["--node"])
    assert re.fullmatch(r"Node is absent.*apt-get install nodejs\n", capsys.readouterr().out)


def test_a_failing_script_test_is_not_taken_for_an_absent_node() -> None:
    """`a && b || c` would go on to c when b fails, and c is content; what failed is shown, and fails."""
    recipe = (ROOT / "Makefile").read_text().partition("\ntest-scripts:")[2].partition("\n\n")[0]
    (line,) = (line for line in recipe.splitlines() if "node --test" in line)
    shown = r"node --test \S+ >(\S+) \|\| \{ cat \1; exit 1; \}; tail -8 \1"
    assert re.fullmatch(rf"\tif node --version .*; then {shown}; else .* --node; fi", line)


def test_every_test_of_a_browser_runs_in_one_of_two_runs() -> None:
    recipe = (ROOT / "Makefile").read_text()
    marks = re.findall(r"-m \"?((?:not )?alone)\"? tests/browser", recipe)
    assert sorted(marks) == ["alone", "not alone"]
    assert "--jobs 3 types test-scripts test-python" in recipe

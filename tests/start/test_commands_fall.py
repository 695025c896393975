"""A command that falls says of what kind and where, and nothing of what it had in its hands."""

import sys
from pathlib import Path

import pytest

from server import __main__ as program
from server import keeping
from tests.start.command import tidemark

COMMANDS = {
    "backup": "folder", "verify-backup": "folder", "restore": "folder", "doctor": "", "rotate-keys": "",
    "verify-trail": "", "migrate": "", "work": "", "routes": "", "schema": "",
    "move-to": "postgresql://x@127.0.0.1:1/x", "seed": "",
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_shows_what_it_was_reading(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(work: object) -> None:
        work.close()  # type: ignore[attr-defined]
        raise ValueError("Noor wrote: the sea came back")

    monkeypatch.setattr(program, "_run", fall)
    monkeypatch.setattr(program, "set_up_logs", lambda _form: None)
    monkeypatch.setattr(sys, "argv", ["tidemark", command, *([COMMANDS[command]] if COMMANDS[command] else [])])
    monkeypatch.setenv("TIDEMARK_DATA", str(tmp_path))
    with pytest.raises(SystemExit) as stopped:
        program.main()
    said = str(stopped.value)
    assert said.startswith("tidemark: ValueError at ")
    assert "test_commands_fall.py:" in said
    assert "Noor" not in said
    assert "\n" not in said


def test_every_command_keeps_the_log_as_the_server_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(program, "set_up_logs", seen.append)
    monkeypatch.setattr(program, "_run", lambda work: work.close())
    monkeypatch.setattr(sys, "argv", ["tidemark", "doctor"])
    monkeypatch.setenv("TIDEMARK_LOG", "json")
    program.main()
    assert seen == ["json"]


def test_a_process_of_its_own_ends_with_one_line_and_the_status_1(tmp_path: Path) -> None:
    """What no check looks for: something in the place of a file that is kept beside the database."""
    data = tmp_path / "data"
    assert tidemark(data, "migrate").returncode == 0
    (data / "checkpoints").mkdir()
    (data / "checkpoints" / "Noor.lines").mkdir()
    (data / "tidemark.db-in-use").unlink()
    done = tidemark(data, "verify-trail")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_meant_for_the_operator_is_still_said_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    async def refuse(*_more: object) -> None:
        raise keeping.CannotStart("Do this first.")

    monkeypatch.setattr(keeping.doctor, "examine", refuse)
    monkeypatch.setattr(program, "set_up_logs", lambda _form: None)
    monkeypatch.setattr(sys, "argv", ["tidemark", "doctor"])
    monkeypatch.setenv("TIDEMARK_DATA", str(tmp_path))
    with pytest.raises(SystemExit) as stopped:
        program.main()
    assert stopped.value.code == "tidemark: Do this first."

"""What stands around Tidemark says what it expects; where systemd is at hand it reads the units."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from server.__main__ import _parser
from tests.house.source import ROOT
from tests.someone import Someone

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
COMMAND = re.compile(r"/opt/tidemark/\.venv/bin/tidemark ([a-z-]+)")


def commands() -> set[str]:
    (choices,) = [one.choices for one in _parser()._actions if one.choices]
    return set(choices)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_commands_that_there_are_as_a_user_without_rights(unit: Path) -> None:
    text = unit.read_text()
    named = set(COMMAND.findall(text))
    assert named <= commands()
    if unit.suffix == ".service":
        assert named
        for line in ("User=tidemark", "NoNewPrivileges=true", "ProtectSystem=strict", "UMask=0077"):
            assert line in text.splitlines(), line


def service(name: str) -> dict[str, list[str]]:
    """What stands under [Service], each word with its values."""
    part = (DEPLOY / name).read_text().partition("[Service]\n")[2].partition("\n[")[0]
    said: dict[str, list[str]] = {}
    for line in part.splitlines():
        if "=" in line and not line.startswith("#"):
            said.setdefault(line.partition("=")[0], []).append(line.partition("=")[2])
    return said


OF_THEIR_OWN = {"ExecStart", "Type", "ReadWritePaths", "Restart", "RestartSec", "TimeoutStopSec", "KillMode",
                "StateDirectory", "StateDirectoryMode"}  # fmt: skip


def test_the_backup_stands_behind_the_same_walls_as_what_it_copies() -> None:
    main, backup = service("tidemark.service"), service("tidemark-backup.service")
    assert {name: main[name] for name in main.keys() - OF_THEIR_OWN} == {
        name: backup[name] for name in backup.keys() - OF_THEIR_OWN
    }
    assert main["LimitCORE"] == ["0"], "a picture of the memory has words in the clear"


def test_a_backup_waits_for_its_disk_and_a_second_one_on_a_day_has_a_place_of_its_own() -> None:
    text = (DEPLOY / "tidemark-backup.service").read_text()
    assert "RequiresMountsFor=/backups /var/lib/tidemark" in text.splitlines()
    (line,) = service("tidemark-backup.service")["ExecStart"]
    script = line.partition("'")[2].removesuffix("'").replace("$$", "$").replace("%%", "%")
    said = script.replace("/opt/tidemark/.venv/bin/tidemark", "echo")
    places = {subprocess.run(["/bin/sh", "-c", said.replace("date", f"date -d @{at}")], capture_output=True, text=True,
                             check=True).stdout for at in (1_800_000_000, 1_800_000_001)}  # fmt: skip
    assert len(places) == 2
    assert all(re.match(r"backup (/backups/2027-01-15T\d{6})\nverify-backup \1\ndoctor\n", one) for one in places)


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"], ids=lambda path: path.name)
def test_systemd_finds_little_that_a_service_may_still_do(unit: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed here")
    asked = [analyze, "security", "--offline=true", "--threshold=15", str(unit)]
    done = subprocess.run(asked, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout[-200:]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_understands_every_line(unit: Path, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed here")
    for one in UNITS:  # as installed, but for the command, which is not there on this machine
        (tmp_path / one.name).write_text(one.read_text().replace("/opt/tidemark/.venv/bin/tidemark", "/bin/true"))
    done = subprocess.run([analyze, "verify", str(tmp_path / unit.name)], capture_output=True, text=True, timeout=60)
    said = [line for line in done.stderr.splitlines() if "tidemark" in line]
    assert said == []


CONTAINER = (DEPLOY / "Containerfile").read_text()


def instructions() -> list[tuple[str, str]]:
    """Each with its words, lines that go on put together."""
    lines = re.sub(r"\\\n\s*", "", re.sub(r"(?m)^#.*\n", "", CONTAINER)).splitlines()
    return [(word, rest) for word, _space, rest in (line.partition(" ") for line in lines if line)]


def test_the_container_runs_as_nobody_in_particular_and_brings_only_what_it_serves() -> None:
    last = [word for word, _rest in instructions()][::-1].index("FROM")
    final = instructions()[-last - 1 :]
    named = dict(final)
    assert named["USER"].isdigit()
    assert named["USER"] != "0"
    assert [rest for word, rest in final if word == "COPY"] == ["--from=build /opt/tidemark /opt/tidemark"]
    assert named["VOLUME"] in named["ENV"], "what it writes lies in the volume"
    assert named["STOPSIGNAL"] == "SIGTERM"
    assert "/health'" in named["HEALTHCHECK"]
    assert json.loads(named["CMD"])[0] in commands()


def test_the_container_is_made_from_files_that_there_are_and_an_official_image() -> None:
    copied = [rest.split()[:-1] for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    assert all((ROOT / name).exists() for names in copied for name in names)
    images = [rest.split()[0] for word, rest in instructions() if word == "FROM"]
    assert set(images) == {"python:3.13-slim"}
    assert {"server", "web"} <= {name for names in copied for name in names}


def test_the_containers_health_check_asks_what_answers(anyone: Someone) -> None:
    check = json.loads(dict(instructions())["HEALTHCHECK"].partition("CMD ")[2])
    path = re.search(r"http://127.0.0.1:8000(/[a-z/]*)", check[-1])
    assert path
    assert anyone.get(path[1]).status_code == 200

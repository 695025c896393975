"""What the doctor says of the folder: whose it is, who can open it, however it was made and is named."""

import os
import stat
from pathlib import Path

import pytest

from server.db.errors import CannotStart
from server.records import doctor_place
from server.records.rotating import prepare_master
from server.settings import Settings
from server.start import _make_folder
from tests.promises.clinic import Clinic

NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One with a file in it, closed to everybody else."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "tidemark.db").touch(mode=0o600)
    return data


def state(data: Path) -> str:
    return doctor_place.look_at_folder(Settings(data=data)).state


def test_a_folder_made_by_a_plain_mkdir_is_closed_by_the_first_start(tmp_path: Path) -> None:
    data = tmp_path / "plain"
    data.mkdir()
    data.chmod(0o755)
    _make_folder(data)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert state(data) == "ok"


def test_one_that_holds_something_already_is_left_as_it_is_and_looked_at(folder: Path) -> None:
    folder.chmod(0o755)
    _make_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    found = doctor_place.look_at_folder(Settings(data=folder))
    assert (found.state, "chmod 700" in found.says) == ("look", True)


@pytest.mark.parametrize(
    ("outer", "inner", "is_"),
    [(0o700, 0o600, "ok"), (0o700, 0o644, "look"), (0o755, 0o600, "look"), (0o755, 0o644, "wrong"),
     (0o750, 0o640, "wrong"), (0o711, 0o600, "look")],
)  # fmt: skip
def test_only_what_others_can_read_is_wrong(folder: Path, outer: int, inner: int, is_: str) -> None:
    (folder / "tidemark.db").chmod(inner)
    folder.chmod(outer)
    assert state(folder) == is_


def test_it_may_be_named_by_a_link_or_from_where_one_stands(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(folder)
    if os.geteuid() == 0:
        for path in (folder, folder / "tidemark.db"):
            os.chown(path, NOBODY, NOBODY)
    monkeypatch.chdir(tmp_path)
    assert [state(path) for path in (tmp_path / "link", Path("link"), Path("data"))] == ["ok"] * 3


def test_who_cannot_open_it_is_told_so_and_nothing_falls(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_place.os, "access", lambda _path, _how: False)
    found = doctor_place.look_at_folder(Settings(data=folder))
    assert (found.state, "as the user that serves" in found.says) == ("wrong", True)


def test_a_folder_that_cannot_be_written_to_refuses_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotStart, match="cannot be written to"):
        _make_folder(tmp_path / "file")


def test_rights_and_owners_of_the_folder_are_looked_at(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    clinic.settings.pop("TIDEMARK_MASTER_KEY")
    assert clinic.command("seed").returncode == 0
    settings = Settings(data=clinic.data)
    assert doctor_place.look_at_folder(settings).state == "ok"
    assert doctor_place.look_at_key(settings).state == "ok"
    key = clinic.data / "keys" / "master.key"
    key.chmod(0o640)
    assert doctor_place.look_at_folder(settings).state == "look"
    assert "chmod 600" in doctor_place.look_at_key(settings).says
    key.chmod(0o600)
    prepare_master(settings)
    assert "rotate-keys again" in doctor_place.look_at_key(settings).says
    (key.parent / "master.key.next").rename(key.parent / "retired-2026.key")
    assert "Keep it apart" in doctor_place.look_at_key(settings).says
    if os.geteuid() == 0:
        os.chown(clinic.data / "tidemark.db", NOBODY, NOBODY)
        assert "chown" in doctor_place.look_at_folder(settings).says

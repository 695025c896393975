"""Copies are for their owner alone and on the disk before they say that they are whole, whatever the folder was."""

import os
import stat
from pathlib import Path

import pytest

from server.db.errors import CannotStart
from server.records import backup
from server.records.backup import BESIDE, make_backup
from server.records.folders import copy_folder
from server.records.restore import restore_backup
from tests.records.places import empty_place, export_to, names_in
from tests.someone import Installation


def test_a_backup_is_its_owners_alone_whatever_the_folder_and_the_files_were(
    installation: Installation, apart: Path
) -> None:
    settings, copy = installation.house.settings, apart / "copy"
    (settings.data / "uploads").mkdir(mode=0o755)
    (settings.data / "uploads" / "one.webm").write_bytes(b"sound")
    (settings.data / "uploads" / "one.webm").chmod(0o644)
    copy.mkdir(mode=0o755)
    copy.chmod(0o755)
    before = os.umask(0o000)
    try:
        installation.run(lambda: make_backup(settings, copy))
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o077 for path in [copy, *copy.rglob("*")]} == {0}
    assert (copy / BESIDE / "uploads" / "one.webm").read_bytes() == b"sound"


def test_a_folder_with_something_in_it_is_left_as_it_was(installation: Installation, apart: Path) -> None:
    apart.chmod(0o755)
    (apart / "letter.txt").write_text("mine")
    with pytest.raises(CannotStart, match="not empty"):
        installation.run(lambda: make_backup(installation.house.settings, apart))
    assert stat.S_IMODE(apart.stat().st_mode) == 0o755
    assert names_in(apart) == ["letter.txt"]


def test_all_is_on_the_disk_before_the_list_says_that_it_is_whole(
    installation: Installation, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was handed to the disk by then: each file that the list names, and the folders they are in."""
    settings, copy = installation.house.settings, apart / "copy"
    (settings.data / "uploads" / "deep").mkdir(parents=True)
    (settings.data / "uploads" / "deep" / "one").write_text("sound")
    (settings.data / "checkpoints").mkdir(exist_ok=True)
    synced: set[str] = set()
    real, whole = os.fsync, backup.write_whole
    by_then: list[set[str]] = []

    def noted(handle: int) -> None:
        synced.add(os.path.realpath(f"/proc/self/fd/{handle}"))
        real(handle)

    def last(path: Path, text: bytes) -> None:
        by_then.append(set(synced))
        whole(path, text)

    monkeypatch.setattr(os, "fsync", noted)
    monkeypatch.setattr(backup, "write_whole", last)
    contents, _proof = installation.run(lambda: make_backup(settings, copy))  # type: ignore[misc]
    (done,) = by_then
    parents = {parent for name in contents.files for parent in (copy / name).parents if copy in parent.parents}
    assert {str(path) for path in [copy, *parents, *(copy / name for name in contents.files)]} <= done
    assert str(copy) in synced


def test_copies_lie_under_names_that_were_free(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "to").mkdir()
    with pytest.raises(FileExistsError):
        copy_folder(tmp_path / "from", tmp_path / "to")


def test_a_restore_closes_the_folder_that_it_fills(installation: Installation, apart: Path) -> None:
    """Whatever the backup's files may be read by since, and whoever could look into the folder before."""
    settings, copy = installation.house.settings, apart / "copy"
    (settings.data / "uploads").mkdir()
    (settings.data / "uploads" / "one").write_text("sound")
    installation.run(lambda: make_backup(settings, copy))
    for path in copy.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
    again = apart / "again"
    again.mkdir()
    again.chmod(0o755)
    with empty_place(installation, again) as there:
        installation.run(lambda: restore_backup(there, copy))
    assert (again / "uploads" / "one").read_text() == "sound"
    assert {path.stat().st_mode & 0o077 for path in [again, *again.rglob("*")]} == {0}


def test_an_export_into_the_data_folder_is_refused_and_a_folder_of_others_is_left_as_it_was(
    installation: Installation, apart: Path
) -> None:
    settings = installation.house.settings
    with pytest.raises(CannotStart, match="Name a folder outside of it"):
        installation.run(lambda: export_to(installation, settings.data / "out"))
    assert not (settings.data / "out").exists()
    apart.chmod(0o755)
    (apart / "letter.txt").write_text("mine")
    with pytest.raises(CannotStart, match="not empty"):
        installation.run(lambda: export_to(installation, apart))
    assert stat.S_IMODE(apart.stat().st_mode) == 0o755

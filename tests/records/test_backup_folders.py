"""Where a backup may lie, who can read it, and that only one is made there at a time."""

import asyncio
import os
from pathlib import Path

import pytest

from server.access.keys import load_keys
from server.db.errors import CannotStart
from server.records import folders
from server.records.backup import BESIDE, check_backup, make_backup
from server.records.doctor_place import look_at_folder
from server.records.folder_taken import taken
from server.records.folders import LIST, SAYS, UNFINISHED
from tests.promises.clinic import Clinic
from tests.records.places import names_in
from tests.someone import Installation


@pytest.mark.parametrize("where", ["backups/one", ".", "backup", "keys", "linked/one"])
def test_a_backup_into_the_data_folder_is_refused_and_nothing_is_made(installation: Installation, where: str) -> None:
    settings = installation.house.settings
    (settings.data / "keys").mkdir(exist_ok=True)
    (settings.data / "linked").symlink_to(settings.data, target_is_directory=True)
    before = names_in(settings.data)
    with pytest.raises(CannotStart, match=r"lies in the data folder .* Name a folder outside of it"):
        installation.run(lambda: make_backup(settings, settings.data / where))
    assert names_in(settings.data) == before


def test_a_folder_that_holds_the_data_folder_is_refused(installation: Installation) -> None:
    settings = installation.house.settings
    with pytest.raises(CannotStart, match="holds the data folder"):
        installation.run(lambda: make_backup(settings, settings.data.parent))


def test_the_command_says_so_in_one_line_by_a_relative_name_too(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    assert clinic.command("seed").returncode == 0
    said = clinic.command("backup", os.path.relpath(clinic.data / "backups" / "one"))
    assert said.returncode == 1
    assert said.stdout == ""
    assert len(said.stderr.splitlines()) == 1
    assert "Name a folder outside of it" in said.stderr
    assert not (clinic.data / "backups").exists()


def test_old_backups_in_the_data_folder_are_in_no_new_one_and_the_doctor_says_to_move_them(
    installation: Installation, apart: Path
) -> None:
    """Half ones too, as deep as they lie; what is beside them is copied."""
    settings = installation.house.settings
    whole, half = settings.data / "backups" / "one", settings.data / "two"
    for folder, mark, text in ((whole, LIST, b"{}"), (half, UNFINISHED, SAYS)):
        folder.mkdir(parents=True)
        (folder / mark).write_bytes(text)
        (folder / "tidemark.db").write_bytes(b"old")
    (settings.data / "uploads").mkdir()
    (settings.data / "backups" / "why.txt").write_text("kept")
    (settings.data / "uploads" / UNFINISHED).write_text("a recording of this name")
    copy = apart / "copy"
    installation.run(lambda: make_backup(settings, copy))

    assert names_in(copy / BESIDE) == ["backups", "backups/why.txt", "uploads", f"uploads/{UNFINISHED}"]
    installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), copy))
    for path in settings.data.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    whole.chmod(0o755)
    found = look_at_folder(settings)
    assert found.state == "look"
    assert "is a backup beside what it is a copy of" in found.says


def test_of_two_backups_into_one_folder_the_second_is_refused_and_the_first_goes_on(
    installation: Installation, apart: Path
) -> None:
    settings, copy = installation.house.settings, apart / "copy"

    async def both() -> list[object]:
        return await asyncio.gather(*(make_backup(settings, copy) for _one in range(2)), return_exceptions=True)

    first, second = installation.loop.run_until_complete(both())
    assert isinstance(second, CannotStart)
    assert "Another backup is being made" in str(second)
    assert not isinstance(first, BaseException)
    installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), copy))


def test_what_goes_while_it_is_copied_fails_no_backup(
    installation: Installation, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recording that is thrown away, a link to nothing, a link back up, and what is no file."""
    settings, uploads = installation.house.settings, installation.house.settings.data / "uploads"
    uploads.mkdir()
    for name in ("gone", "stays"):
        (uploads / name).write_text(name)
    (uploads / "nothing").symlink_to(uploads / "never")
    (uploads / "up").symlink_to(uploads, target_is_directory=True)
    os.mkfifo(uploads / "pipe")
    whole = folders.copy_file

    def late(source: Path, target: Path) -> None:
        if source.name == "gone":
            source.unlink()
        whole(source, target)

    monkeypatch.setattr(folders, "copy_file", late)
    installation.run(lambda: make_backup(settings, apart / "copy"))
    assert names_in(apart / "copy" / BESIDE) == ["uploads", "uploads/stays"]


def test_a_list_that_was_half_written_is_no_backup_and_the_folder_is_taken_again(tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    with taken(folder):
        (folder / f"{LIST}.part").write_bytes(b"{")
    assert (folder / UNFINISHED).read_bytes() == SAYS
    with taken(folder):
        assert names_in(folder) == [UNFINISHED]

"""A restore that was broken off, wherever, goes on by the same command, on both databases; by no other backup."""

from pathlib import Path

import msgspec
import pytest

from server.db import halves
from server.db.errors import CannotStart
from server.records import restore
from server.records.backup import make_backup
from server.records.restore import finish, plan_epoch, restore_backup
from server.settings import UNFINISHED, Settings
from server.start import begin_anew, open_house
from tests.records.places import empty_place, restored
from tests.someone import Installation

COUNTED = "select count(*) from entry_version"


class Killed(BaseException):
    """Nothing catches it."""


def killed(*_args: object, **_more: object) -> None:
    raise Killed


async def until(step: str, there: Settings, copy: Path) -> None:
    """The command, killed before a step of it."""
    await restore_backup(there, copy)
    if step != "epoch":
        epoch = plan_epoch(there)
        await begin_anew(there, epoch)
        await finish(there)


@pytest.mark.parametrize("step", ["mark_half", "put_back", "copy_folder", "epoch", "unmark_half", "sync_folder"])
def test_it_goes_on_wherever_it_was_killed(
    installation: Installation, apart: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    settings, copy = installation.house.settings, apart / "copy"
    (settings.data / "uploads").mkdir()
    (settings.data / "uploads" / "one").write_text("sound")
    installation.run(lambda: make_backup(settings, copy))
    with empty_place(installation, apart / "again") as there:
        with monkeypatch.context() as patched:
            if step != "epoch":
                patched.setattr(restore, step, killed)
                with pytest.raises(Killed):
                    installation.run(lambda: until(step, there, copy))
            else:
                installation.run(lambda: until(step, there, copy))
        starts_not(installation, there)
        installation.run(lambda: restored(there, copy))
        assert counted(installation, there) == installation.value(COUNTED)
        assert (there.data / "uploads" / "one").read_text() == "sound"
        assert not (there.data / UNFINISHED).exists()


def starts_not(installation: Installation, there: Settings) -> None:
    if there.data.exists():
        with pytest.raises(CannotStart, match="restore with the same backup"):
            installation.run(lambda: open_house(there))


def counted(installation: Installation, there: Settings) -> object:
    async def count() -> object:
        house = await open_house(there, assets=installation.house.assets)
        try:
            async with house.db.reading() as db:
                return await db.value(COUNTED)
        finally:
            await house.db.close()

    return installation.run(count)


@pytest.fixture
def halved(installation: Installation, apart: Path) -> Path:
    installation.run(lambda: make_backup(installation.house.settings, apart / "copy"))
    (installation.house.settings.data / "uploads").mkdir()
    (installation.house.settings.data / "uploads" / "one").write_text("which the first one lacks")
    installation.run(lambda: make_backup(installation.house.settings, apart / "other"))
    return apart


def test_another_backup_or_another_folder_does_not_take_a_half_restore_over(
    installation: Installation, halved: Path
) -> None:
    """PostgreSQL holds the half; on SQLite it is in the folder, and no other folder knows of it."""
    if not installation.house.settings.database_url:
        pytest.skip("of a database that another folder can name")
    with empty_place(installation, halved / "again") as there:
        installation.run(lambda: restore_backup(there, halved / "copy"))
        elsewhere = msgspec.structs.replace(there, data=halved / "elsewhere")
        (halved / "elsewhere").mkdir()
        starts_not(installation, elsewhere)
        for place in (there, elsewhere):
            with pytest.raises(CannotStart, match="is not empty"):
                installation.run(lambda place=place: restore_backup(place, halved / "other"))  # type: ignore[misc]
        installation.run(lambda: restored(elsewhere, halved / "copy"))
        assert counted(installation, elsewhere) == installation.value(COUNTED)


def test_a_clinic_that_serves_is_never_taken_for_half_a_restore(installation: Installation, halved: Path) -> None:
    settings = msgspec.structs.replace(installation.house.settings, data=halved / "again")
    if settings.database_url:
        (halved / "again").mkdir()
        plan_epoch(settings)
        with pytest.raises(CannotStart, match="is not empty"):
            installation.run(lambda: restore_backup(settings, halved / "copy"))
        assert not installation.run(lambda: halves.is_half_of(settings.database, "00"))
    with pytest.raises(CannotStart, match="is not empty"):
        installation.run(lambda: restore_backup(installation.house.settings, halved / "copy"))

"""Checkpoints that are gone are missed, one that came by a restore is not; and a copy kept elsewhere tells of both."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from server.access.checkpoint import FOLDER, BrokenTrail, verify_copy, verify_trail, write_checkpoints
from server.access.checkpoint_files import ENDING, Checkpoint, add_checkpoint, read_checkpoints, read_last
from server.db.errors import CannotStart
from server.demo_people import HARBOUR
from server.records import doctor_trail
from server.records.doctor_trail import look_at_trail
from server.records.finding import Finding
from tests.conftest import MORNING
from tests.someone import Installation, Someone

HOURS = timedelta(hours=1)
Look = Callable[..., Finding]


@pytest.fixture
def signed(installation: Installation) -> Path:
    """The folder of a clinic that was begun an hour ago, and signed just now."""
    asked(installation, "update migration set applied_at = '2026-11-25T14:00:00.000Z'")
    installation.run(lambda: write_checkpoints(installation.house))
    return installation.house.settings.data / FOLDER


@pytest.fixture
def look(installation: Installation) -> Look:
    house = installation.house

    def look(now: datetime = MORNING) -> Finding:
        async def ask() -> Finding:
            async with house.db.reading() as reader:
                return await look_at_trail(reader, house.keys, house.settings, now)

        return installation.loop.run_until_complete(ask())

    return look


def asked(installation: Installation, sql: str) -> None:
    async def ask() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(sql)

    installation.run(ask)


def verified(installation: Installation, copy: Path | None = None) -> list[str]:
    house = installation.house

    async def ask() -> list[str]:
        async with house.db.reading() as db:
            lines = await verify_trail(db, house.keys, house.settings.data, house.clock())
            return lines if copy is None else await verify_copy(db, house.keys, house.settings.data, copy)

    return installation.loop.run_until_complete(ask())


def cut_the_end(installation: Installation) -> None:
    asked(installation, f"delete from trail where clinic_id = '{HARBOUR}' and number = (select max(number) from trail"
          f" where clinic_id = '{HARBOUR}')")  # fmt: skip
    asked(installation, f"update trail_head set number = number - 1, mac = (select mac from trail where clinic_id ="
          f" '{HARBOUR}' order by number desc limit 1) where clinic_id = '{HARBOUR}'")  # fmt: skip


def test_a_file_that_is_gone_beside_rows_of_hours_ago_is_missed(
    installation: Installation, signed: Path, look: Look
) -> None:
    assert look().state == "ok"
    cut_the_end(installation)
    (signed / f"{HARBOUR}.lines").unlink()
    installation.clock.move(2 * HOURS)

    said = look(installation.clock())
    assert (said.state, "gone" in said.says) == ("wrong", True)
    with pytest.raises(BrokenTrail, match="its checkpoints are gone"):
        verified(installation)


def test_one_clinic_without_its_own_hides_no_other(installation: Installation, signed: Path, look: Look) -> None:
    """In the order of the ids: the first has none yet, and the other's trail was written anew."""
    first, second = sorted(path.stem for path in signed.glob("*.lines"))
    (signed / f"{first}.lines").unlink()
    assert look().state == "look"
    asked(installation, f"update trail set mac = 'other' where clinic_id = '{second}'")
    assert look().state == "wrong"


def test_begun_anew_after_they_were_gone_it_is_said_in_the_log_and_by_the_doctor(
    installation: Installation, signed: Path, look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    (signed / f"{HARBOUR}.lines").unlink()
    installation.clock.move(2 * HOURS)
    installation.run(lambda: write_checkpoints(installation.house))
    assert "the checkpoints of a trail are gone" in caplog.text
    assert (look().state, "The first checkpoints" in look().says) == ("look", True)
    assert any("none from before" in line for line in verified(installation))


def test_a_new_clinic_has_none_yet_and_that_is_in_order(installation: Installation, look: Look) -> None:
    asked(installation, "update migration set applied_at = '2026-11-25T13:30:00.000Z'")
    assert look().state == "look"
    assert any("no checkpoint yet" in line for line in verified(installation))


def test_old_ones_are_wrong_unless_they_were_put_there_just_now(
    signed: Path, look: Look, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = MORNING + 3 * 24 * HOURS
    states = {}
    for name, came in {"a restore": later - HOURS, "no jobs": MORNING, "a clock set back": later + HOURS}.items():
        monkeypatch.setattr(doctor_trail, "came_at", lambda _path, came=came: came)
        states[name] = look(later).state
    assert states == {"a restore": "look", "no jobs": "wrong", "a clock set back": "wrong"}


def test_when_a_file_came_here_is_told_also_of_a_copy_that_keeps_its_times(tmp_path: Path) -> None:
    (tmp_path / "old").touch()
    os.utime(tmp_path / "old", (0, 0))
    shutil.copy2(tmp_path / "old", tmp_path / "restored")
    assert (tmp_path / "restored").stat().st_mtime == 0
    assert datetime.now(UTC) - doctor_trail.came_at(tmp_path / "restored") < HOURS


def test_a_copy_kept_elsewhere_tells_of_rows_that_were_cut_and_of_checkpoints_that_were_swapped(
    installation: Installation, signed: Path, theo: Someone, tmp_path: Path
) -> None:
    house = installation.house
    theo.open("/review")
    installation.run(lambda: write_checkpoints(house))
    shutil.copytree(signed, tmp_path / "elsewhere" / FOLDER)
    installation.clock.move(HOURS)
    theo.open("/caseload")
    installation.run(lambda: write_checkpoints(house))
    for copy in (tmp_path / "elsewhere", tmp_path / "elsewhere" / FOLDER):
        assert all("the copy agrees" in line for line in verified(installation, copy))

    (signed / f"{HARBOUR}.lines").unlink()
    installation.run(lambda: write_checkpoints(house))
    with pytest.raises(BrokenTrail, match="stands in the copy, and not here"):
        verified(installation, tmp_path / "elsewhere")
    for _row in range(3):
        cut_the_end(installation)
    (signed / f"{HARBOUR}.lines").unlink()
    installation.run(lambda: write_checkpoints(house))
    with pytest.raises(BrokenTrail, match="is gone; it was there on"):
        verified(installation, tmp_path / "elsewhere")


def test_a_folder_without_checkpoints_is_no_copy(installation: Installation, signed: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotStart, match="holds no checkpoints"):
        verified(installation, tmp_path / "empty")


def test_of_a_long_file_only_the_end_is_read_and_a_last_line_that_is_not_ours_is_seen(tmp_path: Path) -> None:
    key, path, last = b"key", tmp_path / "one.lines", None
    for number in range(60):
        point = Checkpoint(clinic_id="one", at="2026-11-24T09:00:00.000Z", number=number, mac="m" * 64, count=number)
        add_checkpoint(key, path, last, point)
        last = read_last(key, path)
        assert last is not None
        assert last.number == number
    assert path.stat().st_size > 2 * ENDING
    assert len(read_checkpoints(key, path)) == 60
    with path.open("ab") as file:
        file.write(b'{"half a li')
    assert read_last(key, path) == last
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"number":59', b'"number":58'))
    with pytest.raises(BrokenTrail):
        read_last(key, path)
    lines = whole.split(b"\n")
    path.write_bytes(b"\n".join([*lines[:-3], *lines[-2:]]))
    with pytest.raises(BrokenTrail):
        read_last(key, path)

"""The doctor says what is wrong and what to do, while the clinic serves; it changes nothing and names nobody."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from server.access.checkpoint import write_checkpoints
from server.records import doctor_place
from server.records.doctor import examine, stands
from server.records.finding import Finding
from server.records.last_backup import note_backup, note_verified
from server.settings import Settings
from tests.conftest import CAST, MASTER, MORNING
from tests.promises.clinic import Clinic
from tests.someone import Installation


def found(installation: Installation, now: datetime = MORNING, **other: object) -> dict[str, Finding]:
    settings = msgspec.structs.replace(installation.house.settings, **other)
    return {one.about: one for one in asked(installation, settings, now)}


def asked(installation: Installation, settings: Settings, now: datetime) -> list[Finding]:
    return installation.loop.run_until_complete(examine(settings, now))


@pytest.fixture
def tended(installation: Installation) -> Installation:
    """A clinic in order: closed to others, its trail signed, its schema from before the morning of these tests."""
    installation.house.settings.data.chmod(0o700)
    installation.run(lambda: write_checkpoints(installation.house))

    async def before() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("update migration set applied_at = '2026-11-25T14:00:00.000Z'")

    installation.run(before)
    return installation


def test_a_clinic_in_order_has_nothing_wrong(tended: Installation) -> None:
    findings = found(tended, base_url="https://app.example", trusted_proxy="127.0.0.1")

    assert stands(list(findings.values())), findings
    assert {name for name, one in findings.items() if one.state == "look"} == {"backup", "mail"}
    assert findings["words"].says.startswith("The key opens what it should: 2 of 2 clinics")


def test_it_names_nobody_and_shows_no_key(tended: Installation) -> None:
    said = " ".join(one.says for one in found(tended).values()).lower()

    assert MASTER not in said
    assert not [name for name in (*CAST, "harbour", "cedar") if name in said.split()]


def test_another_key_is_said(tended: Installation) -> None:
    assert found(tended, master_key="5b" * 32)["words"].state == "wrong"
    assert found(tended, master_key="no key")["key"].state == "wrong"
    missing = found(tended, master_key=None)
    assert missing["key"].state == "wrong"
    assert "words" not in missing


def test_a_clock_that_was_set_back_or_far_ahead_is_said(tended: Installation) -> None:
    assert found(tended, MORNING - timedelta(days=3))["clock"].state == "wrong"
    ahead = found(tended, MORNING + timedelta(days=40))
    assert ahead["trail"].state == "wrong"
    if tended.house.db.kind == "sqlite":
        assert ahead["clock"].state == "look"


def test_tables_of_a_newer_version_are_said(tended: Installation) -> None:
    async def newer() -> None:
        async with tended.house.db.writing() as tx:
            row = "values (9999, 'later', '2026-11-24T09:00:00.000Z', '')"
            await tx.run(f"insert into migration (number, name, applied_at, digest) {row}")

    tended.run(newer)
    assert "newer Tidemark" in found(tended)["schema"].says
    assert found(tended)["schema"].state == "wrong"


def test_a_trail_that_was_written_anew_is_said(tended: Installation) -> None:
    async def other() -> None:
        async with tended.house.db.writing() as tx:
            await tx.run("update trail set mac = 'other' where number = (select max(number) from trail)")

    tended.run(other)
    assert found(tended)["trail"].state == "wrong"


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("https://clinic.example", "ok"),
        ("http://127.0.0.1:8000", "look"),
        ("http://localhost:8000", "look"),
        ("http://clinic.example", "wrong"),
    ],
)
def test_an_address_without_https_is_for_this_machine_alone(tmp_path: Path, address: str, state: str) -> None:
    assert doctor_place.look_at_address(Settings(data=tmp_path, base_url=address)).state == state


@pytest.mark.parametrize(("free", "state"), [(10_000_000, "wrong"), (1_500_000_000, "look"), (10_000_000_000, "ok")])
def test_room_is_measured_by_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    monkeypatch.setattr(doctor_place.shutil, "disk_usage", lambda _path: type("", (), {"free": free}))
    assert doctor_place.look_at_room(Settings(data=tmp_path), 1_000_000_000).state == state


def test_a_backup_counts_for_two_days_and_wholly_when_it_was_read_back(tmp_path: Path) -> None:
    settings, now = Settings(data=tmp_path), datetime.now(UTC)
    made = (now - timedelta(hours=3)).isoformat(timespec="seconds")
    seen = [doctor_place.look_at_backup(settings, now)]
    note_backup(tmp_path, made, tmp_path / "b")
    seen.append(doctor_place.look_at_backup(settings, now))
    note_verified(tmp_path, made, tmp_path / "b")
    seen.append(doctor_place.look_at_backup(settings, now))
    seen.append(doctor_place.look_at_backup(settings, now + timedelta(days=2)))
    assert [one.state for one in seen] == ["look", "look", "ok", "wrong"]


def test_reading_an_older_backup_back_says_nothing_of_the_newest(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    note_backup(tmp_path, now.isoformat(timespec="seconds"), tmp_path / "new")
    note_verified(tmp_path, (now - timedelta(days=9)).isoformat(timespec="seconds"), tmp_path / "old")
    assert doctor_place.look_at_backup(Settings(data=tmp_path), now).state == "look"


def test_it_looks_while_the_clinic_serves_and_changes_no_byte(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    clinic.arguments = ("run", "--without-jobs")  # these would write by themselves meanwhile
    with clinic:
        clinic.phone("theo").get("/review")
        before = bytes_of(clinic.data)
        said = clinic.command("doctor", "--json")
        assert bytes_of(clinic.data) == before
        assert said.returncode == 0, said.stdout
        states = {one["about"]: one["state"] for one in json.loads(said.stdout)}
        assert {states[name] for name in ("folder", "key", "database", "schema", "damage", "clock", "words")} == {"ok"}
    before = bytes_of(clinic.data)
    assert clinic.command("doctor").stdout.startswith("ok    folder    ")
    assert bytes_of(clinic.data) == before


def test_a_damaged_page_fails_the_check(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    assert clinic.command("seed").returncode == 0
    file = clinic.data / "tidemark.db"
    raw = bytearray(file.read_bytes())
    for page in range(100, 140):
        raw[page * 4096 : page * 4096 + 12] = b"\x07" * 12
    file.write_bytes(raw)
    said = clinic.command("doctor")
    assert said.returncode == 1
    assert "wrong damage" in said.stdout, said.stdout
    assert "Traceback" not in said.stderr


def bytes_of(folder: Path) -> dict[str, str]:
    """The shared index of SQLite's log is memory in a file, where each reader has its mark."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }

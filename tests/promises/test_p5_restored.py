"""P5: a restore loses nothing: what was acknowledged before a backup is in it, taken while the clinic serves."""

import subprocess
import threading
import time
from pathlib import Path

import pytest

from tests.postgres import shared_cluster
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import Ledger, hold_everything
from tests.promises.phone import Phone, fresh_entry

ENTRIES = size(60, 5000)
pytestmark = pytest.mark.timeout(seconds(120, 3600))


def write_on(phone: Phone, ledger: Ledger, stop: threading.Event) -> None:
    number = 0
    while not stop.is_set():
        number += 1
        form = fresh_entry(body=f"while it is copied {number}")
        if phone.kept("/journal/entries", form):
            ledger.version(form["id"], form["body"])


def epoch_of(phone: Phone) -> str:
    return phone.send("/journal/entries", fresh_entry(body="which epoch")).headers["tidemark-epoch"]


def test_p5_a_backup_taken_while_serving_is_restored_whole(
    tmp_path: Path, kind: str, url: str | None, figure: Figure
) -> None:
    ledger, stop = Ledger(), threading.Event()
    clinic = Clinic(tmp_path, url)
    with clinic:
        epoch = epoch_of(clinic.phone("noor"))
        writer = threading.Thread(target=write_on, args=(clinic.phone("mara"), ledger, stop), daemon=True)
        writer.start()
        try:
            while len(ledger.acked) < ENTRIES:
                time.sleep(0.01)
            clinic.phone("theo").get("/review")
            before = list(ledger.acked)
            began = time.monotonic()
            said = clinic.command("backup", str(tmp_path / "copy"))
            copied = time.monotonic() - began
        finally:
            stop.set()
            writer.join(30)
    assert said.returncode == 0, said.stderr
    assert "The master key is not in that folder" in said.stdout
    assert len(ledger.acked) > len(before), "nothing was written while it was copied"

    again = restored_from(tmp_path, url)
    began = time.monotonic()
    done = again.command("restore", str(tmp_path / "copy"))
    took = time.monotonic() - began
    assert done.returncode == 0, done.stderr
    held = hold_everything(again.data, again.url)
    lacking = [one.what for one in before if one.times(held) != 1]
    with again:
        assert epoch_of(again.phone("noor")) != epoch
        assert again.command("verify-trail").returncode == 0
    figure(f"{kind}: {len(before)} acked before, {len(lacking)} lacking, backup {copied:.1f} s, restore {took:.1f} s")
    assert not lacking, lacking[:5]


def test_p5_what_was_acknowledged_a_moment_before_is_in_the_copy_too(tmp_path: Path) -> None:
    """Nothing comes after it, so SQLite still holds it beside its file: a copy of the file alone would lack it."""
    ledger, copy = Ledger(), tmp_path / "copy"
    with Clinic(tmp_path) as clinic:
        phone = clinic.phone("mara")
        for number in range(3):
            form = fresh_entry(body=f"a moment before {number}")
            assert phone.kept("/journal/entries", form)
            ledger.version(form["id"], form["body"])
        assert clinic.command("backup", str(copy)).returncode == 0
    again = restored_from(tmp_path, None)
    assert again.command("restore", str(copy)).returncode == 0
    assert not ledger.lost(hold_everything(again.data, None))


def restored_from(tmp_path: Path, url: str | None) -> Clinic:
    folder = tmp_path / "again"
    folder.mkdir()
    cluster = shared_cluster()
    return Clinic(folder, cluster.url(cluster.new_database()) if url and cluster else None)


def test_p5_a_backup_that_was_changed_does_not_count_and_nothing_is_written_over(tmp_path: Path) -> None:
    clinic, copy = Clinic(tmp_path), tmp_path / "copy"
    assert clinic.command("seed").returncode == 0
    assert clinic.command("backup", str(copy)).returncode == 0
    assert clinic.command("verify-backup", str(copy)).returncode == 0
    assert b"5a5a5a" not in b"".join(path.read_bytes() for path in copy.rglob("*") if path.is_file())
    says_no(clinic.command("backup", str(copy)), "is not empty")
    says_no(clinic.command("restore", str(copy)), "is not empty")

    file = copy / "tidemark.db"
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
    says_no(clinic.command("verify-backup", str(copy)), "tidemark.db of this backup is missing or was changed")


def says_no(done: "subprocess.CompletedProcess[str]", why: str) -> None:
    assert done.returncode == 1
    assert why in done.stderr
    assert done.stderr.startswith("tidemark: ")
    assert len(done.stderr.splitlines()) == 1

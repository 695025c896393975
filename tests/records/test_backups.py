"""A backup that is broken off leaves nothing that looks whole, and is begun again; reading back means every word."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from server.access.keys import load_keys
from server.db.copies import copy_out
from server.db.errors import CannotStart
from server.records import backup
from server.records.backup import LIST, UNFINISHED, check_backup, make_backup
from server.settings import Settings
from tests.conftest import MASTER
from tests.promises.clinic import Clinic
from tests.someone import Installation
from tests.start.command import ROOT, environment


def test_a_copy_is_one_moment_however_much_is_written_meanwhile(tmp_path: Path) -> None:
    """Each step is announced once: a copy that began again with every write would start over."""
    source, done, stop = tmp_path / "live.db", [], threading.Event()
    with closing(sqlite3.connect(source, isolation_level=None)) as live:
        live.execute("pragma journal_mode = wal")
        live.execute("create table word (id integer primary key, text blob)")
        live.execute("begin")
        for _number in range(40):
            live.execute("insert into word (text) values (zeroblob(1000000))")
        live.execute("commit")

    def write() -> None:
        with closing(sqlite3.connect(source, isolation_level=None, timeout=20)) as other:
            while not stop.is_set():
                other.execute("insert into word (text) values ('later')")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        asyncio.run(copy_out(source, tmp_path / "copy.db", lambda _what, count, _of: done.append(count)))
    finally:
        stop.set()
        writer.join()
    assert len(done) >= 4
    assert done == sorted(done)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("pragma integrity_check").fetchone() == ("ok",)
        assert copy.execute("select count(*) from word where length(text) = 1000000").fetchone() == (40,)


def test_a_backup_that_is_broken_off_leaves_an_empty_folder(installation: Installation, apart: Path) -> None:
    folder = apart / "copy"

    async def broken_off() -> None:
        task = asyncio.create_task(make_backup(installation.house.settings, folder))
        while not (folder / UNFINISHED).exists():
            await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        installation.loop.run_until_complete(broken_off())
    assert list(folder.iterdir()) == []
    installation.loop.run_until_complete(make_backup(installation.house.settings, folder))
    assert (folder / LIST).exists()
    assert not (folder / UNFINISHED).exists()


def test_what_a_killed_backup_left_is_no_backup_and_is_made_anew_in_its_place(
    installation: Installation, apart: Path
) -> None:
    folder, settings = apart / "copy", installation.house.settings
    folder.mkdir()
    (folder / UNFINISHED).write_text("")
    (folder / "tidemark.db").write_bytes(b"half a database")
    (folder / "files").mkdir()
    with pytest.raises(CannotStart, match="no backup that was finished"):
        installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), folder))
    installation.run(lambda: make_backup(settings, folder))
    installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), folder))


def hears_control_c() -> None:
    """Whoever runs the tests in a shell's background has it ignored, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_control_c_ends_a_backup_with_one_sentence(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    assert clinic.command("seed", "--size", "20").returncode == 0
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.promises.wrapped", "slowly", "backup", str(tmp_path / "copy")], cwd=ROOT,
        env=environment(clinic.data, clinic.settings), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=hears_control_c,
    )  # fmt: skip
    until = time.monotonic() + 20
    while not (tmp_path / "copy" / UNFINISHED).exists() and time.monotonic() < until:
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert err == "tidemark: stopped. What was begun can be begun again.\n"
    assert list((tmp_path / "copy").iterdir()) == []
    assert clinic.command("backup", str(tmp_path / "copy")).returncode == 0


def test_every_word_is_opened_when_a_backup_is_verified(
    installation: Installation, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that is damaged in the clinic itself, and is not among the newest, is found by reading all of them."""
    settings, folder = installation.house.settings, apart / "copy"

    async def damage() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("update entry_version set body_locked = :other where number = 1", other=b"\x01" * 40)

    installation.run(damage)
    monkeypatch.setattr(backup, "SAMPLE", 0)
    installation.run(lambda: make_backup(settings, folder))
    with pytest.raises(CannotStart, match="do not open"):
        installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), folder))


def test_verifying_counts_every_word_and_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    clinic, copy = Clinic(tmp_path), tmp_path / "copy"
    assert clinic.command("seed").returncode == 0
    assert clinic.command("backup", str(copy)).returncode == 0
    before = sorted(path.name for path in copy.rglob("*"))
    said = clinic.command("verify-backup", str(copy))
    assert said.returncode == 0, said.stderr
    assert "every one of " in said.stdout
    assert sorted(path.name for path in copy.rglob("*")) == before
    assert "ok    backup" in clinic.command("doctor").stdout


def test_a_restore_that_was_broken_off_is_begun_again(tmp_path: Path) -> None:
    clinic, copy = Clinic(tmp_path), tmp_path / "copy"
    assert clinic.command("seed").returncode == 0
    assert clinic.command("backup", str(copy)).returncode == 0
    again = Clinic(tmp_path / "again")
    again.data.mkdir(parents=True)
    (again.data / "restore-unfinished").write_text("A restore began here and has not ended.\n")
    (again.data / "tidemark.db.unfinished").write_bytes(b"half")
    (again.data / "checkpoints").mkdir()
    assert again.command("run").returncode == 1
    done = again.command("restore", str(copy))
    assert done.returncode == 0, done.stderr
    assert again.command("verify-trail").returncode == 0
    assert again.command("restore", str(copy)).returncode == 1
    assert Settings(data=again.data, master_key=MASTER).database == again.data / "tidemark.db"


def test_a_master_key_among_what_is_copied_is_refused(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    assert clinic.command("seed").returncode == 0
    (clinic.data / "uploads").mkdir()
    (clinic.data / "uploads" / "my.key").write_text(MASTER)
    clinic.settings["TIDEMARK_MASTER_KEY_FILE"] = str(clinic.data / "uploads" / "my.key")
    said = clinic.command("backup", str(tmp_path / "copy"))
    assert said.returncode == 1
    assert "Move it apart" in said.stderr
    clinic.settings["TIDEMARK_MASTER_KEY_FILE"] = str(tmp_path / "my.key")
    (clinic.data / "uploads" / "my.key").rename(tmp_path / "my.key")
    assert clinic.command("backup", str(tmp_path / "other")).returncode == 0

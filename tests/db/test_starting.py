"""What stands in the way of a start is one sentence that says what to do, and never a secret."""

import os
import sqlite3
import stat
import subprocess
import sys
import traceback

import pytest

from server.db.connection import open_database
from server.db.errors import CannotStart
from tests.db.jars import fill, numbers

pytestmark = pytest.mark.anyio


async def refused(place):
    with pytest.raises(CannotStart) as caught:
        await open_database(place)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))
    return sentence


def test_the_process_uses_a_sqlite_that_does_not_corrupt():
    assert sqlite3.sqlite_version_info >= (3, 51, 3)


async def test_an_old_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.40.1")
    assert "needs SQLite 3.51.3 or newer and found 3.40.1" in await refused(tmp_path / "x.db")
    assert not (tmp_path / "x.db").exists()


async def test_a_new_database_is_readable_by_its_owner_only(tmp_path):
    async with await open_database(f"sqlite:///{tmp_path}/deep/er/x.db"):
        mode = (tmp_path / "deep" / "er" / "x.db").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


async def test_a_place_that_cannot_hold_a_file_is_refused(tmp_path):
    (tmp_path / "file").touch()
    assert "cannot write to" in await refused(tmp_path / "file" / "x.db")
    assert "cannot write to" in await refused(tmp_path)
    assert "cannot write to" in await refused("/proc/x.db")


async def test_a_file_that_may_not_be_written_is_refused(tmp_path, monkeypatch):
    (tmp_path / "x.db").touch()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert "let the user that runs Tidemark write" in await refused(tmp_path / "x.db")


async def test_a_file_that_is_not_a_database_is_refused_and_left_as_it_was(tmp_path):
    place = tmp_path / "x.db"
    place.write_bytes(b"Dear diary, " * 1000)
    assert "damaged or is not a database" in await refused(place)
    assert place.read_bytes() == b"Dear diary, " * 1000


async def test_a_damaged_schema_is_refused(tmp_path):
    place = tmp_path / "x.db"
    async with await open_database(place) as db, db.writing() as tx:
        await tx.run("create table jar (id integer primary key, label text)")
    damaged = bytearray(place.read_bytes())
    damaged[100:200] = b"\xff" * 100
    place.write_bytes(damaged)
    assert "restore a backup" in await refused(place)


async def test_what_a_killed_process_left_in_the_log_is_there_after_the_start(tmp_path):
    source, copy = tmp_path / "x.db", tmp_path / "y.db"
    async with await open_database(source) as db:
        async with db.writing() as tx:
            await tx.run("create table jar (id integer primary key, label text)")
        await fill(db, 1)
        for ending in ("", "-wal"):
            (tmp_path / f"y.db{ending}").write_bytes((tmp_path / f"x.db{ending}").read_bytes())
    async with await open_database(copy) as db:
        assert await numbers(db) == [1]


async def test_a_lock_of_another_program_does_not_stop_the_start(tmp_path, monkeypatch):
    monkeypatch.setattr("server.db.sqlite_connection.BUSY_SECONDS", 0.1)
    async with await open_database(tmp_path / "x.db"):
        pass
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("begin immediate")
    async with await open_database(tmp_path / "x.db") as db:
        assert await db.ping()
    other.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://ada:hunter2@127.0.0.1:1/x", "PostgreSQL at 127.0.0.1:1 did not answer"),
        ("postgresql://ada:hunter2@127.0.0.1:port/x", "DATABASE_URL cannot be read"),
        ("postgresql://ada:hunter2@127.0.0.1:1/x?sslmode=perhaps", "DATABASE_URL cannot be read"),
        ("postgres://ada:hunter2@127.0.0.1:1/x", "start it, or correct DATABASE_URL"),
    ],
)
async def test_a_postgresql_that_cannot_be_reached_is_said_without_the_password(url, sentence):
    assert sentence in await refused(url)


async def test_opening_sqlite_does_not_load_the_postgresql_driver(tmp_path):
    code = (
        "import asyncio, sys\n"
        "from server.db.connection import open_database\n"
        "async def main():\n"
        f"    async with await open_database({str(tmp_path / 'x.db')!r}) as db: print(await db.ping())\n"
        "asyncio.run(main())\n"
        "print('asyncpg' in sys.modules, sys.modules['sqlite3'].sqlite_version_info >= (3, 51, 3))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "True"]

"""A command's write waits for its turn while another process keeps the database to itself."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from server.db.connection import Transaction, open_database
from server.db.errors import Unavailable
from server.db.patience import write_patiently

pytestmark = pytest.mark.anyio


async def put(tx: Transaction) -> int:
    await tx.run("insert into shelf (id) values (1)")
    return 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.db.sqlite_connection.BUSY_SECONDS", 0.05)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tidemark.db"


async def test_it_waits_longer_than_one_write_would_and_writes_once(path: Path, impatient: None) -> None:
    async with await open_database(str(path)) as db:
        async with db.writing() as tx:
            await tx.run("create table shelf (id integer primary key)")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(Unavailable):
            async with db.writing() as tx:
                await put(tx)
        waiting = asyncio.create_task(write_patiently(db, put))
        await asyncio.sleep(0.5)
        assert not waiting.done()
        other.execute("rollback")
        other.close()
        assert await waiting == 1
        async with db.reading() as reader:
            assert await reader.value("select count(*) from shelf") == 1


async def test_it_does_not_wait_for_ever(path: Path, impatient: None) -> None:
    async with await open_database(str(path)) as db:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("begin immediate")
        with pytest.raises(Unavailable):
            await write_patiently(db, put, patience=0.2)
        other.close()


async def test_what_is_wrong_with_the_write_itself_is_told_at_once(path: Path) -> None:
    async def wrong(tx: Transaction) -> None:
        calls.append(1)
        raise KeyError

    calls: list[int] = []
    async with await open_database(str(path)) as db:
        with pytest.raises(KeyError):
            await write_patiently(db, wrong)
    assert calls == [1]

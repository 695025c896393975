"""SQLite after a full disk, a lock or a dead connection: said to be unavailable, and writes return."""

import asyncio
import sqlite3

import pytest

from server.db import sqlite_writer
from server.db.errors import Unavailable
from tests.db.jars import fill, fill_twice, numbers, put

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("place", ["sqlite"], indirect=True)]

BIG = "x" * 100_000


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(sqlite_writer, "TRUNCATE_AFTER", 0.05)


async def emptied(log):
    async with asyncio.timeout(10):
        while log.read_bytes() != b"":
            await asyncio.sleep(0.02)


async def fill_the_disk(db):
    await db.writer.connection.execute("pragma max_page_count = 1")


async def test_a_full_disk_is_unavailable_and_writes_return_when_there_is_room(db):
    await fill(db, 1)
    await fill_the_disk(db)

    with pytest.raises(Unavailable):
        await fill_twice(db, 2, 3, BIG)
    await fill(db, 4, BIG)

    assert await numbers(db) == [1, 4]


async def test_a_full_disk_among_many_writers_is_told_to_whoever_was_not_kept(db):
    await fill(db, 1)
    await fill_the_disk(db)
    writers = [fill(db, n, f"{n} {BIG}" if n == 10 else None) for n in range(2, 20)]

    outcomes = await asyncio.gather(*writers, return_exceptions=True)

    assert isinstance(outcomes[8], Unavailable)
    kept = [number for number, outcome in enumerate(outcomes, 2) if outcome is None]
    assert await numbers(db) == [1, *kept]


async def test_a_full_disk_caught_inside_a_block_keeps_nothing_of_it(db):
    await fill(db, 1)
    await fill_the_disk(db)

    async def stubborn():
        async with db.writing() as tx:
            await put(tx, 2)
            with pytest.raises(Unavailable):
                await put(tx, 3, BIG)
            with pytest.raises(Unavailable):
                await put(tx, 4)

    with pytest.raises(Unavailable):
        await stubborn()
    assert await numbers(db) == [1]


async def test_a_lock_held_by_another_program_is_unavailable_and_passes(db, place):
    await db.writer.connection.execute("pragma busy_timeout = 100")
    other = sqlite3.connect(place, isolation_level=None)
    other.execute("begin immediate")

    outcomes = await asyncio.gather(*(fill(db, n) for n in range(1, 6)), return_exceptions=True)
    other.execute("rollback")
    other.close()
    await fill(db, 9)

    assert {type(outcome) for outcome in outcomes} == {Unavailable}
    assert await numbers(db) == [9]


async def test_a_connection_that_died_is_replaced(db):
    await fill(db, 1)
    await db.writer.connection.close()
    with pytest.raises(Unavailable):
        await fill(db, 2)
    await fill(db, 3)
    assert await numbers(db) == [1, 3]


async def test_a_database_file_that_vanished_is_not_replaced_by_an_empty_one(db, tmp_path):
    await fill(db, 1)
    await db.writer.connection.close()
    (tmp_path / "tidemark.db").rename(tmp_path / "elsewhere.db")
    for number in (2, 3):
        with pytest.raises(Unavailable):
            await fill(db, number)
    assert not (tmp_path / "tidemark.db").exists()
    (tmp_path / "elsewhere.db").rename(tmp_path / "tidemark.db")
    await fill(db, 4)
    assert await numbers(db) == [1, 4]


async def test_the_log_is_emptied_soon_after_a_write_and_at_the_end(soon, db, tmp_path):
    log = tmp_path / "tidemark.db-wal"
    await fill(db, 1, "a word to forget")
    await emptied(log)
    await fill(db, 2)
    await db.close()
    assert not log.exists() or log.read_bytes() == b""


async def test_a_reader_in_the_way_puts_the_emptying_off_but_not_for_ever(soon, db, tmp_path):
    log = tmp_path / "tidemark.db-wal"
    async with db.reading() as reader:
        await reader.value("select count(*) from jar")
        await fill(db, 1, "a word to forget")
        await asyncio.sleep(0.4)
        assert b"a word to forget" in log.read_bytes()
    await emptied(log)


async def test_deleted_words_are_gone_from_the_file(db, tmp_path):
    await fill(db, 1, "a word to forget")
    async with db.writing() as tx:
        await tx.run("delete from jar")
    await db.close()
    assert b"a word to forget" not in (tmp_path / "tidemark.db").read_bytes()


async def test_every_connection_keeps_what_was_decided_about_durability(db):
    async with db.writing() as tx:
        assert await tx.value("pragma synchronous") == 2
        assert await tx.value("pragma foreign_keys") == 1
        assert await tx.value("pragma secure_delete") == 1
        assert await tx.value("pragma journal_mode") == "wal"
    async with db.reading() as reader:
        assert await reader.value("pragma query_only") == 1
        assert await reader.value("pragma foreign_keys") == 1

"""SQLite's writer: what waits is committed together, and a commit that fails fails everybody in it."""

import asyncio
import sqlite3

import pytest

from server.db import sqlite_turn, sqlite_writer
from server.db.errors import Unavailable
from tests.db.jars import fill, numbers, put

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("place", ["sqlite"], indirect=True)]


@pytest.fixture
def patient(monkeypatch):
    """However slow the machine, what waits goes into one group."""
    monkeypatch.setattr(sqlite_writer, "GROUP_SECONDS", 30)


def refuse_commit(action, what, *_):
    """An authorizer: SQLite then fails the commit, as a disk would."""
    return sqlite3.SQLITE_DENY if what == "COMMIT" else sqlite3.SQLITE_OK


async def fill_when(db, number, moment, *then):
    """Holds its turn until the moment has come."""
    async with db.writing() as tx:
        await put(tx, number)
        await moment.wait()
        for statement in then:
            await tx.run(statement)


async def test_many_writers_at_once_share_commits(patient, db):
    before = db.writer.commits

    await asyncio.gather(*(fill(db, number) for number in range(1, 201)))

    assert await numbers(db) == list(range(1, 201))
    assert db.writer.commits - before <= 5


async def test_a_block_returns_only_when_another_program_can_see_it(db, place):
    async def fill_and_look(number):
        await fill(db, number)
        other = sqlite3.connect(place)
        found = other.execute("select count(*) from jar where id = ?", (number,)).fetchone()
        other.close()
        return found == (1,)

    assert all(await asyncio.gather(*(fill_and_look(number) for number in range(1, 61))))


async def test_a_failed_commit_fails_every_block_of_its_group_and_keeps_none(patient, db):
    await fill(db, 1)
    await db.writer.connection.set_authorizer(refuse_commit)

    outcomes = await asyncio.gather(*(fill(db, n) for n in range(2, 12)), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 10
    assert await numbers(db) == [1]
    await fill(db, 20)
    assert await numbers(db) == [1, 20]


async def test_a_block_that_loses_the_transaction_takes_its_group_with_it(patient, db):
    """An error such as a full disk can end the whole transaction: nobody in it may be told it was kept."""
    now = asyncio.Event()
    now.set()

    outcomes = await asyncio.gather(fill_when(db, 1, now), fill_when(db, 2, now, "rollback"), return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [Unavailable, Unavailable]
    await fill(db, 3)
    assert await numbers(db) == [3]


async def test_a_block_that_never_ends_loses_its_turn(db, monkeypatch):
    monkeypatch.setattr(sqlite_turn, "TURN_SECONDS", 0.05)
    never = asyncio.Event()
    hanging = asyncio.create_task(fill_when(db, 1, never))
    await asyncio.sleep(0)

    await fill(db, 2)

    never.set()
    with pytest.raises(Unavailable, match="too long"):
        await hanging
    assert await numbers(db) == [2]


async def test_a_writer_that_waits_too_long_is_told_so_and_the_line_moves_on(db, monkeypatch):
    async with db.writing() as tx:
        await put(tx, 1)
        with monkeypatch.context() as impatient:
            impatient.setattr(sqlite_turn, "PATIENCE", 0.05)
            waiting = asyncio.create_task(fill(db, 2))
            with pytest.raises(Unavailable, match="too long"):
                await waiting
    await fill(db, 3)
    assert await numbers(db) == [1, 3]


async def test_a_block_may_take_longer_than_others_wait(db, monkeypatch):
    monkeypatch.setattr(sqlite_turn, "PATIENCE", 0.5)
    async with db.writing() as tx:
        await put(tx, 1)
        await asyncio.sleep(0.6)
    assert await numbers(db) == [1]


async def test_writers_that_give_up_while_waiting_leave_nothing_behind(db):
    async with db.writing() as tx:
        await put(tx, 1)
        waiting = [asyncio.create_task(fill(db, number)) for number in range(2, 8)]
        await asyncio.sleep(0)
        for task in waiting[::2]:
            task.cancel()
    await asyncio.wait(waiting)
    assert await numbers(db) == [1, 3, 5, 7]


async def stop_the_writer_inside_a_block(db, others):
    async with db.writing() as tx:
        await put(tx, 1)
        others += [asyncio.create_task(fill(db, number)) for number in (2, 3)]
        await asyncio.sleep(0)
        db.writer._conductor.cancel()
        await asyncio.wait({db.writer._conductor})
        with pytest.raises(Unavailable):
            await put(tx, 9)


async def test_a_writer_that_is_stopped_tells_everybody_and_starts_again(db):
    others = []
    with pytest.raises(Unavailable, match="stopped"):
        await stop_the_writer_inside_a_block(db, others)
    outcomes = await asyncio.gather(*others, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [Unavailable] * 2

    with pytest.raises(Unavailable):
        await fill(db, 4)
    await fill(db, 5)
    assert await numbers(db) == [5]

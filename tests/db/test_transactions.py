"""A block is kept whole or not at all, whoever interrupts it."""

import asyncio

import pytest

from server.db.connection import open_database
from server.db.counting import counting
from server.db.errors import Conflict, StatementFailed, Unavailable
from tests.db.jars import fill, numbers, put

pytestmark = pytest.mark.anyio


async def fickle(db, number, *, fails):
    async with db.writing() as tx:
        await put(tx, number)
        await put(tx, number + 1000)
        if fails:
            raise ZeroDivisionError


async def stubborn(db, number, *, then=None):
    """Goes on after an error, as if nothing had happened."""
    async with db.writing() as tx:
        await put(tx, number)
        with pytest.raises(Conflict):
            await put(tx, number)
        if then:
            await put(tx, then)


async def test_an_exception_undoes_the_whole_block(db):
    with pytest.raises(ZeroDivisionError):
        await fickle(db, 1, fails=True)
    await fill(db, 3)
    assert await numbers(db) == [3]


@pytest.mark.parametrize("then", [None, 3])
async def test_an_error_that_was_caught_still_undoes_the_block(db, then):
    with pytest.raises(Conflict):
        await stubborn(db, 2, then=then)
    assert await numbers(db) == []


async def test_a_transaction_cannot_be_used_after_its_block(db):
    async with db.writing() as tx:
        await put(tx, 1)
    async with db.reading() as reader:
        pass
    with pytest.raises(RuntimeError, match="over"):
        await put(tx, 2)
    with pytest.raises(RuntimeError, match="over"):
        await reader.value("select 1")
    assert await numbers(db) == [1]


async def test_two_statements_at_once_in_one_block_are_refused(db):
    async with db.writing() as tx:
        results = await asyncio.gather(put(tx, 1), put(tx, 2), return_exceptions=True)
    assert [type(result) for result in results] == [type(None), RuntimeError]
    assert await numbers(db) == [1]


async def test_a_reader_sees_one_state_while_others_write(db):
    await fill(db, 1)
    async with db.reading() as reader:
        before = await reader.value("select count(*) from jar")
        await fill(db, 2)
        assert await reader.value("select count(*) from jar") == before
    assert await numbers(db) == [1, 2]


async def test_a_reader_cannot_write(db):
    async with db.reading() as reader:
        with pytest.raises((StatementFailed, Unavailable)):
            await reader.value("insert into jar (id, label) values (1, 'sly') returning id")
    assert await numbers(db) == []


async def test_nobody_sees_a_write_before_it_is_kept(db):
    async with db.writing() as tx:
        await put(tx, 1)
        assert await numbers(db) == []
        assert await tx.value("select count(*) from jar") == 1
    assert await numbers(db) == [1]


async def test_a_block_cancelled_at_any_moment_is_kept_whole_or_not_at_all(db):
    """Cancelled a little later each time, so that it strikes begin, statements and commit alike."""

    async def pair(number: int) -> None:
        async with db.writing() as tx:
            await put(tx, number)
            await asyncio.sleep(0)
            await put(tx, number + 1)

    kept_anyway = 0
    for number in range(0, 160, 2):
        task = asyncio.create_task(pair(number))
        await asyncio.sleep(number * 0.00005)
        task.cancel()
        await asyncio.wait({task})
        kept_anyway += not task.cancelled()
    found = await numbers(db)
    assert all((number in found) == (number + 1 in found) for number in range(0, 160, 2))
    assert len(found) >= 2 * kept_anyway
    await fill(db, 1000)
    assert 1000 in await numbers(db)


def count_to(limit):
    """A question that takes its time."""
    return f"with recursive n (i) as (select 1 union all select i + 1 from n where i < {limit})"


async def impatient(db):
    async with db.writing() as tx:
        await put(tx, 1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await tx.run(f"{count_to(400_000)} insert into jar (id, label) select max(i), 'slow' from n")


async def test_an_interrupted_statement_that_was_caught_still_undoes_the_block(db):
    with pytest.raises(Unavailable, match="interrupted"):
        await impatient(db)
    await fill(db, 2)
    assert await numbers(db) == [2]


async def test_a_cancelled_reader_gives_its_connection_back(db):
    for _ in range(12):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02), db.reading() as reader:
                await reader.value(f"{count_to(300_000_000)} select max(i) from n")
    async with asyncio.timeout(5):
        assert await numbers(db) == []


async def test_many_readers_wait_for_their_turn(db):
    await fill(db, 1)
    assert await asyncio.gather(*(numbers(db) for _ in range(60))) == [[1]] * 60


async def test_each_of_many_writers_at_once_keeps_its_own(db):
    await asyncio.gather(*(fill(db, number) for number in range(1, 201)))
    assert await numbers(db) == list(range(1, 201))


async def test_one_failing_among_many_writers_undoes_only_itself(db):
    writers = [fickle(db, number, fails=number % 3 == 0) for number in range(1, 61)]
    results = await asyncio.gather(*writers, return_exceptions=True)

    assert [type(result) is ZeroDivisionError for result in results] == [n % 3 == 0 for n in range(1, 61)]
    kept = [number for number in range(1, 61) if number % 3]
    assert await numbers(db) == kept + [number + 1000 for number in kept]


async def test_statements_in_tasks_of_the_same_request_are_counted(db):
    with counting() as counter:
        await asyncio.gather(fill(db, 1), fill(db, 2), numbers(db))
    assert counter.count == 3


async def test_a_database_that_answers_says_so_until_it_is_closed(db):
    assert await db.ping()
    await fill(db, 1)
    await db.close()
    assert not await db.ping()
    with pytest.raises(Unavailable):
        await fill(db, 2)


async def test_closing_loses_nothing_that_was_said_to_be_kept(db, place):
    writes = [asyncio.create_task(fill(db, number)) for number in range(1, 21)]
    await asyncio.sleep(0)
    await db.close()
    outcomes = await asyncio.gather(*writes, return_exceptions=True)

    assert {type(outcome) for outcome in outcomes} <= {type(None), Unavailable}
    async with await open_database(place) as again:
        found = await numbers(again)
    assert {number for number, outcome in enumerate(outcomes, 1) if outcome is None} == set(found)

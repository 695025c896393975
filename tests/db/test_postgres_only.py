"""What only PostgreSQL can do to us: drop the line, keep us out, repeat people's words in its errors."""

import asyncio

import pytest

from server.db.connection import open_database
from server.db.errors import CannotStart, StatementFailed, Unavailable
from tests.db.jars import fill, numbers, put

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("place", ["postgresql"], indirect=True)]


def database_in(place):
    return place.rsplit("/", 1)[1]


def end_connections(cluster, place):
    name = database_in(place)
    cluster.sql("postgres", f"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{name}'")


async def interrupted(db, cluster, place, *afterwards):
    async with db.writing() as tx:
        await put(tx, 2)
        await asyncio.to_thread(end_connections, cluster, place)
        for number in afterwards:
            await put(tx, number)


@pytest.mark.parametrize("afterwards", [(3,), ()])
async def test_a_connection_lost_on_the_way_or_at_the_commit_is_unavailable_once(db, place, cluster, afterwards):
    await fill(db, 1)
    with pytest.raises(Unavailable):
        await interrupted(db, cluster, place, *afterwards)

    await fill(db, 4)
    assert await numbers(db) == [1, 4]
    assert await db.ping()


async def test_values_that_postgresql_would_quote_stay_out_of_our_errors(db):
    statements = {
        "select cast(:word as text)::integer": "22P02",
        "insert into jar (id, label) values (:word, 'x')": "word: a value of the wrong type",
    }
    for sql, expected in statements.items():
        with pytest.raises(StatementFailed, match=expected) as caught:
            async with db.writing() as tx:
                await tx.run(sql, word="secret")
        assert "secret" not in str(caught.value)


async def test_a_statement_prepared_before_a_change_of_schema_works_again_at_once(db):
    async with db.reading() as reader:
        await reader.value("select * from jar where id = :id", id=1)
    async with db.migrating() as tx:
        await tx.run("alter table jar add column colour text")
    outcomes = []
    for _ in range(3):
        try:
            async with db.reading() as reader:
                outcomes.append(await reader.value("select * from jar where id = :id", id=1))
        except Unavailable:
            outcomes.append("unavailable")
    assert outcomes[1:] == [None, None]


async def weigh(db, grams):
    async with db.writing() as tx:
        await tx.value("select set_config('lock_timeout', '50ms', true)")
        await tx.run("update jar set weight = :grams where id = 1", grams=grams)


async def test_a_transaction_locked_out_by_another_is_unavailable(db):
    await fill(db, 1)
    async with db.writing() as first:
        await first.run("update jar set weight = 1 where id = 1")
        with pytest.raises(Unavailable, match="55P03"):
            await weigh(db, 2.0)
    async with db.reading() as reader:
        assert await reader.value("select weight from jar") == 1.0


async def test_a_setting_made_for_one_transaction_is_gone_in_the_next(db):
    async with db.writing() as tx:
        await tx.value("select set_config('tidemark.here', 'harbour', true)")
    for _ in range(3):
        async with db.reading() as reader:
            assert await reader.value("select current_setting('tidemark.here', true)") in (None, "")


async def test_an_unknown_database_or_user_is_said_without_secrets(place, cluster):
    for url, sentence in (
        (cluster.url("nowhere"), "has no database named nowhere: create it"),
        (cluster.url(database_in(place), "stranger:hunter2"), "refused the user or password"),
    ):
        with pytest.raises(CannotStart, match=sentence) as caught:
            await open_database(url)
        assert "hunter2" not in str(caught.value)


async def test_a_wrong_password_is_said_without_it(place, cluster):
    name = database_in(place)
    cluster.require_passwords("guarded")
    cluster.sql("postgres", "create role guarded login password 'right'")
    with pytest.raises(CannotStart, match="refused the user or password") as caught:
        await open_database(cluster.url(name, "guarded:hunter2"))
    assert "hunter2" not in str(caught.value)
    async with await open_database(cluster.url(name, "guarded:right")) as db:
        assert await db.ping()


async def test_a_database_that_would_lose_or_garble_what_it_kept_is_refused(place, cluster):
    careless = cluster.new_database()
    cluster.sql("postgres", f"alter database {careless} set synchronous_commit = off")
    with pytest.raises(CannotStart, match="synchronous_commit"):
        await open_database(cluster.url(careless))
    cluster.sql("postgres", "create database garbled template template0 encoding 'SQL_ASCII'")
    with pytest.raises(CannotStart, match="UTF8"):
        await open_database(cluster.url("garbled"))


async def test_a_database_is_reached_through_its_socket_too(place, cluster):
    async with await open_database(cluster.socket_url(database_in(place))) as db:
        assert await db.ping()

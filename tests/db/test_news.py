"""What changed is told when it is kept: not before, not when it is undone, once however often, to a few as to many."""

import asyncio
from contextlib import suppress

import pytest

from server.db.connection import open_database
from server.db.errors import Conflict, DatabaseError, Unavailable
from server.db.news import MOST_NAMED, MOST_OF_ONE, Hub, News, read, written
from tests.db.jars import put

pytestmark = pytest.mark.anyio
SOON, NEVER = 5.0, 0.3
JAR = News("desk", "jar")


async def ready(db, listener):
    """PostgreSQL says "look again" once its line stands; SQLite needs none."""
    if db.kind == "postgresql":
        assert await listener.heard(SOON) is None


async def say(db, number, *subjects):
    async with db.writing() as tx:
        await put(tx, number)
        for subject in subjects:
            tx.announce("desk", subject)


async def test_it_is_told_after_the_commit_and_never_before(db):
    with db.news.listening("theo") as listener:
        await ready(db, listener)
        async with db.writing() as tx:
            await put(tx, 1)
            tx.announce("desk", "jar")
            assert await listener.heard(NEVER) == set()
        assert await listener.heard(SOON) == {JAR}
        async with db.reading() as reader:
            assert await reader.value("select count(*) from jar") == 1


async def undone(db, trouble):
    async with db.writing() as tx:
        tx.announce("desk", "lost")
        await put(tx, 1)
        await trouble(tx)


async def raises(_tx):
    raise RuntimeError


async def clashes(tx):
    await put(tx, 1)


async def swallows(tx):
    with suppress(Conflict):
        await put(tx, 1)


@pytest.mark.parametrize("trouble", [raises, clashes, swallows])
async def test_what_is_undone_is_not_told(db, trouble):
    with db.news.listening("theo") as listener:
        await ready(db, listener)
        with pytest.raises((RuntimeError, Conflict)):
            await undone(db, trouble)
        assert await listener.heard(NEVER) == set()


async def lid_of_no_jar(db):
    async with db.writing() as tx:
        await tx.run("insert into lid (id, jar_id) values (1, 99)")
        tx.announce("desk", "lost")


async def test_what_the_commit_itself_refuses_is_not_told(db):
    """Everything was said and written; only at the commit is it found that it cannot be kept."""
    async with db.migrating() as tx:
        await tx.run(
            "create table lid (id integer primary key,"
            " jar_id integer not null references jar (id) deferrable initially deferred)"
        )
    with db.news.listening("theo") as listener:
        await ready(db, listener)
        with pytest.raises(DatabaseError):
            await lid_of_no_jar(db)
        assert await listener.heard(NEVER) == set()


async def test_of_what_is_written_together_only_what_was_kept_is_told(db):
    with db.news.listening("theo") as listener:
        await ready(db, listener)
        together = say(db, 2, "two"), say(db, 2, "lost"), say(db, 3, "three")
        results = await asyncio.gather(*together, return_exceptions=True)
        assert sum(isinstance(one, Conflict) for one in results) == 1
        heard = await listener.heard(SOON) | await listener.heard(NEVER)
        assert {one.subject for one in heard} in ({"two", "three"}, {"lost", "three"})


async def test_who_gives_up_waiting_for_a_commit_that_is_kept_does_not_keep_it_from_others(db):
    with db.news.listening("theo") as listener:
        await ready(db, listener)
        writing = asyncio.create_task(say(db, 1, "jar"))
        while not writing.done():
            await asyncio.sleep(0)
            async with db.reading() as reader:
                if await reader.value("select count(*) from jar"):
                    break
        writing.cancel()
        await asyncio.wait({writing})
        assert await listener.heard(SOON) == {JAR}


async def test_a_slow_reader_has_one_of_each_and_too_many_are_look_again(db):
    with db.news.listening("theo") as slow:
        await ready(db, slow)
        for number in range(3):
            await say(db, number, "jar")
        await say(db, 10, "other")
        await asyncio.sleep(NEVER)
        assert await slow.heard(SOON) == {JAR, News("desk", "other")}
        assert await slow.heard(NEVER) == set()
        await say(db, 11, *(f"jar {number}" for number in range(MOST_NAMED + 1)))
        assert await slow.heard(SOON) is None
        await say(db, 12, "jar")
        assert await slow.heard(SOON) == {JAR}


async def test_several_listen_each_for_themselves_and_whoever_left_is_forgotten(db):
    with db.news.listening("theo") as one:
        with db.news.listening("pria") as other:
            await ready(db, one)
            await ready(db, other)
            await say(db, 1, "jar")
            assert await one.heard(SOON) == await other.heard(SOON) == {JAR}
        await say(db, 2, "jar")
        assert await one.heard(SOON) == {JAR}
        assert await other.heard(NEVER) == set()


async def test_one_too_many_of_one_owner_ends_the_oldest_and_a_closed_house_all():
    hub = Hub()
    with hub.listening("pria") as other, hub.listening("theo") as oldest:
        rest = [hub.listening("theo") for _ in range(MOST_OF_ONE)]
        inside = [one.__enter__() for one in rest]
        assert (other.ended, oldest.ended, {one.ended for one in inside}) == ("", "crowded", {""})
        hub.close()
        assert await inside[0].heard(SOON) == set()
        assert (other.ended, oldest.ended, {one.ended for one in inside}) == ("closing", "crowded", {"closing"})
        with hub.listening("late") as late:
            assert late is None
        for one in rest:
            one.__exit__(None, None, None)


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
async def test_another_process_hears_it_too(db, place):
    async with await open_database(place) as there:
        with there.news.listening("theo") as far, db.news.listening("theo") as near:
            await ready(there, far)
            await ready(db, near)
            await say(db, 1, "jar")
            assert await far.heard(SOON) == await near.heard(SOON) == {JAR}


@pytest.mark.parametrize("place", ["postgresql"], indirect=True)
async def test_a_line_that_was_cut_is_made_anew_and_everybody_looks_again(db, place, cluster):
    with db.news.listening("theo") as listener:
        await ready(db, listener)
        name = place.rsplit("/", 1)[1]
        cut = f"select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = '{name}'"
        await asyncio.to_thread(cluster.sql, "postgres", cut)
        assert await listener.heard(SOON) is None
        try:
            await say(db, 1, "jar")
        except Unavailable:  # the pool's own connection was cut as well, and is replaced once
            await say(db, 1, "jar")
        assert await listener.heard(SOON) == {JAR}


def test_what_goes_between_processes_is_a_topic_and_an_id():
    assert [read(text) for text in written({JAR})] == [JAR]
    assert written({News("desk", str(number)) for number in range(MOST_NAMED + 1)}) == [""]
    assert [read(text) for text in ("", "weather jar", "desk")] == [None, None, News("desk", "")]

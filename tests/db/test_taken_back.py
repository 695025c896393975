"""A copy of the demo clinic's database that a test has written to is used again only when it is as it was."""

import asyncio
from itertools import chain

import asyncpg
import pytest

from tests.conftest import Made
from tests.postgres import Cluster
from tests.taken_back import MOST_USES, OURS

WORDS = "update person set name = 'Somebody else'"
SHAPES = [
    "create function no() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$",
    "alter table trail rename to trail_gone",
    "alter table trail disable trigger all",
    "alter table person add column colour text",
    "alter table person alter column name set default 'Nobody'",
    "alter table person alter column name drop not null",
    "create index login_anew on login (person_id)",
    "create table jar (id integer primary key)",
    "grant select on person to public",
    "analyze person",
    "alter database {name} set synchronous_commit = off",
]


@pytest.fixture
def template(cluster: Cluster, made: Made) -> str:
    return made.seeded("postgresql")


def rows(cluster: Cluster, name: str) -> list[str]:
    """Those of every table, each with the table's name before it: asked for in one go, as a program starts for it."""
    tables = cluster.sql(name, OURS).splitlines()
    assert len(tables) > 50
    asked = [(f"select '{table}'", f'select * from "{table}" order by 1, 2') for table in tables]
    found = cluster.sql(name, *chain(*asked))
    assert set(tables) <= set(found.splitlines())
    return found.splitlines()


@pytest.mark.parametrize(
    "deed",
    [
        "insert into clinic select 'c' || id, name, phone, region, zone, language, created_at from clinic limit 1",
        WORDS,
        "delete from person",
        "truncate trail cascade",
        "delete from trail; delete from trail_head; delete from person; update course set closed_at = created_at",
    ],
    ids=["added", "changed", "deleted", "truncated", "all of these"],
)
def test_whatever_rows_a_test_leaves_the_next_finds_those_of_the_demo(
    cluster: Cluster, template: str, deed: str
) -> None:
    name = cluster.copies.lend(template)
    before = rows(cluster, name)
    cluster.sql(name, f"set session_replication_role = replica; {deed}")
    assert rows(cluster, name) != before
    cluster.copies.take_back(name)

    again = cluster.copies.lend(template)
    assert rows(cluster, again) == before
    cluster.copies.take_back(again)


def test_one_that_was_only_written_to_is_used_again_and_again(cluster: Cluster, template: str) -> None:
    name = cluster.copies.lend(template)
    before = rows(cluster, name)
    for _time in range(3):
        cluster.sql(name, WORDS)
        cluster.copies.take_back(name)
        assert cluster.copies.lend(template) == name
        assert rows(cluster, name) == before
    cluster.copies.take_back(name)


@pytest.mark.parametrize("deed", SHAPES)
def test_one_that_was_made_otherwise_is_thrown_away(cluster: Cluster, template: str, deed: str) -> None:
    name = cluster.copies.lend(template)
    cluster.sql(name, deed.format(name=name))
    cluster.copies.take_back(name)
    another = cluster.copies.lend(template)
    assert another != name
    cluster.copies.take_back(another)


def test_one_that_somebody_still_holds_is_thrown_away(cluster: Cluster, template: str) -> None:
    async def held() -> None:
        line = await asyncpg.connect(cluster.url(name))
        try:
            await asyncio.to_thread(cluster.copies.take_back, name)
        finally:
            line.terminate()

    name = cluster.copies.lend(template)
    asyncio.run(held())
    another = cluster.copies.lend(template)
    assert another != name
    cluster.copies.take_back(another)


def test_none_is_used_for_ever(cluster: Cluster, template: str) -> None:
    names = []
    for _time in range(MOST_USES + 1):
        names.append(cluster.copies.lend(template))
        cluster.copies.take_back(names[-1])
    assert len(set(names)) > 1

"""Every test that takes `place` runs on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.db.connection import Database, open_database
from tests.postgres import Cluster


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def scratch(cluster: Cluster) -> str:
    """One database for all the tests: emptying it takes a sixth of the time that making another does."""
    return cluster.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return str(tmp_path / "tidemark.db")
    scratch: str = request.getfixturevalue("scratch")
    cluster: Cluster = request.getfixturevalue("cluster")
    cluster.sql(scratch, "drop schema public cascade", "create schema public")
    return cluster.url(scratch)


@pytest.fixture
async def db(place: str) -> AsyncIterator[Database]:
    """A database with a shelf of jars."""
    async with await open_database(place) as database:
        async with database.writing() as tx:
            await tx.run("create table shelf (id integer primary key)")
            await tx.run(
                """
                create table jar (
                  id integer primary key,
                  label text not null unique,
                  shelf_id integer references shelf (id),
                  filled_at text,
                  weight double precision,
                  contents bytea
                )
                """
            )
        yield database

"""The schema that is written out is the one that the migrations make, and both databases have the same."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from server.db.connection import Database, open_database
from server.db.migrate import FOLDER, migrate, schema_of
from tests.house.source import ROOT, SERVER, tables_made
from tests.postgres import Cluster

WRITTEN_OUT = SERVER / "db" / "schema.sql"


class Column(msgspec.Struct, frozen=True, order=True):
    of: str
    name: str
    kind: str
    needed: int


class Named(msgspec.Struct, frozen=True):
    name: str


# A primary key is never null on PostgreSQL, and on SQLite nothing of ours writes one.
SQLITE_COLUMNS = """
    select tables.name as of, columns.name, lower(columns.type) as kind,
           case when columns."notnull" = 1 or columns.pk > 0 then 1 else 0 end as needed
    from pragma_table_list as tables join pragma_table_info(tables.name) as columns
    where tables.type = 'table' and tables.schema = 'main' and substr(tables.name, 1, 7) <> 'sqlite_'
"""
POSTGRES_COLUMNS = """
    select table_name as of, column_name as name, data_type as kind,
           case when is_nullable = 'NO' then 1 else 0 end as needed
    from information_schema.columns where table_schema = 'public'
"""
INDEXES = {
    "sqlite": "select name from sqlite_schema where type = 'index' and sql is not null",
    "postgresql": """
        select indexname as name from pg_indexes where schemaname = 'public'
        and indexname not in (select conname from pg_constraint)
    """,
}


async def migrated(place: str | Path) -> tuple[list[Column], set[str], str]:
    """Columns, names of indexes, and the schema as text where it is written out."""
    async with await open_database(place) as db:
        await migrate(db)
        columns = SQLITE_COLUMNS if db.kind == "sqlite" else POSTGRES_COLUMNS
        async with db.reading() as reader:
            found = sorted(await reader.all(Column, columns))
            indexes = {one.name for one in await reader.all(Named, INDEXES[db.kind])}
        return found, indexes, await _text(db)


async def _text(db: Database) -> str:
    return await schema_of(db) if db.kind == "sqlite" else ""


@pytest.fixture
def postgres(cluster: Cluster) -> Iterator[str]:
    name = cluster.new_database()
    yield cluster.url(name)
    cluster.drop_database(name)


def test_the_schema_in_the_repository_is_the_one_that_the_migrations_make(tmp_path: Path) -> None:
    """After a change: make schema."""
    _columns, _indexes, text = asyncio.run(migrated(tmp_path / "new.db"))
    assert WRITTEN_OUT.read_text() == text


def test_make_schema_writes_that_same_text(tmp_path: Path) -> None:
    recipe = (ROOT / "Makefile").read_text().partition("\nschema:")[2].split("\n\n")[0]
    assert "tidemark schema > server/db/schema.sql" in recipe
    done = subprocess.run(
        [sys.executable, "-m", "server", "schema"],
        cwd=ROOT,
        env=os.environ | {"TIDEMARK_DATA": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == WRITTEN_OUT.read_text()


def test_both_databases_have_the_same_tables_columns_and_indexes(tmp_path: Path, postgres: str) -> None:
    sqlite_columns, sqlite_indexes, _text = asyncio.run(migrated(tmp_path / "new.db"))
    postgres_columns, postgres_indexes, _text = asyncio.run(migrated(postgres))
    assert sqlite_columns == postgres_columns
    assert {column.of for column in sqlite_columns} == {*tables_made(), "migration"}
    assert sqlite_indexes == postgres_indexes != set()


def test_what_a_person_wrote_has_a_locked_column_of_bytes(tmp_path: Path) -> None:
    columns, _indexes, _text = asyncio.run(migrated(tmp_path / "new.db"))
    locked = {column.kind for column in columns if column.name.endswith("_locked")}
    spelt_out = [f"{c.of}.{c.name}" for c in columns if c.name in {"body", "words", "what", "plan", "reason", "note"}]
    assert locked == {"bytea"}
    assert not spelt_out


def test_migrations_are_numbered_without_a_gap() -> None:
    numbers = sorted({int(path.name[:4]) for path in FOLDER.glob("*.sql")})
    assert numbers == list(range(1, len(numbers) + 1))

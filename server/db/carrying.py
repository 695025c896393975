"""All rows of a SQLite database into an empty PostgreSQL with the same tables, and both held side by side afterwards.

Which tables there are, and in which order they can be filled, is read from SQLite itself: none can be forgotten.
"""

import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import aiosqlite
import msgspec

from server.db.copies import Say
from server.db.errors import CannotStart
from server.db.migrate import applied_in, make_tables
from server.db.postgres import PostgresDatabase
from server.db.postgres_connection import PostgresTransaction
from server.db.sqlite_connection import FAULTS, SqliteTransaction, connect, explained

BATCH = 100  # rows; a row of a recording weighs as much as a thousand others
OWN = "migration"  # each database keeps its own list of what was applied to it
NOT_OURS = """
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname !~ '^pg_' and nspname <> 'information_schema' and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and not exists (select 1 from pg_depend where objid = pg_class.oid and deptype = 'e')
"""


class Table(msgspec.Struct, frozen=True):
    """`key` are the columns that name a row, `texts` those that hold text."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    texts: frozenset[str]

    def asked(self, which: str, *, in_bytes: bool) -> str:
        """In an order that both databases have: PostgreSQL sorts words as its language does, unless told otherwise."""
        by = (f'{column} collate "C"' if in_bytes and column in self.texts else column for column in self.key)
        return f"select {', '.join(self.columns)} from {self.name} where {which} order by {', '.join(by)}"


class Source:
    """A SQLite database that nobody writes to while this is open: it holds the one place to write that there is."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection
        self.tx = SqliteTransaction(connection)

    async def batches(self, sql: str) -> AsyncIterator[list[tuple[Any, ...]]]:
        try:
            async with self.connection.execute(sql) as cursor:
                while rows := await cursor.fetchmany(BATCH):
                    yield [tuple(row) for row in rows]
        except FAULTS as error:
            raise explained(error) from None

    async def keep(self) -> None:
        try:
            await self.connection.commit()
        except FAULTS as error:
            raise explained(error) from None


@asynccontextmanager
async def held_still(path: Path) -> AsyncIterator[Source]:
    """What was changed through it is undone unless it was kept."""
    connection = await connect(path)
    try:
        source = Source(connection)
        await source.tx.run("begin immediate")
        yield source
    finally:
        with suppress(*FAULTS):
            await connection.rollback()
        await connection.close()


async def tables_of(source: Source) -> list[Table]:
    """Each after those that its rows point at."""
    tx, found = source.tx, {}
    order: TopologicalSorter[str] = TopologicalSorter()
    for row in await tx.rows("select name from sqlite_schema where type = 'table' and name not like 'sqlite%'"):
        name = str(row["name"])
        parts = await tx.rows("select name, type, pk from pragma_table_info(:name) order by cid", name=name)
        pointed = await tx.rows('select distinct "table" as it from pragma_foreign_key_list(:name)', name=name)
        key = sorted((int(part["pk"]), str(part["name"])) for part in parts if part["pk"])
        found[name] = Table(
            name,
            tuple(str(part["name"]) for part in parts),
            tuple(column for _number, column in key),
            frozenset(str(part["name"]) for part in parts if str(part["type"]).lower() == "text"),
        )
        order.add(name, *(str(one["it"]) for one in pointed if one["it"] != name))
    return [found[name] for name in order.static_order() if name != OWN]


async def has_own(tx: PostgresTransaction) -> bool:
    """Whether anything was made there by anybody, extensions apart."""
    return bool(await tx.value(f"select exists (select 1 {NOT_OURS})"))


async def drop_own(tx: PostgresTransaction) -> None:
    for row in await tx.rows("select tablename from pg_tables where schemaname = 'public'"):
        await tx.run(f'drop table "{row["tablename"]}" cascade')


async def carry(source: Source, tx: PostgresTransaction, say: Say) -> dict[str, int]:
    """Makes the tables and fills them, all in the one transaction. Answers how many rows each has."""
    await make_tables(tx)
    theirs = [(one.number, one.name) for one in await applied_in(source.tx)]
    if theirs != [(one.number, one.name) for one in await applied_in(tx)]:
        raise CannotStart("The tables here are not those of this version. Run tidemark migrate, then do this again.")
    counts: dict[str, int] = {}
    tables = await tables_of(source)
    whole = 0
    for table in tables:
        counts[table.name] = int(await source.tx.value(f"select count(*) from {table.name}"))
        whole += counts[table.name]
    done = 0

    async def rows(table: Table) -> AsyncIterator[tuple[Any, ...]]:
        nonlocal done
        async for batch in source.batches(table.asked("true", in_bytes=False)):
            for row in batch:
                yield row
            done += len(batch)
            say("rows copied", done, whole)

    for table in tables:
        await tx.copy_in(table.name, table.columns, rows(table))
    return counts


class Different(Exception):
    """Names a table; never a value."""


async def hold_side_by_side(
    source: Source, db: PostgresDatabase, counts: dict[str, int], apart: str, say: Say
) -> tuple[int, str]:
    """Every row of every table, in the same order. Answers how many, and what all of them come to (SHA-256).

    `apart` is the one row of `installation` that only the copy has.
    """
    rows, whole, digest = 0, sum(counts.values()), hashlib.sha256()
    async with db.migrating() as tx:
        assert isinstance(tx, PostgresTransaction)
        for table in await tables_of(source):
            which = f"name <> '{apart}'" if table.name == "installation" else "true"
            here = source.batches(table.asked("true", in_bytes=False))
            there = tx.batches(table.asked(which, in_bytes=True), BATCH)
            seen = 0
            async for one, other in _together(here, there):
                if (mine := _written(one)) != _written(other):
                    raise Different(table.name)
                digest.update(mine)
                seen += len(one)
                say("rows compared", rows + seen, whole)
            if seen != counts[table.name]:
                raise Different(table.name)
            rows += seen
    return rows, digest.hexdigest()


def _written(rows: Sequence[Sequence[Any]]) -> bytes:
    """Each value with its type: 1 is not 1.0, and no text is bytes."""
    return msgspec.msgpack.encode([list(row) for row in rows])


async def _together(
    here: AsyncIterator[list[tuple[Any, ...]]], there: AsyncIterator[list[tuple[Any, ...]]]
) -> AsyncIterator[tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]]:
    nothing: list[tuple[Any, ...]] = []
    while True:
        one, other = await anext(here, nothing), await anext(there, nothing)
        if not one and not other:
            return
        yield one, other

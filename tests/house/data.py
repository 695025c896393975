"""Looks at everything a database holds, whichever of the two it is."""

from typing import Any, TypeVar

import msgspec

from server.db.connection import Database, Reader
from tests.house.source import tables_made
from tests.someone import Installation

T = TypeVar("T", bound=msgspec.Struct)
# A login is marked as seen, a wrong guess is counted, and each look at a list is one more row of the trail.
MOVES_BY_ITSELF = {"login", "attempt", "trail_head"}


async def rows_of(reader: Reader, table: str) -> list[dict[str, Any]]:
    """The interface gives structs alone, and these tests know no columns beforehand."""
    return [dict(row) for row in await reader._rows(f"select * from {table}", {})]


class Named(msgspec.Struct, frozen=True):
    name: str


async def columns_of(reader: Reader, kind: str, table: str) -> set[str]:
    """None, when there is no such table."""
    sql = (
        "select name from pragma_table_info(:table)"
        if kind == "sqlite"
        else "select column_name as name from information_schema.columns where table_name = :table"
    )
    return {column.name for column in await reader.all(Named, sql, table=table)}


async def all_rows(db: Database) -> dict[str, list[dict[str, Any]]]:
    """By table, in an order that does not change."""
    async with db.reading() as reader:
        return {table: sorted(await rows_of(reader, table), key=repr) for table in tables_made()}


def what_was_written(installation: Installation) -> dict[str, list[dict[str, Any]]]:
    async def read() -> dict[str, list[dict[str, Any]]]:
        return await all_rows(installation.house.db)

    found = installation.loop.run_until_complete(read())
    found["trail"] = [row for row in found["trail"] if row["deed"] != "listed"]
    return {table: rows for table, rows in found.items() if table not in MOVES_BY_ITSELF}


def select(installation: Installation, kind: type[T], sql: str, **params: Any) -> list[T]:
    async def read() -> list[T]:
        async with installation.house.db.reading() as reader:
            return await reader.all(kind, sql, **params)

    return installation.loop.run_until_complete(read())

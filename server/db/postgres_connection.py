"""One connection to PostgreSQL: its questions, and what its errors mean."""

import re
from collections.abc import AsyncIterator, Sequence
from typing import Any

import asyncpg

from server.db.connection import Reader, Transaction
from server.db.errors import Conflict, DatabaseError, StatementFailed, Unavailable
from server.db.news import written
from server.db.sql import rewrite

CHANNEL = "tidemark_news"
FAULTS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
# 08 connection, 25006 a standby, 25P03 idle too long, 40 deadlock, 53 resources, 55P03 lock, 57 shutdown or
# cancelled, 58 disk, XX its own fault.
_NOT_NOW = re.compile(r"08|25006|25P03|40|53|55P03|57|58|XX")
_MISFIT = re.compile(r"invalid input for query argument \$(\d+)")
_CONFLICTS = ("23505", "23503", "23001", "23P01")


def explained(error: Exception, names: Sequence[str] = ()) -> DatabaseError:
    """PostgreSQL's messages quote values; only what is ours (states, names, SQL) is repeated."""
    if misfit := _MISFIT.match(str(error)):
        return StatementFailed(f"{names[int(misfit[1]) - 1]}: a value of the wrong type")
    if not isinstance(error, asyncpg.PostgresError):
        return Unavailable(f"no connection to PostgreSQL ({type(error).__name__})")
    state = str(error.sqlstate)
    where = error.constraint_name or error.column_name or error.table_name or ""
    if state in _CONFLICTS:
        return Conflict(f"{type(error).__name__} {where}".strip())
    if _NOT_NOW.match(state) or isinstance(error, asyncpg.InvalidCachedStatementError):
        return Unavailable(f"{type(error).__name__} ({state})")
    detail = error.args[0] if state.startswith("42") else where
    return StatementFailed(f"{type(error).__name__} ({state}) {detail}".strip())


class PostgresReader(Reader):
    def __init__(self, connection: Any) -> None:
        super().__init__()
        self._connection = connection

    async def _fetch(self, sql: str, values: dict[str, Any]) -> Sequence[Any]:
        text, names = rewrite(sql)
        try:
            rows: Sequence[Any] = await self._connection.fetch(text, *values.values())
        except FAULTS as error:
            raise explained(error, names) from None
        return rows


class PostgresTransaction(PostgresReader, Transaction):
    async def say_news(self) -> None:
        """The last thing before the commit: the database itself hands it out with that, and drops it without."""
        self.check()
        if self.news:
            try:
                await self._connection.execute(
                    "select pg_notify($1, said) from unnest($2::text[]) as said", CHANNEL, written(self.news)
                )
            except FAULTS as error:
                raise explained(error) from None

    async def _execute(self, sql: str, values: dict[str, Any]) -> int:
        text, names = rewrite(sql)
        try:
            tag: str = await self._connection.execute(text, *values.values())
        except FAULTS as error:
            raise explained(error, names) from None
        return int(tag.split()[-1]) if tag.startswith(("INSERT", "UPDATE", "DELETE")) else 0

    async def _execute_many(self, sql: str, rows: list[dict[str, Any]]) -> None:
        text, names = rewrite(sql)
        try:
            await self._connection.executemany(text, [tuple(row.values()) for row in rows])
        except FAULTS as error:
            raise explained(error, names) from None

    async def copy_in(self, table: str, columns: Sequence[str], rows: AsyncIterator[Sequence[Any]]) -> None:
        """As many as there are, in one statement. Nobody looks at the values on the way: they were in a database."""
        try:
            await self._connection.copy_records_to_table(table, columns=columns, records=rows)
        except FAULTS as error:
            raise explained(error) from None

    async def batches(self, sql: str, size: int) -> AsyncIterator[list[tuple[Any, ...]]]:
        """Of an answer that is too long to be held at once."""
        try:
            cursor = await self._connection.cursor(sql)
            while rows := await cursor.fetch(size):
                yield [tuple(row) for row in rows]
        except FAULTS as error:
            raise explained(error) from None


async def prepare(connection: Any) -> None:
    """Sums and averages come as the numbers SQLite gives, not as decimals."""
    await connection.set_type_codec("numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text")


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)

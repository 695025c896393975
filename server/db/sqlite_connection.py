"""One connection to SQLite: its settings, its questions, and what its errors mean."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiosqlite

from server.db.connection import Reader, Transaction
from server.db.errors import Conflict, DatabaseError, StatementFailed, Unavailable

BUSY_SECONDS = 5.0
FAULTS = (sqlite3.Error, ValueError)  # aiosqlite says ValueError when the connection is closed
_CONFLICTS = ("UNIQUE ", "FOREIGN KEY ")  # by their words: not every driver gives the extended code
_OUR_MISTAKES = {
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_RANGE,
    sqlite3.SQLITE_TOOBIG,
}


class _Connection(sqlite3.Connection):
    def executescript(self, script: str, /) -> sqlite3.Cursor:
        """Several statements in one hop to the connection's thread. Python's own would commit first."""
        cursor = self.cursor()
        for statement in script.split(";"):
            cursor.execute(statement)
        return cursor


def explained(error: Exception) -> DatabaseError:
    """SQLite's messages name tables and columns but hold no values."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        if isinstance(error, ValueError):
            return Unavailable("the connection to the database is closed")
        # Python's own objection; this one quotes what it read.
        return StatementFailed("text that is not UTF-8" if "decode" in str(error) else str(error))
    if code & 0xFF not in _OUR_MISTAKES:
        return Unavailable(str(error))
    return (Conflict if str(error).startswith(_CONFLICTS) else StatementFailed)(str(error))


def _address(path: Path, mode: str) -> str:
    """Never with mode=rwc: a file that vanished while we run must not be replaced by an empty one."""
    return f"{path.absolute().as_uri()}?mode={mode}"


async def connect(
    path: Path, *pragmas: str, busy_seconds: float | None = None, mode: str = "rw"
) -> aiosqlite.Connection:
    connection = aiosqlite.connect(
        _address(path, mode),
        uri=True,
        factory=_Connection,
        isolation_level=None,
        timeout=BUSY_SECONDS if busy_seconds is None else busy_seconds,
        cached_statements=512,
    )
    connection._thread.daemon = True  # a connection that was not closed must not keep the process from ending
    await connection
    try:
        connection.row_factory = sqlite3.Row
        settings = ("foreign_keys = on", "synchronous = full", "secure_delete = on", *pragmas)
        await connection.executescript("; ".join(f"pragma {setting}" for setting in settings))
    except BaseException:
        await connection.close()
        raise
    return connection


class SqliteReader(Reader):
    def __init__(self, connection: aiosqlite.Connection) -> None:
        super().__init__()
        self._connection = connection

    async def _fetch(self, sql: str, values: dict[str, Any]) -> Sequence[Any]:
        try:
            return list(await self._connection.execute_fetchall(sql, values))
        except FAULTS as error:
            raise explained(error) from None


class SqliteTransaction(SqliteReader, Transaction):
    async def _execute(self, sql: str, values: dict[str, Any]) -> int:
        try:
            cursor = await self._connection.execute(sql, values)
        except FAULTS as error:
            raise explained(error) from None
        return max(cursor.rowcount, 0)

    async def _execute_many(self, sql: str, rows: list[dict[str, Any]]) -> None:
        try:
            await self._connection.executemany(sql, rows)
        except FAULTS as error:
            raise explained(error) from None

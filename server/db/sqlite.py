"""SQLite behind the door: one file, three readers, one writer; a connection that failed is replaced."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import IO

import aiosqlite

from server.db.alone import alone_on_sqlite, use
from server.db.connection import Database, Reader, Transaction
from server.db.errors import CannotStart, StatementFailed
from server.db.news import Hub
from server.db.sqlite_connection import BUSY_SECONDS, FAULTS, SqliteTransaction, connect, explained
from server.db.sqlite_readers import Readers
from server.db.sqlite_writer import Writer

OLDEST = (3, 51, 3)  # earlier versions can corrupt a database in WAL mode that two connections use
MIGRATION_PATIENCE = 60.0


class SqliteDatabase(Database):
    kind = "sqlite"

    def __init__(self, path: Path, in_use: IO[bytes] | None = None) -> None:
        self.path, self._in_use = path, in_use
        self.news = Hub()
        self.writer = Writer(lambda: connect(path, "journal_size_limit = 0"), self.news.tell)
        self.readers = Readers(lambda: connect(path, "query_only = on"))

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        async with self.readers.one() as reader:
            yield reader

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self.writer.turn() as transaction:
            yield transaction

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[Transaction]:
        # Foreign keys are off while a table is rebuilt and checked as a whole before the commit.
        connection = await _connected(self.path, "foreign_keys = off", busy_seconds=MIGRATION_PATIENCE)
        try:
            transaction = SqliteTransaction(connection)
            await transaction.run("begin immediate")
            yield transaction
            transaction.check()
            if table := await transaction.value("pragma foreign_key_check"):
                raise StatementFailed(f"rows of {table} point at rows that are not there")
            await transaction.run("commit")
        finally:
            with suppress(*FAULTS):
                await connection.rollback()
            await connection.close()

    def alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        return alone_on_sqlite(self.path, name)

    @property
    def waiting(self) -> int:
        return self.writer.waiting

    async def close(self) -> None:
        self.news.close()
        await self.readers.close()
        await self.writer.close()
        if self._in_use:
            self._in_use.close()


async def open_sqlite(path: Path) -> SqliteDatabase:
    _check_version()
    _make_file(path)
    in_use = use(path)
    if in_use is None:
        raise CannotStart(f"{path} is being moved to PostgreSQL: wait until tidemark move-to has ended.")
    try:
        connection = await connect(path)
        try:
            await _prepare(connection)
        finally:
            await connection.close()
    except BaseException as error:
        in_use.close()
        if isinstance(error, sqlite3.Error):
            raise CannotStart(_what_to_do(path, error)) from None
        raise
    return SqliteDatabase(path, in_use)


def _check_version() -> None:
    if sqlite3.sqlite_version_info < OLDEST:
        needed = ".".join(map(str, OLDEST))
        raise CannotStart(
            f"Tidemark needs SQLite {needed} or newer and found {sqlite3.sqlite_version}: "
            "run pip install pysqlite3 (or install a newer Python), then start again."
        )


def _make_file(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # An existing file is not opened here: closing it again would drop the locks of this process on it.
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        writable = path.is_file() and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    except OSError:
        writable = False
    if not writable:
        raise CannotStart(_unwritable(path))


async def _prepare(connection: aiosqlite.Connection) -> None:
    if await _log_mode(connection) != "wal":
        raise CannotStart("SQLite cannot keep its log in that folder (a network disk?): use a local disk.")
    await connection.execute_fetchall("select count(*) from sqlite_schema")
    try:
        await connection.execute("begin immediate")
        await connection.rollback()
        await connection.execute_fetchall("pragma wal_checkpoint(truncate)")
    except sqlite3.Error as error:
        if not _is_busy(error):  # another process at work is no reason to stay down
            raise


async def _log_mode(connection: aiosqlite.Connection) -> str:
    """Asks for the write-ahead log, again while another process does the same: SQLite does not wait here."""
    clock = asyncio.get_running_loop().time
    until = clock() + BUSY_SECONDS
    while True:
        try:
            (row,) = await connection.execute_fetchall("pragma journal_mode = wal")
            return str(row[0])
        except sqlite3.Error as error:
            if not _is_busy(error) or clock() > until:
                raise
        await asyncio.sleep(0.02)


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def _unwritable(path: Path) -> str:
    return (
        f"Tidemark cannot write to {path}: let the user that runs Tidemark write to that file "
        "and its folder, or choose another place."
    )


def _what_to_do(path: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return f"{path} is damaged or is not a database: move it away and restore a backup."
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return f"Another program keeps {path} locked: stop it, then start again."
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return f"The disk that holds {path} is full or failing: make room or replace it, then start again."
    return _unwritable(path)


async def _connected(path: Path, *pragmas: str, busy_seconds: float) -> aiosqlite.Connection:
    try:
        return await connect(path, *pragmas, busy_seconds=busy_seconds)
    except FAULTS as error:
        raise explained(error) from None

"""PostgreSQL behind the door, through a pool of at most eight connections; nothing outlives a transaction.

Each transaction says at its beginning whose rows it may see: one clinic's, every clinic's, or nobody's.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from copy import copy
from typing import Any, Self
from urllib.parse import urlsplit

import asyncpg

from server.db.alone import alone_on_postgres
from server.db.connection import Database, Reader, Transaction
from server.db.errors import Unavailable
from server.db.postgres_connection import FAULTS, PostgresReader, PostgresTransaction, explained
from server.db.postgres_news import Wire
from server.db.postgres_pool import PATIENCE, SETTINGS, Lines, open_lines
from server.db.row_security import EVERY, Wall, stand

_MIGRATION_LOCK = 0x7469_6465_6D61_726B  # "tidemark"


class PostgresDatabase(Database):
    kind = "postgresql"

    def __init__(self, url: str, lines: Lines) -> None:
        self._url, self._lines = url, lines
        self._wire = Wire(url, SETTINGS)
        self.news = self._wire.hub
        self.wall = Wall()
        self._clinic = EVERY

    @property
    def where(self) -> str:
        """Host, port and name; never the user, nor a password."""
        parts = urlsplit(self._url)
        return f"{parts.hostname or 'localhost'}:{parts.port or 5432}/{parts.path.lstrip('/')}"

    def within(self, clinic_id: str) -> Self:
        inside = copy(self)
        inside._clinic = clinic_id
        return inside

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Reader]:
        async with self._lines.borrowed() as connection:
            reader = PostgresReader(connection)
            block = _Block(connection, "begin isolation level repeatable read read only", self._limits())
            async with _kept_or_undone(block, reader):
                yield reader

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        async with self._lines.borrowed() as connection:
            transaction = PostgresTransaction(connection)
            async with _kept_or_undone(_Block(connection, "begin", self._limits()), transaction):
                yield transaction
                await transaction.say_news()

    def _limits(self) -> str:
        return self.wall.limits(self._clinic)

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[Transaction]:
        try:
            connection = await asyncpg.connect(self._url)
        except FAULTS as error:
            raise explained(error) from None
        try:
            transaction = PostgresTransaction(connection)
            async with _kept_or_undone(_Block(connection, "begin", Wall().limits(EVERY)), transaction):
                await transaction.value("select pg_advisory_xact_lock(:lock)", lock=_MIGRATION_LOCK)
                yield transaction
        finally:
            with suppress(*FAULTS):
                await connection.close(timeout=PATIENCE)

    async def guard(self) -> None:
        """Sees to it that the wall stands as this version has it. Where the account may not, it serves without."""
        await stand(self, self.wall)

    def alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        return alone_on_postgres(self._url, name)

    @property
    def waiting(self) -> int:
        return self._lines.waiting

    async def close(self) -> None:
        await self._wire.close()
        await self._lines.close()


class _Block:
    """A transaction whose limits are set in the same breath as it begins, and which they end with."""

    def __init__(self, connection: Any, begin: str, limits: str) -> None:
        self._connection, self._begin = connection, f"{begin}; {limits}"

    async def start(self) -> None:
        try:
            await self._connection.execute(self._begin)
        except BaseException:
            await self.rollback()
            raise

    async def commit(self) -> bool:
        """False when a statement had failed, so that there was nothing to keep."""
        return bool(await self._connection.execute("commit") == "COMMIT")

    async def rollback(self) -> None:
        with suppress(*FAULTS):
            if self._connection.is_in_transaction():
                await self._connection.execute("rollback")


@asynccontextmanager
async def _kept_or_undone(block: _Block, transaction: Reader) -> AsyncIterator[None]:
    """The driver's errors become ours, those of the code inside stay what they are."""
    try:
        await block.start()
    except FAULTS as error:
        raise explained(error) from None
    try:
        yield
        if isinstance(transaction, Transaction):
            transaction.check()
    except BaseException:
        transaction.end()
        await block.rollback()
        raise
    transaction.end()
    try:
        kept = await block.commit()
    except FAULTS as error:
        raise explained(error) from None
    if isinstance(transaction, Transaction) and not kept:
        raise Unavailable("the transaction had failed and was undone")


async def open_postgres(url: str) -> PostgresDatabase:
    db = PostgresDatabase(url, await open_lines(url))
    try:
        await db.wall.look(db)
    except BaseException:
        await db.close()
        raise
    return db

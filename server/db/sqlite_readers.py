"""The readers of SQLite: each `reading()` block has one connection and one transaction to itself.

The transaction costs one hop to the connection's thread, and buys that a page's list and its count agree:
every question of the block sees the same state, as it does on PostgreSQL.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import aiosqlite

from server.db.errors import Unavailable
from server.db.sqlite_connection import FAULTS, SqliteReader, explained

SIZE = 3
PATIENCE = 10.0


class Readers:
    def __init__(self, connect: Callable[[], Awaitable[aiosqlite.Connection]]) -> None:
        self._connect = connect
        self._idle: list[aiosqlite.Connection] = []
        self._free = asyncio.Semaphore(SIZE)
        self._returning: set[asyncio.Task[None]] = set()
        self._closed = False

    @asynccontextmanager
    async def one(self) -> AsyncIterator[SqliteReader]:
        connection = await self._take()
        reader = SqliteReader(connection)
        try:
            await self._begin(connection)
            yield reader
        except BaseException as trouble:
            reader.end(trouble)
            raise
        finally:
            reader.end()
            # In a task of its own: a cancelled request must not leave halfway through giving back.
            task = asyncio.create_task(self._give_back(connection, reader.trouble))
            self._returning.add(task)
            task.add_done_callback(self._returning.discard)

    async def close(self) -> None:
        self._closed = True
        while self._returning:
            await asyncio.wait(self._returning)
        while self._idle:
            await self._idle.pop().close()

    async def _take(self) -> aiosqlite.Connection:
        if self._closed:
            raise Unavailable("the database is closed")
        try:
            async with asyncio.timeout(PATIENCE):
                await self._free.acquire()
        except TimeoutError:
            raise Unavailable("every reader is busy") from None
        if self._idle:
            return self._idle.pop()
        try:
            return await self._connect()
        except FAULTS as error:
            self._free.release()
            raise explained(error) from None
        except BaseException:
            self._free.release()
            raise

    @staticmethod
    async def _begin(connection: aiosqlite.Connection) -> None:
        try:
            await connection.execute("begin")
        except FAULTS as error:
            raise explained(error) from None

    async def _give_back(self, connection: aiosqlite.Connection, trouble: BaseException | None) -> None:
        try:
            if isinstance(trouble, asyncio.CancelledError):
                await _interrupted(connection)
            await connection.rollback()
            if self._closed or isinstance(trouble, Unavailable):
                await connection.close()
            else:
                self._idle.append(connection)
        except FAULTS:
            with suppress(*FAULTS):
                await connection.close()
        finally:
            self._free.release()


async def _interrupted(connection: aiosqlite.Connection) -> None:
    """Nobody waits for the answer any more. Asked again, because the question may not have begun yet."""
    settled = asyncio.create_task(connection.rollback())
    while not settled.done():
        await connection.interrupt()
        await asyncio.wait({settled}, timeout=0.05)
    await settled

"""The connections to PostgreSQL: at most eight, lent out one at a time, and what to do when there is none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from server.db.errors import CannotStart, Unavailable
from server.db.postgres_connection import FAULTS, explained, prepare

PATIENCE = 10.0
MOST_CONNECTIONS = 8  # of each process
SETTINGS = {
    "application_name": "tidemark",
    "timezone": "UTC",
    "lock_timeout": "5s",
    "statement_timeout": "15s",
    "idle_in_transaction_session_timeout": "15s",
    "jit": "off",  # to compile a page's question takes ten times as long as to answer it
}


class _Connection(asyncpg.Connection):  # type: ignore[misc]
    def get_reset_query(self) -> str:
        """Nothing to reset, and a round trip saved: settings and locks are only ever a transaction's own."""
        return ""


class Lines:
    """Closing waits for whoever has one."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._closed, self._under_way = False, 0
        self._quiet = asyncio.Event()

    @property
    def waiting(self) -> int:
        return max(0, self._under_way - MOST_CONNECTIONS)

    async def close(self) -> None:
        self._closed = True
        try:
            async with asyncio.timeout(PATIENCE):
                if self._under_way:
                    await self._quiet.wait()
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    @asynccontextmanager
    async def borrowed(self) -> AsyncIterator[Any]:
        if self._closed:
            raise Unavailable("the database is closed")
        self._under_way += 1
        self._quiet.clear()
        try:
            connection = await self._acquired()
            try:
                yield connection
            finally:
                with suppress(*FAULTS):
                    await self._pool.release(connection)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()

    async def _acquired(self) -> Any:
        try:
            return await self._pool.acquire(timeout=PATIENCE)
        except FAULTS as error:
            raise explained(error) from None


async def open_lines(url: str) -> Lines:
    try:
        pool = await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=MOST_CONNECTIONS,
            timeout=PATIENCE,
            command_timeout=20,
            statement_cache_size=512,
            server_settings=SETTINGS,
            connection_class=_Connection,
            init=prepare,
        )
        found = await pool.fetchrow(
            """
            select current_setting('server_encoding') as encoding,
                   current_setting('synchronous_commit') as commits
            """
        )
    except (*FAULTS, ValueError) as error:
        raise CannotStart(_what_to_do(url, error)) from None
    if fault := _unsafe(found["encoding"], found["commits"]):
        await pool.close()
        raise CannotStart(fault)
    return Lines(pool)


def _unsafe(encoding: str, commits: str) -> str | None:
    if encoding != "UTF8":
        return f"The PostgreSQL database is encoded as {encoding}: create it again with encoding 'UTF8'."
    if commits == "off":
        return (
            "PostgreSQL has synchronous_commit off and could lose what it said it kept: "
            "set it to on for this database, then start again."
        )
    return None


def _what_to_do(url: str, error: Exception) -> str:
    """Host, port and database are named; user and password never."""
    try:
        parts = urlsplit(url)
        where = f"{parts.hostname or 'localhost'}:{parts.port or 5432}"
    except ValueError:
        return "DATABASE_URL cannot be read: it looks like postgresql://user:password@host:5432/tidemark."
    match error:
        case asyncpg.InvalidAuthorizationSpecificationError():
            return f"PostgreSQL at {where} refused the user or password: correct them in DATABASE_URL."
        case asyncpg.InvalidCatalogNameError():
            name = parts.path.lstrip("/")
            return f"PostgreSQL at {where} has no database named {name}: create it, or correct DATABASE_URL."
        case asyncpg.TooManyConnectionsError():
            return f"PostgreSQL at {where} has no connection left: raise max_connections or stop other users."
        case asyncpg.PostgresError():
            return f"PostgreSQL at {where} would not let Tidemark in ({type(error).__name__}): see its log."
        case ValueError():
            return "DATABASE_URL cannot be read: it looks like postgresql://user:password@host:5432/tidemark."
        case _:
            return f"PostgreSQL at {where} did not answer: start it, or correct DATABASE_URL."

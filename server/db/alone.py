"""One process at a time at the same thing, until the block ends or the process does."""

import asyncio
import fcntl
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import IO

LOOKS_EVERY = 0.1
PATIENCE = 10.0


@asynccontextmanager
async def alone_on_sqlite(path: Path) -> AsyncIterator[bool]:
    """One lock for everything, on a file beside the database; it is waited for, as all are on one machine."""
    beside = path.with_name(path.name + "-alone")
    beside.touch(mode=0o600)
    with await asyncio.to_thread(beside.open, "ab") as file:
        while not _locked(file):  # noqa: ASYNC110 - it is another process that we wait for
            await asyncio.sleep(LOOKS_EVERY)
        yield True


def _locked(file: IO[bytes]) -> bool:
    """Let go when the file is closed, or the process is gone."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@asynccontextmanager
async def alone_on_postgres(url: str, name: str) -> AsyncIterator[bool]:
    """A connection of its own: the lock is the session's, and goes with it however it ends."""
    import asyncpg

    from server.db.postgres_connection import FAULTS, explained

    key = int.from_bytes(hashlib.sha256(f"alone {name}".encode()).digest()[:8], "big", signed=True)
    try:
        connection = await asyncpg.connect(url, timeout=PATIENCE)
        mine = await connection.fetchval("select pg_try_advisory_lock($1)", key)
    except FAULTS as error:
        raise explained(error) from None
    try:
        yield bool(mine)
    finally:
        with suppress(*FAULTS):
            await connection.close(timeout=PATIENCE)

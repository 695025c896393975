"""One process at a time at the same thing, until the block ends or the process does."""

import asyncio
import fcntl
import hashlib
import os
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import IO

PATIENCE = 10.0


@asynccontextmanager
async def alone_on_sqlite(path: Path, name: str) -> AsyncIterator[bool]:
    """A byte of a file beside the database for each name; let go when the file is closed, or the process is gone."""
    beside = path.with_name(path.name + "-alone")
    beside.touch(mode=0o600)
    with await asyncio.to_thread(beside.open, "ab") as file:
        yield _locked(file, _number(name) & 0x7FFF_FFFF)


def use(path: Path) -> IO[bytes] | None:
    """Until it is closed, or the process is gone, others may use the database too and nobody has it to themselves."""
    file = _in_use(path).open("r+b")
    if _locked(file, 0, shared=True):
        return file
    file.close()
    return None


@contextmanager
def unused(path: Path) -> Iterator[bool]:
    """True when no process has it open to write, and none comes to until the block ends."""
    with _in_use(path).open("r+b") as file:
        yield _locked(file, 0)


def _in_use(path: Path) -> Path:
    """A file of its own: where a lock is the process's, closing any other file of that name would let it go."""
    beside = path.with_name(path.name + "-in-use")
    beside.touch(mode=0o600)
    return beside


def _locked(file: IO[bytes], at: int, *, shared: bool = False) -> bool:
    """By the open file, not by the process, where the system can: two houses in one process are two."""
    try:
        if hasattr(fcntl, "F_OFD_SETLK"):
            how = fcntl.F_RDLCK if shared else fcntl.F_WRLCK
            fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack("@hhqqi4x", how, os.SEEK_SET, at, 1, 0))
        else:
            fcntl.lockf(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB, 1, at)
    except OSError:
        return False
    return True


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"alone {name}".encode()).digest()[:8], "big", signed=True)


@asynccontextmanager
async def alone_on_postgres(url: str, name: str) -> AsyncIterator[bool]:
    """A connection of its own: the lock is the session's, and goes with it however it ends."""
    import asyncpg

    from server.db.postgres_connection import FAULTS, explained

    try:
        connection = await asyncpg.connect(url, timeout=PATIENCE)
        mine = await connection.fetchval("select pg_try_advisory_lock($1)", _number(name))
    except FAULTS as error:
        raise explained(error) from None
    try:
        yield bool(mine)
    finally:
        with suppress(*FAULTS):
            await connection.close(timeout=PATIENCE)

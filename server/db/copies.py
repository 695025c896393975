"""A copy of a whole database, taken while it serves, and put back into an empty one. Knows both databases' own ways."""

import asyncio
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from server.db.errors import CannotStart
from server.db.postgres_tools import run_statement, run_tool

BARE = ("--no-owner", "--no-privileges")
PAGES = 2048  # between two words about how far it is
Say = Callable[[str, int, int], None]
SQLITE_FILE, POSTGRES_FILE = "tidemark.db", "tidemark.dump"


def quiet(_what: str, _done: int, _of: int) -> None:
    """For whoever wants to hear nothing."""


def file_name(place: str | Path) -> str:
    return POSTGRES_FILE if is_postgres(place) else SQLITE_FILE


async def copy_out(place: str | Path, target: Path, say: Say = quiet) -> None:
    """One moment of the data, whatever is written meanwhile; for its owner alone, and on the disk before it returns."""
    _make_closed(target)
    if is_postgres(place):
        await run_tool("pg_dump", str(place), "--format=custom", "--enable-row-security", *BARE, f"--file={target}")
    else:
        await _copied(path_of(place), target, say)
    await asyncio.to_thread(_to_disk, target)


async def _copied(source: Path, target: Path, say: Say) -> None:
    """In a thread, which is told when it is no longer wanted, and waited for: it writes there."""
    given_up = threading.Event()

    def step(_status: int, remaining: int, total: int) -> None:
        if given_up.is_set():
            raise InterruptedError
        say("pages copied", total - remaining, total)

    work = asyncio.create_task(asyncio.to_thread(_copy_sqlite, source, target, step))
    try:
        await asyncio.shield(work)
    except asyncio.CancelledError:
        given_up.set()
        await asyncio.wait({work})
        work.exception()  # which is known
        raise


def _copy_sqlite(source: Path, target: Path, step: Callable[[int, int, int], None]) -> None:
    """Under one snapshot, which is held: without it each write of the server would let the copy begin again."""
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.execute("begin")
            live.execute("select count(*) from sqlite_schema").fetchone()
            live.backup(copy, pages=PAGES, progress=step, sleep=0)
            copy.execute("pragma journal_mode = delete")
    except sqlite3.Error as error:
        raise CannotStart(f"The database could not be copied to {target.parent} ({error}).") from None


def _make_closed(path: Path) -> None:
    """Empty, before anything writes into it: whoever writes then keeps its rights."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _to_disk(path: Path) -> None:
    for one in (path, path.parent):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


async def is_empty(place: str | Path) -> bool:
    if not is_postgres(place):
        return not path_of(place).exists()
    return await run_statement(str(place), "select count(*) from pg_tables where schemaname = 'public'") == 0


async def put_back(place: str | Path, file: Path) -> None:
    """Into a database that is_empty. All of it or nothing."""
    if is_postgres(place):
        return await run_tool("pg_restore", str(place), *BARE, "--exit-on-error", "--single-transaction", str(file))
    target = path_of(place)
    unfinished = target.with_name(target.name + ".unfinished")
    with suppress(FileNotFoundError):
        unfinished.unlink()
    _make_closed(unfinished)
    await _copied(file, unfinished, quiet)
    await asyncio.to_thread(_to_disk, unfinished)
    unfinished.rename(target)
    await asyncio.to_thread(_to_disk, target)


def is_postgres(place: str | Path) -> bool:
    return str(place).startswith(("postgresql://", "postgres://"))


def path_of(place: str | Path) -> Path:
    return Path(str(place).removeprefix("sqlite:///"))

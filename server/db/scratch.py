"""A scratch place in which a copy is put back and looked at; what a killed process left of one is swept by the next.

Each is locked for as long as it is in use, so that nobody sweeps away what another process is reading.
"""

import asyncio
import fcntl
import os
import secrets
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from urllib.parse import urlsplit, urlunsplit

from server.db.alone import alone_on_postgres
from server.db.connection import Database, open_database
from server.db.copies import SQLITE_FILE, is_postgres, put_back
from server.db.errors import CannotStart, DatabaseError
from server.db.postgres_tools import list_names, run_statement
from server.db.sqlite import SqliteDatabase

FOLDER, FORMER = "tidemark-read-back-", "read-back-"
DATABASE = "tidemark_read_back_"  # then the number of the database that it belongs to


@asynccontextmanager
async def opened_copy(place: str | Path, file: Path) -> AsyncIterator[Database]:
    """The copy, put back as by a restore, in a scratch place that goes afterwards. The copy itself is never opened."""
    if is_postgres(place):
        async with _scratch_database(str(place)) as beside:
            await put_back(beside, file)
            async with await open_database(beside) as copy:
                yield copy
        return
    await asyncio.to_thread(_check_sqlite, file)
    sweep_folder(file.parent)
    with _scratch_folder(file.parent) as scratch:
        await put_back(scratch / SQLITE_FILE, file)
        async with SqliteDatabase(scratch / SQLITE_FILE) as copy:
            yield copy


@contextmanager
def _scratch_folder(beside: Path) -> Iterator[Path]:
    """Where the copy lies, for there is room, unless nothing can be written there."""
    spacious = beside if os.access(beside, os.W_OK) else Path(gettempdir())
    while True:
        path = Path(mkdtemp(prefix=FOLDER, dir=spacious))
        handle = _locked(path, fcntl.LOCK_EX)
        if handle is not None:  # else it was swept away in the moment before it was locked
            break
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)
        os.close(handle)


def sweep_folder(folder: Path) -> None:
    """What was left where backups lie, and where there is room for every program."""
    for place, name in ((folder, FOLDER), (folder, FORMER), (Path(gettempdir()), FOLDER)):
        for path in place.glob(f"{name}*"):
            if path.is_dir() and not path.is_symlink() and path.stat().st_uid == os.geteuid():
                _sweep(path)


def _sweep(path: Path) -> None:
    handle = _locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if handle is not None:
        shutil.rmtree(path, ignore_errors=True)
        os.close(handle)


def _locked(path: Path, how: int) -> int | None:
    """None where somebody else has it, or it is gone."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    try:
        fcntl.flock(handle, how)
        if os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except FileNotFoundError:
        pass
    except OSError:
        if not how & fcntl.LOCK_NB:  # a disk that knows no locks: nothing is swept there
            return handle
    os.close(handle)
    return None


@asynccontextmanager
async def _scratch_database(url: str) -> AsyncIterator[str]:
    await _sweep_databases(url)
    name = f"{await _own_names(url)}{secrets.token_hex(6)}"
    async with alone_on_postgres(url, name):
        await run_statement(url, f"create database {name}")
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            await run_statement(url, f"drop database if exists {name} with (force)")


async def _own_names(url: str) -> str:
    """Those of this database alone: a lock is known only within one."""
    number = await run_statement(url, "select oid from pg_database where datname = current_database()")
    return f"{DATABASE}{number}_"


async def _sweep_databases(url: str) -> None:
    own = await _own_names(url)
    for name in await list_names(url, "select datname from pg_database where datname ~ $1", f"^{own}[0-9a-f]+$"):
        with suppress(CannotStart, DatabaseError):  # what another does at the same time
            async with alone_on_postgres(url, name) as mine:
                if mine:
                    await run_statement(url, f"drop database if exists {name} with (force)")


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            found = [row[0] for row in copy.execute("pragma integrity_check")]
            found += [f"a row of {row[0]} points at nothing" for row in copy.execute("pragma foreign_key_check")]
    except sqlite3.Error as error:
        raise CannotStart(f"The copy {file} cannot be read ({error}). It does not count as a backup.") from None
    if found != ["ok"]:
        raise CannotStart(f"The copy {file} is damaged ({found[0]}). It does not count as a backup.")

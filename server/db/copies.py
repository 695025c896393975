"""A copy of a whole database, taken while it serves, and put back into an empty one. Knows both databases' own ways."""

import asyncio
import os
import secrets
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit, urlunsplit

from server.db.connection import Database, open_database
from server.db.errors import CannotStart
from server.db.row_security import EVERY, SETTING
from server.db.sqlite import SqliteDatabase

BARE = ("--no-owner", "--no-privileges")
PAGES = 2048  # between two words about how far it is
Say = Callable[[str, int, int], None]
SQLITE_FILE, POSTGRES_FILE = "tidemark.db", "tidemark.dump"


def quiet(_what: str, _done: int, _of: int) -> None:
    """For whoever wants to hear nothing."""


def file_name(place: str | Path) -> str:
    return POSTGRES_FILE if _is_postgres(place) else SQLITE_FILE


async def copy_out(place: str | Path, target: Path, say: Say = quiet) -> None:
    """One moment of the data, whatever is written meanwhile; on the disk before it returns."""
    if _is_postgres(place):
        await _tool("pg_dump", str(place), "--format=custom", "--enable-row-security", *BARE, f"--file={target}")
    else:
        await _copied(_path(place), target, say)
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


def _to_disk(path: Path) -> None:
    for one in (path, path.parent):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@asynccontextmanager
async def opened_copy(place: str | Path, file: Path) -> AsyncIterator[Database]:
    """The copy, put back as by a restore, in a scratch place that goes afterwards. The copy itself is never opened."""
    if not _is_postgres(place):
        await asyncio.to_thread(_check_sqlite, file)
        spacious = file.parent if os.access(file.parent, os.W_OK) else None
        with TemporaryDirectory(prefix="read-back-", dir=spacious) as scratch:
            await put_back(Path(scratch) / SQLITE_FILE, file)
            async with SqliteDatabase(Path(scratch) / SQLITE_FILE) as copy:
                yield copy
        return
    name = f"tidemark_read_back_{secrets.token_hex(6)}"
    await _statement(str(place), f"create database {name}")
    try:
        parts = urlsplit(str(place))
        beside = urlunsplit(parts._replace(path=f"/{name}"))
        await put_back(beside, file)
        async with await open_database(beside) as copy:
            yield copy
    finally:
        await _statement(str(place), f"drop database if exists {name} with (force)")


def _check_sqlite(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as copy:
            found = [row[0] for row in copy.execute("pragma integrity_check")]
            found += [f"a row of {row[0]} points at nothing" for row in copy.execute("pragma foreign_key_check")]
    except sqlite3.Error as error:
        raise CannotStart(f"The copy {file} cannot be read ({error}). It does not count as a backup.") from None
    if found != ["ok"]:
        raise CannotStart(f"The copy {file} is damaged ({found[0]}). It does not count as a backup.")


async def is_empty(place: str | Path) -> bool:
    if not _is_postgres(place):
        return not _path(place).exists()
    return await _statement(str(place), "select count(*) from pg_tables where schemaname = 'public'") == 0


async def put_back(place: str | Path, file: Path) -> None:
    """Into a database that is_empty. All of it or nothing."""
    if _is_postgres(place):
        return await _tool("pg_restore", str(place), *BARE, "--exit-on-error", "--single-transaction", str(file))
    target = _path(place)
    unfinished = target.with_name(target.name + ".unfinished")
    with suppress(FileNotFoundError):
        unfinished.unlink()
    await _copied(file, unfinished, quiet)
    unfinished.chmod(0o600)
    await asyncio.to_thread(_to_disk, unfinished)
    unfinished.rename(target)
    await asyncio.to_thread(_to_disk, target)


async def _statement(url: str, sql: str) -> object:
    import asyncpg

    from server.db.postgres_connection import FAULTS

    try:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()
    except asyncpg.InsufficientPrivilegeError:
        raise CannotStart(
            "A dump counts only after it has been read back, and this PostgreSQL account may not create a database for "
            "that: give it the right (alter role … createdb), then do it again."
        ) from None
    except FAULTS as error:
        raise CannotStart(f"PostgreSQL did not do what a backup needs ({type(error).__name__}): see its log.") from None


async def _tool(name: str, url: str, *options: str) -> None:
    """The password goes by the environment: arguments can be read by every user of the machine."""
    parts = urlsplit(url)
    environment = os.environ | {"PGOPTIONS": f"-c {SETTING}={EVERY}"}  # whoever owns the tables sees no row by that
    if parts.password:
        environment["PGPASSWORD"] = unquote(parts.password)
    user, at, host = parts.netloc.rpartition("@")
    where = urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + host))
    program = await asyncio.create_subprocess_exec(
        _find(name), f"--dbname={where}", *options, env=environment,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        failed = await program.wait() != 0
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            program.terminate()
        raise
    if failed:
        raise CannotStart(
            f"{name} failed: try {name} by hand to see why. Its version must be that of the server or newer."
        )


def _find(name: str) -> str:
    """The newest that is installed: an older one refuses a newer server."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: path.parts[-3].zfill(4))
    found = str(installed[-1]) if installed else shutil.which(name)
    if found is None:
        raise CannotStart(f"{name} is not installed here: apt-get install postgresql-client.")
    return found


def _is_postgres(place: str | Path) -> bool:
    return str(place).startswith(("postgresql://", "postgres://"))


def _path(place: str | Path) -> Path:
    return Path(str(place).removeprefix("sqlite:///"))

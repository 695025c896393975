"""What PostgreSQL's own programs do for a copy, and single statements beside what the clinic is asked."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from server.db.errors import CannotStart
from server.db.row_security import EVERY, SETTING


async def run_statement(url: str, sql: str) -> object:
    return await _asked(url, lambda connection: connection.fetchval(sql))


async def list_names(url: str, sql: str, *params: object) -> list[str]:
    return [str(row[0]) for row in await _asked(url, lambda connection: connection.fetch(sql, *params))]


async def _asked(url: str, ask: Callable[[Any], Awaitable[Any]]) -> Any:
    """On a connection of its own, outside of any block: databases are made there."""
    import asyncpg

    from server.db.postgres_connection import FAULTS

    try:
        connection = await asyncpg.connect(url)
        try:
            return await ask(connection)
        finally:
            await connection.close()
    except asyncpg.InsufficientPrivilegeError:
        raise CannotStart(
            "A dump counts only after it has been read back, and this PostgreSQL account may not create a database for "
            "that: give it the right (alter role … createdb), then do it again."
        ) from None
    except FAULTS as error:
        raise CannotStart(f"PostgreSQL did not do what a backup needs ({type(error).__name__}): see its log.") from None


async def run_tool(name: str, url: str, *options: str) -> None:
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

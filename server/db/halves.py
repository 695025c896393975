"""The mark of a restore in a PostgreSQL that is not finished: which backup, so that the same one can go on.

It is made before the first row, in a schema of its own: all the rows come in one block, so that where there are any,
with the mark of a backup beside them, they are that backup's and whole. SQLite's file comes whole by its name.
"""

from pathlib import Path

from server.db.connection import Database
from server.db.copies import is_postgres
from server.db.errors import CannotStart
from server.db.postgres_tools import run_statement

FIND = "select 1 from pg_namespace where nspname = 'tidemark_restore'"
SEAL = "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = 'tidemark_restore'"


async def mark_half(place: str | Path, seal: str) -> None:
    """`seal` is of hexadecimal digits: a comment takes no parameter."""
    if is_postgres(place):
        await unmark_half(place)
        await run_statement(str(place), "create schema tidemark_restore")
        await run_statement(str(place), f"comment on schema tidemark_restore is '{bytes.fromhex(seal).hex()}'")


async def is_half_of(place: str | Path, seal: str) -> bool:
    if not is_postgres(place):
        return False
    return await run_statement(str(place), SEAL) == seal


async def unmark_half(place: str | Path) -> None:
    if is_postgres(place):
        await run_statement(str(place), "drop schema if exists tidemark_restore cascade")


async def epoch_in(place: str | Path) -> str:
    """Of a PostgreSQL that has one; else empty."""
    if not is_postgres(place) or not await run_statement(str(place), "select to_regclass('public.installation')"):
        return ""
    found = await run_statement(str(place), "select value from public.installation where name = 'epoch'")
    return str(found or "")


async def refuse_half_restore(db: Database) -> None:
    """Whichever data folder a process was started with."""
    if db.kind == "postgresql":
        async with db.reading() as reader:
            if await reader.value(FIND):
                raise CannotStart(
                    "A restore into this database has not ended. Run tidemark restore with the same backup again, "
                    "or drop and create the database."
                )

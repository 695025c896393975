"""Numbered SQL files, applied once each, forward only; a database newer than the code is left alone.

`0007_name.sql` is for both databases; `0007_name.postgres.sql` or `0007_name.sqlite.sql` follows it in the
same transaction, or stands alone.
"""

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path

import msgspec

from server.db.connection import Database, Kind, Reader, Transaction
from server.db.errors import CannotStart, DatabaseError, StatementFailed
from server.db.sql import split

FOLDER = Path(__file__).with_name("migrations")
_PLAIN_NAME = re.compile(r'"(\w+)"')
_FILE = re.compile(r"(\d{4})_([a-z0-9_]+)(?:\.(postgres|sqlite))?\.sql")
LIST = """
                create table if not exists migration (
                  number integer primary key,
                  name text not null,
                  applied_at text not null,
                  digest text not null
                )
                """  # indented as schema.sql has it from the first day on
_VARIANTS: dict[Kind, str] = {"sqlite": "sqlite", "postgresql": "postgres"}


class Migration(msgspec.Struct, frozen=True):
    number: int
    name: str
    script: str

    @property
    def title(self) -> str:
        return f"{self.number:04}_{self.name}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.script.encode()).hexdigest()


class Applied(msgspec.Struct, frozen=True):
    number: int
    name: str
    digest: str


class Part(msgspec.Struct, frozen=True):
    sql: str


async def migrate(db: Database, folder: Path = FOLDER) -> list[str]:
    """Brings the database up to what this code knows, and says what it applied."""
    known = read_migrations(folder, db.kind)
    try:
        async with db.reading() as reader:
            applied = await applied_in(reader)
    except StatementFailed:  # no such table: a new database
        applied = []
    waiting = pending(applied, known)
    done = [migration.title for migration in known if await _apply(db, migration, known)] if waiting else []
    await db.guard()
    return done


def read_migrations(folder: Path, kind: Kind) -> list[Migration]:
    """In order of their numbers; a number that has nothing for this kind of database is still one."""
    found: list[tuple[int, str, str, Path]] = []
    for path in folder.glob("*.sql"):
        if not (match := _FILE.fullmatch(path.name)):
            raise CannotStart(f"{path} is not named like a migration (0007_name.sql): rename or remove it.")
        found.append((int(match[1]), match[2], match[3] or "", path))
    migrations = []
    for number, files in groupby(sorted(found), key=lambda file: file[0]):
        parts = list(files)
        names = {name for _, name, _, _ in parts}
        if len(names) > 1:
            raise CannotStart(f"Two migrations are numbered {number}: {' and '.join(sorted(names))}.")
        texts = [path.read_text("utf-8") for *_, variant, path in parts if variant in ("", _VARIANTS[kind])]
        migrations.append(Migration(number, names.pop(), "\n;\n".join(texts)))
    return migrations


def pending(applied: Sequence[Applied], known: Sequence[Migration]) -> list[Migration]:
    """What is still to apply; refuses a history that is not the beginning of ours."""
    last = max((row.number for row in applied), default=0)
    newest = max((migration.number for migration in known), default=0)
    if last > newest:
        raise CannotStart(
            f"This data was written by a newer Tidemark (schema {last}; this one knows {newest}). "
            "Start that version, or restore a backup."
        )
    by_number = {migration.number: migration for migration in known}
    for row in applied:
        migration = by_number.get(row.number)
        if migration is None or migration.digest != row.digest:
            raise CannotStart(
                f"Migration {row.number:04}_{row.name} is not the one that was applied to this data. "
                "Put the original file back; a change belongs in a new migration."
            )
    waiting = [by_number[number] for number in sorted(by_number.keys() - {row.number for row in applied})]
    if waiting and waiting[0].number < last:
        raise CannotStart(
            f"Migration {waiting[0].title} was added behind schema {last}, which this data already has. "
            f"Give it a number above {last}."
        )
    return waiting


@cache
def newest_known(folder: Path = FOLDER) -> int:
    return max(int(found[1]) for path in folder.glob("*.sql") if (found := _FILE.fullmatch(path.name)))


async def applied_in(reader: Reader) -> list[Applied]:
    return await reader.all(Applied, "select number, name, digest from migration order by number")


async def _apply(db: Database, migration: Migration, known: Sequence[Migration]) -> bool:
    """False when another process has applied it in the meantime."""
    try:
        async with db.migrating() as tx:
            await tx.run(LIST)
            if migration not in pending(await applied_in(tx), known):
                return False
            await _put(tx, migration)
    except (DatabaseError, TypeError, ValueError) as error:
        raise CannotStart(
            f"Migration {migration.title} could not be applied, and nothing of it was kept: {error}."
        ) from None
    return True


async def make_tables(tx: Transaction, folder: Path = FOLDER) -> None:
    """All at once, in an empty PostgreSQL, in a transaction of the caller's that fills them too."""
    await tx.run(LIST)
    for migration in read_migrations(folder, "postgresql"):
        await _put(tx, migration)


async def _put(tx: Transaction, migration: Migration) -> None:
    for statement in split(migration.script):
        await tx.run(statement)
    await tx.run(
        """
        insert into migration (number, name, applied_at, digest)
        values (:number, :name, :now, :digest)
        """,
        number=migration.number,
        name=migration.name,
        now=datetime.now(UTC),
        digest=migration.digest,
    )


async def schema_of(db: Database) -> str:
    """The tables, indexes, views and triggers of a SQLite database, always in the same order and shape."""
    if db.kind != "sqlite":
        raise ValueError("the schema is written out from SQLite only")
    async with db.reading() as reader:
        parts = await reader.all(
            Part,
            """
            select sql from sqlite_schema
            where sql is not null and substr(name, 1, 7) <> 'sqlite_'
            order by tbl_name, case type when 'table' then 0 when 'index' then 1 else 2 end, name
            """,
        )
    # A table that was renamed is quoted by SQLite, and one that was not is not.
    return "\n".join(_PLAIN_NAME.sub(r"\1", part.sql.strip()) + ";\n" for part in parts)

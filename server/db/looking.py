"""A database opened to be looked at while others use it: nothing is written, made or cleaned up by it."""

from collections.abc import Sequence
from pathlib import Path

from server.db import row_security
from server.db.connection import Database, Reader, open_database
from server.db.errors import CannotStart, StatementFailed
from server.db.migrate import FOLDER, Applied, pending, read_migrations
from server.db.sqlite import OLDEST, SqliteDatabase
from server.db.sqlite_connection import connect
from server.db.sqlite_readers import Readers


async def open_to_look(place: str | Path) -> Database:
    """PostgreSQL has its own reading blocks; of SQLite not even the file of its log may come or go by looking."""
    if str(place).startswith(("postgresql://", "postgres://")):
        return await open_database(place)
    path = Path(str(place).removeprefix("sqlite:///"))
    if not path.is_file():  # noqa: ASYNC240
        raise CannotStart(f"There is no database at {path}. Start Tidemark once, or set TIDEMARK_DATA.")
    looked = SqliteDatabase(path)
    looked.readers = Readers(lambda: connect(path, "query_only = on", mode=_mode(path)))
    return looked


def _mode(path: Path) -> str:
    """Without a log nobody serves, and a connection that may keep one would leave one behind."""
    return "ro" if path.with_name(path.name + "-wal").exists() else "ro&immutable=1"


async def version_of(db: Database, reader: Reader) -> tuple[str, bool]:
    """What the database calls itself, and whether it is new enough."""
    if db.kind == "sqlite":
        version = str(await reader.value("select sqlite_version()"))
        return f"SQLite {version}", tuple(int(part) for part in version.split(".")) >= OLDEST
    number = int(await reader.value("select current_setting('server_version_num')"))
    return f"PostgreSQL {number // 10000}.{number % 10000}", number >= 140000


async def damage_of(db: Database, reader: Reader) -> str:
    """What is broken in the file itself, in the database's own words; empty when nothing is."""
    if db.kind == "sqlite":
        said = str(await reader.value("pragma quick_check(1)"))
        return "" if said == "ok" else said.splitlines()[-1]
    failed = await reader.value(
        "select coalesce(checksum_failures, 0) from pg_stat_database where datname = current_database()"
    )
    return f"{failed} pages whose checksum is wrong" if failed else ""


async def size_of(db: Database, reader: Reader) -> int:
    if db.kind == "sqlite":
        return int(await reader.value("select page_count * page_size from pragma_page_count, pragma_page_size"))
    return int(await reader.value("select pg_database_size(current_database())"))


async def wall_of(db: Database, reader: Reader) -> tuple[list[str], list[str], str, bool]:
    """Of PostgreSQL: tables behind the wall and tables that should be, the role it is for, and whether we go around."""
    from server.db.postgres import PostgresDatabase

    assert isinstance(db, PostgresDatabase)
    tables = await row_security.tables_of(reader)
    lacking = [one.name for one in tables if not row_security.is_walled(one)]
    behind = [one.name for one in tables if one.walled and one.name not in lacking]
    around = "select rolsuper or rolbypassrls from pg_roles where rolname = session_user"
    return behind, lacking, db.wall.role, not db.wall.role and bool(await reader.value(around))


async def waiting_migrations(db: Database, reader: Reader) -> Sequence[str]:
    """Those that this version would apply. Raises CannotStart for data of a newer one or of another history."""
    try:
        applied = await reader.all(Applied, "select number, name, digest from migration order by number")
    except StatementFailed:
        raise CannotStart("The database has no tables of Tidemark. Run tidemark migrate, or name another.") from None
    return [migration.title for migration in pending(applied, read_migrations(FOLDER, db.kind))]

"""Moves a filled clinic from SQLite to PostgreSQL and proves that all of it arrived, before it is the clinic.

Broken off anywhere, the old clinic serves as before, and the same command begins the copy anew. Keys and the
checkpoints of the trail stay where they are.
"""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import msgspec

from server.access.checkpoint import BrokenTrail, verify_trail
from server.access.keys import load_keys, open_vault
from server.access.vault import Damaged
from server.db.alone import unused
from server.db.carrying import Different, Source, carry, drop_own, has_own, held_still, hold_side_by_side
from server.db.connection import open_database
from server.db.copies import Say
from server.db.errors import CannotStart, DatabaseError, StatementFailed
from server.db.migrate import migrate
from server.db.postgres import PostgresDatabase
from server.db.postgres_connection import PostgresTransaction
from server.records.moved import MOVED, MOVING, moved_to, name_of, settle
from server.records.queries import fact
from server.records.relocking import open_every_word
from server.settings import Settings

AGAIN = "The clinic is where it was, and serves as before."


class Moved(msgspec.Struct, frozen=True):
    """What arrived. `digest` is of every value of every row, the same on both sides."""

    where: str
    tables: int
    rows: int
    words: int
    digest: str


async def move(settings: Settings, url: str, say: Say) -> Moved:
    """The caller has opened this clinic before, so that its tables and key are those of this version."""
    path = source_of(settings)
    with unused(path) as mine:
        if not mine:
            raise CannotStart("A Tidemark is using this clinic. Stop all that serve it or work for it, then move it.")
        async with await _opened(url) as db, held_still(path) as source:
            return await _move(settings, source, db, say)


async def _move(settings: Settings, source: Source, db: PostgresDatabase, say: Say) -> Moved:
    name, where = str(uuid4()), db.where
    try:
        async with db.migrating() as tx:
            assert isinstance(tx, PostgresTransaction)
            await _make_room(tx, where)
            counts = await carry(source, tx, say)
            await tx.run("insert into installation (name, value) values (:mark, :name)", mark=MOVING, name=name)
        await migrate(db)
        rows, digest = await hold_side_by_side(source, db, counts, MOVING, say)
        words = await _open_all(settings, db, say)
    except Different as table:
        raise CannotStart(
            f"The rows of {table} are not the same on both sides, so the move does not count. {AGAIN}"
        ) from None
    except DatabaseError as error:
        raise CannotStart(f"The move was broken off ({error}). {AGAIN} Run it again when that is mended.") from None
    today = datetime.now(UTC).date()
    await source.tx.run(
        "insert into installation (name, value) values (:mark, :moved)", mark=MOVED, moved=f"{name} {today} {where}"
    )
    await source.keep()
    await settle(db)
    return Moved(where, len(counts), rows, words, digest)


def source_of(settings: Settings) -> Path:
    place = str(settings.database)
    if place.startswith(("postgresql://", "postgres://")):
        raise CannotStart("This clinic is on PostgreSQL already. Take DATABASE_URL away to name the one on SQLite.")
    path = Path(place.removeprefix("sqlite:///"))
    if not path.is_file():
        raise CannotStart(f"There is no clinic at {path}. Set TIDEMARK_DATA to the one that is to be moved.")
    return path


async def was_moved(settings: Settings, url: str) -> str:
    """Of a move that was broken off after it counted: says so, and does the rest. Empty when there was none."""
    async with held_still(source_of(settings)) as source:
        try:
            moved = await fact(source.tx, MOVED)
        except StatementFailed:  # no tables yet
            return ""
    if not moved:
        return ""
    async with await _opened(url) as db:
        async with db.reading() as reader:
            try:
                mine = await fact(reader, MOVING) == name_of(moved)
            except StatementFailed:
                mine = False
        if mine:
            await settle(db)
            return db.where
    raise CannotStart(moved_to(moved, settings.database))


async def _opened(url: str) -> PostgresDatabase:
    if not url.startswith(("postgresql://", "postgres://")):
        raise CannotStart("A clinic moves to PostgreSQL: name it like postgresql://user@host:5432/tidemark.")
    try:
        db = await open_database(url)
    except CannotStart as reason:
        raise CannotStart(str(reason).replace("DATABASE_URL", "the address")) from None
    assert isinstance(db, PostgresDatabase)
    return db


async def _make_room(tx: PostgresTransaction, where: str) -> None:
    """Nothing is ever written over but what a move that was broken off had left, whatever version that was."""
    if not await tx.value("select has_schema_privilege('public', 'create')"):
        raise CannotStart(f"This account may make no tables at {where}. Let it own the database, then do this again.")
    if not await has_own(tx):
        return
    if await tx.value("select to_regclass('public.installation') is null"):
        raise CannotStart(f"The database at {where} is not empty. Make a new one for Tidemark alone.")
    if not await fact(tx, MOVING):
        raise CannotStart(f"There is a clinic at {where} already, and two never mix. Make a new database for this one.")
    await drop_own(tx)


async def _open_all(settings: Settings, db: PostgresDatabase, say: Say) -> int:
    """As a clinic does that serves from there: every word opens, and the trail holds."""
    keys = load_keys(settings, fresh=False)
    try:
        words = await open_every_word(db, open_vault(settings, keys), say)
        async with db.reading() as reader:
            await verify_trail(reader, keys, settings.data)
    except Damaged:
        raise CannotStart(
            f"Some words do not open with this key, here as there. Run tidemark doctor. {AGAIN}"
        ) from None
    except BrokenTrail as reason:
        raise CannotStart(f"The trail does not hold ({reason}). Run tidemark verify-trail. {AGAIN}") from None
    return words

"""Where a clinic is that moved from SQLite to PostgreSQL: two marks, so that at every moment one of the two serves.

The copy carries `moving` from its first row on. The old one gets `moved`, with the same name, when the copy has been
proven: that is the moment of the move. After it the copy's mark is taken off by whoever comes first.
"""

from pathlib import Path

from server.db.connection import Database, Reader
from server.db.errors import CannotStart, DatabaseError
from server.db.looking import open_to_look
from server.records.queries import fact
from server.settings import Settings

MOVING, MOVED = "moving", "moved"


async def stay_or_go(db: Database, settings: Settings) -> None:
    """Raises CannotStart where another database is the clinic's, or where it is not known whether this one is whole."""
    async with db.reading() as reader:
        moved, moving = await fact(reader, MOVED), await fact(reader, MOVING)
    if moved:
        raise CannotStart(moved_to(moved, settings.database))
    if not moving:
        return
    if await _name_in(settings.data / "tidemark.db") != moving:
        raise CannotStart(
            "A move into this database has not ended. Run tidemark move-to again with the old clinic's settings, "
            "or start that one: it is as it was."
        )
    await settle(db)


def moved_to(moved: str, old: str | Path) -> str:
    _name, day, where = moved.split(" ", 2)
    return (
        f"This clinic was moved to PostgreSQL at {where} on {day}. Set DATABASE_URL to it; {old} is as it was that day."
    )


async def _name_in(old: Path) -> str:
    """Of the move that the old clinic says it made; empty when it made none, or is not here."""
    try:
        async with await open_to_look(old) as db, db.reading() as reader:
            return name_of(await fact(reader, MOVED))
    except (CannotStart, DatabaseError):
        return ""


def name_of(moved: str) -> str:
    return moved.partition(" ")[0]


async def settle(db: Database) -> None:
    """The copy is the clinic from now on."""
    async with db.writing() as tx:
        await tx.run("delete from installation where name = :name", name=MOVING)


async def refuse_half(db: Reader) -> None:
    """Neither an old clinic nor half a new one is what somebody wants to keep a copy of."""
    if await fact(db, MOVED) or await fact(db, MOVING):
        raise CannotStart("This is the copy of a clinic that was moved, or of half a move. Name the one that serves.")

"""Finds words in bytes however they may have been written down there."""

import base64
from collections.abc import Iterable, Iterator

from server.db.connection import Database
from tests.house.data import rows_of
from tests.house.source import tables_made
from tests.someone import Installation

BLOCK = 4096  # a page of a database


def spellings(word: str) -> Iterator[bytes]:
    """UTF-8 and UTF-16 both ways round, hexadecimal, base64 at each of its three places, and backwards."""
    plain = word.encode()
    yield from (plain, plain[::-1], word.encode("utf-16-le"), word.encode("utf-16-be"))
    yield from (plain.hex().encode(), plain.hex().upper().encode())
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + plain)
        after = (before + len(plain)) % 3
        # The first and last figures also hold bits of whatever stands beside the word.
        inner = whole[(0, 2, 3)[before] : len(whole) - (0, 3, 2)[after]]
        yield from (inner, inner.replace(b"+", b"-").replace(b"/", b"_"))


def found_in(pieces: Iterable[bytes], words: Iterable[str]) -> set[str]:
    """Capitals and small letters are the same, where letters are spelt out. What lies there twice is read once."""
    asked = {word: set(spellings(word)) for word in words}
    edge = max((len(one) for some in asked.values() for one in some), default=0)
    blocks = {piece[at : at + BLOCK + edge] for piece in pieces for at in range(0, len(piece), BLOCK)}
    whole = b"\n".join(blocks)
    small = whole.lower()
    return {word for word, some in asked.items() if any(one in whole for one in some) or word.lower().encode() in small}


def everything_stored(installation: Installation) -> list[bytes]:
    """SQLite: its files as they lie on the disk. PostgreSQL: every column of every row, bytes as they are."""
    house = installation.house
    if house.db.kind == "sqlite":
        return [path.read_bytes() for path in sorted(house.settings.data.rglob("*")) if path.is_file()]
    return installation.loop.run_until_complete(_columns(house.db))


async def _columns(db: Database) -> list[bytes]:
    async with db.reading() as reader:
        rows = [row for table in (*tables_made(), "migration") for row in await rows_of(reader, table)]
    return [bytes(value) if isinstance(value, bytes) else str(value).encode() for row in rows for value in row.values()]

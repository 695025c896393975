"""What was acknowledged to somebody, and how each is looked for afterwards: a line for every kind of thing."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from server.access.checkpoint import verify_trail
from server.access.keys import load_keys
from server.access.vault import Vault
from server.db.connection import Reader, open_database
from server.records.queries import keys_of
from server.settings import Settings
from tests.conftest import MASTER
from tests.house.data import rows_of


class Held(NamedTuple):
    """How often each text is a version of which entry, each share was begun and ended, and each piece is there."""

    texts: Counter[tuple[str, str]]
    entries: Counter[str]
    shares: Counter[str]
    stopped: Counter[str]
    pieces: Counter[tuple[str, int, str]]


class Acked(NamedTuple):
    """`times` answers how often it is there: once, or the promise is broken."""

    what: str
    times: Callable[[Held], int]


class Ledger:
    """Only ever added to, from several threads."""

    def __init__(self) -> None:
        self.acked: list[Acked] = []

    def version(self, entry_id: str, body: str) -> None:
        self.acked.append(Acked(f"version {body} of {entry_id}", lambda held: held.texts[entry_id, body]))

    def share(self, share_id: str) -> None:
        self.acked.append(Acked(f"share {share_id}", lambda held: held.shares[share_id]))

    def stop(self, share_id: str) -> None:
        self.acked.append(Acked(f"stop of {share_id}", lambda held: held.stopped[share_id]))

    def piece(self, media_id: str, number: int, raw: bytes) -> None:
        name = (media_id, number, digest(raw))
        self.acked.append(Acked(f"piece {number} of {media_id}", lambda held: held.pieces[name]))

    def lost(self, held: Held) -> list[str]:
        return [one.what for one in self.acked if one.times(held) == 0]

    def doubled(self, held: Held) -> list[str]:
        return [one.what for one in self.acked if one.times(held) > 1]


def hold_everything(data: Path, url: str | None = None, key: str | None = MASTER) -> Held:
    """Reads what is there as it lies, opened with the keys; the trail is held against chain and checkpoints too."""
    settings = Settings(data=data, database_url=url, master_key=key)

    async def read() -> Held:
        keys = load_keys(settings, fresh=False)
        async with await open_database(settings.database) as db, db.reading() as reader:
            await verify_trail(reader, keys, data)
            return await _held(reader, Vault(keys.wrap))

    return asyncio.run(read())


async def _held(reader: Reader, vault: Vault) -> Held:
    boxes: dict[str, Any] = {}
    texts: Counter[tuple[str, str]] = Counter()
    for row in await rows_of(reader, "entry_version"):
        course = row["course_id"]
        if course not in boxes:
            boxes[course] = vault.box(await keys_of(reader, course))
        if locked := bytes(row["body_locked"]):
            texts[row["entry_id"], boxes[course].open("entry_version.body", row["id"], locked)] += 1
    entries, shares, stopped = [
        Counter([row[name] for row in await rows_of(reader, table)])
        for table, name in (("journal_entry", "id"), ("share", "id"), ("share_stop", "share_id"))
    ]
    pieces: Counter[tuple[str, int, str]] = Counter()
    media = {row["id"]: row["course_id"] for row in await rows_of(reader, "media")}
    for row in await rows_of(reader, "media_piece"):
        media_id, number = row["media_id"], row["number"]
        course = media[media_id]
        if course not in boxes:
            boxes[course] = vault.box(await keys_of(reader, course))
        raw = boxes[course].open_bytes("media_piece.bytes", f"{media_id}/{number}", bytes(row["bytes_locked"]))
        pieces[media_id, number, digest(raw)] += 1
    return Held(texts, entries, shares, stopped, pieces)


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()

"""A clinic with as many entries as asked, made from a number; and all rows of a database, by the tests' own way."""

import asyncio
import hashlib
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from server.access.keys import read_key
from server.access.vault import Box, Vault
from server.db.connection import open_database
from server.ids import new_id
from server.records.queries import keys_of
from server.settings import Settings
from tests.house.source import tables_made
from tests.promises.clinic import Clinic

LETTERS = "aáçßЖ中🌊 \n'\"\\\u0301\u200f"


def generate(clinic: Clinic, count: int, seed: int) -> None:
    """Entries of every patient, of every kind and length, some of several versions, some deleted."""
    dice = random.Random(seed)

    async def write() -> None:
        settings = Settings(data=clinic.data)
        vault = Vault(read_key(clinic.data / "keys" / "master.key").wrap)
        async with await open_database(settings.database) as db:
            async with db.reading() as reader:
                courses = [str(row["id"]) for row in await reader.rows("select id from course order by id")]
                boxes = {course: vault.box(await keys_of(reader, course)) for course in courses}
            for first in range(0, count, 1000):
                entries, versions = _some(dice, boxes, min(1000, count - first))
                async with db.writing() as tx:
                    await tx.run_many(
                        "insert into journal_entry (id, course_id, kind, day_offset, written_at, received_at,"
                        " deleted_at) values (:id, :course, :kind, :offset, :at, :at, :gone)",
                        entries,
                    )
                    await tx.run_many(
                        "insert into entry_version (id, entry_id, course_id, number, body_locked, mood, written_at,"
                        " received_at) values (:id, :entry, :course, :number, :locked, :mood, :at, :at)",
                        versions,
                    )

    asyncio.run(write())


def _some(dice: random.Random, boxes: dict[str, Box], count: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    entries, versions = [], []
    for number in range(count):
        course, entry = dice.choice(list(boxes)), _id(dice)
        at = f"2026-0{dice.randint(1, 9)}-{dice.randint(10, 28)}T08:00:00.000Z"
        entries.append(
            {"id": entry, "course": course, "kind": dice.choice(["entry", "line"]), "at": at,
             "offset": dice.choice([None, -3, 0, 14]), "gone": dice.choice([None, None, at])}
        )  # fmt: skip
        for version in range(dice.choice([1, 1, 1, 2])):
            row, words = _id(dice), "".join(dice.choices(LETTERS, k=dice.randint(0, 60))) + str(number)
            versions.append(
                {"id": row, "entry": entry, "course": course, "number": version + 1, "at": at,
                 "locked": boxes[course].lock("entry_version.body", row, words),
                 "mood": dice.choice([None, 0, 7, 10])}
            )  # fmt: skip
    return entries, versions


def _id(dice: random.Random) -> str:
    return new_id(datetime(2026, dice.randint(1, 9), dice.randint(1, 28), tzinfo=UTC))


def rows_here(path: Path) -> dict[str, list[str]]:
    """By another way than the move's own: every row of every table by its values, in no order."""
    with closing(sqlite3.connect(path)) as db:
        return {
            table: _sorted(columns, db.execute(f"select {columns} from {table}"))
            for table, columns in ((name, _columns(db, name)) for name in tables_made())
        }


def rows_there(url: str, path: Path) -> dict[str, list[str]]:
    async def read() -> dict[str, list[str]]:
        with closing(sqlite3.connect(path)) as db:
            columns = {name: _columns(db, name) for name in tables_made()}
        connection = await asyncpg.connect(url)
        try:
            return {
                name: _sorted(named, [tuple(row) for row in await connection.fetch(f"select {named} from {name}")])
                for name, named in columns.items()
            }
        finally:
            await connection.close()

    return asyncio.run(read())


def _columns(db: sqlite3.Connection, table: str) -> str:
    return ", ".join(row[1] for row in db.execute(f"pragma table_info({table})"))


def _sorted(columns: str, rows: Iterable[Any]) -> list[str]:
    return sorted(hashlib.sha256(repr((columns, tuple(row))).encode()).hexdigest() for row in rows)

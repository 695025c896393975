"""Everything that one clinic keeps, as open files, while it serves. The trail of each course says so beforehand."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from server.access.house import House
from server.access.people import Person
from server.access.trail import Deed, write_trail
from server.access.vault import Box, Damaged
from server.db.connection import Reader
from server.db.errors import CannotStart
from server.db.values import utc_text
from server.media.files import ENDINGS, About
from server.records import export_files as files
from server.records.export_private import NEVER, OPEN_MEDIA, PRIVATE
from server.records.export_tables import TABLES, WAYS_IN
from server.records.folders import refuse_inside
from server.records.queries import keys_of

ROWS = 500
LOCKED = "_locked"
KEY_OF = {
    "arrival": "{session_id}", "prepared": "{session_id} {item}",
    "note_strike": "{note_id}", "reminder_choice": "{course_id}",
}  # fmt: skip
Say = Callable[[str, int, int], None]


class Id(msgspec.Struct, frozen=True):
    id: str


class MediaFile(msgspec.Struct, frozen=True):
    id: str
    about_locked: bytes
    pieces: int


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """`private`: with what nobody shared, too; each patient reads in their trail which of the two it was."""

    clinic_id: str
    by: Person
    folder: Path
    private: bool
    now: datetime


async def export_clinic(house: House, wanted: Export, say: Say) -> int:
    """Answers how many files there are. What was finished before a stop is not done again."""
    refuse_inside(house.settings, wanted.folder)
    state = files.State(clinic_id=wanted.clinic_id, began_at=utc_text(wanted.now), private=wanted.private)
    if not files.begin(wanted.folder, state):
        raise CannotStart(
            f"The folder {wanted.folder} is not empty, and holds no unfinished export like this one. Name a new one."
        )
    house = msgspec.structs.replace(house, db=house.db.within(wanted.clinic_id))
    courses = await _courses(house, wanted)
    await _leave_trail(house, wanted, courses)
    for done, table in enumerate(TABLES):
        say("tables", done, len(TABLES))
        path = wanted.folder / "tables" / f"{table}.jsonl"
        if not path.exists():
            await files.write_lines(path, _rows(house, wanted, table, courses))
    for done, course_id in enumerate(courses):
        say("recordings, pictures and papers of courses", done, len(courses))
        await _write_media(house, wanted, course_id)
    files.write_spreadsheets(wanted.folder)
    return files.finish(wanted.folder)


async def find_administrator(db: Reader, clinic_id: str, name: str) -> Person:
    """Who answers for it. Raises CannotStart."""
    found = await db.all(
        Person,
        """
        select id, clinic_id, role, name, zone, language from person
        where clinic_id = :clinic and role = 'admin' and ended_at is null
          and (sign_in_name = :folded or lower(name) = :folded)
        """,
        clinic=clinic_id,
        folded=name.casefold(),
    )
    if len(found) != 1:
        raise CannotStart(f"{name} is no administrator of this clinic. Name with --by the one who answers for this.")
    return found[0]


async def _courses(house: House, wanted: Export) -> list[str]:
    async with house.db.reading() as db:
        sql = "select id from course where clinic_id = :clinic order by id"
        return [one.id for one in await db.all(Id, sql, clinic=wanted.clinic_id)]


async def _leave_trail(house: House, wanted: Export, courses: list[str]) -> None:
    deed: Deed = "exported private" if wanted.private else "exported clinic"
    async with house.db.writing() as tx:
        for course_id in [None, *courses]:
            subject, key = course_id or wanted.clinic_id, house.keys.trail
            await write_trail(tx, key, wanted.by, deed, course_id=course_id, subject_id=subject, now=wanted.now)


async def _rows(house: House, wanted: Export, table: str, courses: list[str]) -> AsyncIterator[dict[str, Any]]:
    sql = TABLES[table]
    if ":course" not in sql:
        async for row in _of_clinic(house, wanted, sql):
            yield await _opened(house, wanted, table, row)
        return
    for course_id in courses:
        async with house.db.reading() as db:
            box = house.vault.box(await keys_of(db, course_id))
            rows = [open_row(box, table, row) for row in await db.rows(sql, course=course_id)]
            if not wanted.private:
                await _close(db, wanted, table, course_id, rows)
        for row in rows:
            yield row


async def _of_clinic(house: House, wanted: Export, sql: str) -> AsyncIterator[dict[str, Any]]:
    after = 0
    while True:
        async with house.db.reading() as db:
            paged = {"after": after, "most": ROWS} if ":after" in sql else {}
            rows = await db.rows(sql, clinic=wanted.clinic_id, **paged)
        for row in rows:
            yield row
        if not paged or not rows:
            return
        after = rows[-1]["number"]


async def _opened(house: House, wanted: Export, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Of the whole clinic's tables only a course has words of its own."""
    if table != "course":
        return open_row(None, table, row)
    async with house.db.reading() as db:
        return open_row(house.vault.box(await keys_of(db, row["id"])), table, row)


def open_row(box: Box | None, table: str, row: dict[str, Any]) -> dict[str, Any]:
    """Words stand under the name of their column, and what opens an account is left out."""
    opened: dict[str, Any] = {}
    for name, value in row.items():
        if name in WAYS_IN:
            continue
        if not name.endswith(LOCKED):
            opened[name] = value
            continue
        plain = name.removesuffix(LOCKED)
        try:
            opened[plain] = box.open(f"{table}.{plain}", _key(table, row), bytes(value)) if box and value else None
        except Damaged:
            opened |= {plain: None, "damaged": True}
    return opened


def _key(table: str, row: dict[str, Any]) -> str:
    return KEY_OF.get(table, "{id}").format_map(row)


async def _close(db: Reader, wanted: Export, table: str, course_id: str, rows: list[dict[str, Any]]) -> None:
    for columns, sql in PRIVATE.get(table, []):
        known = await _ids(db, sql, course_id, wanted.now) if sql != NEVER else set()
        for row in rows:
            if _key(table, row) not in known and any(row[column] is not None for column in columns):
                row |= dict.fromkeys(columns) | {"private": True}


async def _ids(db: Reader, sql: str, course_id: str, now: datetime) -> set[str]:
    more = {"now": now} if ":now" in sql else {}
    return {one.id for one in await db.all(Id, sql, course=course_id, **more)}


async def _write_media(house: House, wanted: Export, course_id: str) -> None:
    async with house.db.reading() as db:
        box = house.vault.box(await keys_of(db, course_id))
        sql = """
            select id, about_locked, pieces from media
            where course_id = :course and completed_at is not null and deleted_at is null order by received_at
        """
        found = await db.all(MediaFile, sql, course=course_id)
        known = await _ids(db, OPEN_MEDIA, course_id, wanted.now)
    for one in found:
        if not wanted.private and one.id not in known:
            continue
        about = msgspec.json.decode(box.open("media.about", one.id, one.about_locked), type=About)
        path = wanted.folder / "media" / f"{one.id}.{ENDINGS.get(about.type, 'bin')}"
        if not path.exists():
            files.write(path, [await _piece(house, box, one.id, number) for number in range(one.pieces)])


async def _piece(house: House, box: Box, media_id: str, number: int) -> bytes:
    async with house.db.reading() as db:
        sql = "select bytes_locked from media_piece where media_id = :media and number = :number"
        locked = await db.value(sql, media=media_id, number=number)
    return box.open_bytes("media_piece.bytes", f"{media_id}/{number}", bytes(locked))

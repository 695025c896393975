"""The files of what a clinic hands out: written beside their name and moved onto it whole, for their owner alone."""

import csv
import hashlib
import io
import os
import shutil
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from server.access.keys import sync_folder
from server.db.values import utc_text
from server.records.folders import close_folder

SUMS = "SHA256SUMS"
README = "README.txt"
STATE = "export.json"
GOES_ON_FOR = timedelta(hours=1)  # after that an export that was stopped is begun anew
TO_SPREADSHEETS: dict[str, tuple[str, list[str]]] = {
    "people.csv": ("person", ["id", "role", "name", "email", "zone", "created_at", "ended_at"]),
    "courses.csv": ("course", ["id", "patient_id", "created_at", "closed_at"]),
    "sessions.csv": (
        "session",
        ["id", "course_id", "number", "route", "planned_at", "opened_at", "started_at", "ended_at", "discharged_at"],
    ),
    "trail.csv": ("trail", ["number", "at", "actor_id", "course_id", "deed", "subject_id"]),
}
LIVE_IN_A_CELL = ("=", "+", "-", "@", "\t", "\r")
SHAPES = """\
Everything that one clinic keeps in Tidemark, in files that any program reads. Handle them as you handle the records.

tables/NAME.jsonl   One table, one row a line, as JSON (UTF-8). Times are UTC. Ids point from one table into another:
                    course_id into course, person_id and by_id into person, entry_id into journal_entry, and so on.
                    Each was read course by course while the clinic served, children before parents: what a row points
                    at is always in its table; what was written after the export began may be missing.
                    Words stand open under the name of their column.
                    "private": true marks a row whose words are left out: nobody shared them with the clinic.
                    "damaged": true marks a row of which some words do not open.
media/ID.ENDING     Recordings, pictures and papers; ID is that of the row in media.
*.csv               The same as the tables, of a few columns, for a spreadsheet. A cell that a spreadsheet would
                    calculate begins with an apostrophe.
SHA256SUMS          sha256sum --check SHA256SUMS

Left out: keys, passphrases and other ways in, and what only this installation needs.
"""


class State(msgspec.Struct, frozen=True):
    """Kept in the folder while it is not finished."""

    clinic_id: str
    began_at: str
    private: bool


def begin(folder: Path, state: State) -> bool:
    """Makes the folder, or goes on in one that was begun for the same. False when it is anything else."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not any(folder.iterdir()):
        close_folder(folder)
        write(folder / STATE, [msgspec.json.encode(state)])
    known = _begun(folder)
    if known is None or (known.clinic_id, known.private) != (state.clinic_id, state.private):
        return False
    close_folder(folder)
    if _is_old(known, state.began_at):
        _begin_anew(folder, state)
    for name in ("tables", "media"):
        (folder / name).mkdir(exist_ok=True, mode=0o700)
    return True


def _begun(folder: Path) -> State | None:
    try:
        known = msgspec.json.decode((folder / STATE).read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None
    return None if (folder / SUMS).exists() else known


def was_begun_long_ago(folder: Path, now: datetime) -> bool:
    known = _begun(folder)
    return known is not None and _is_old(known, utc_text(now))


def _is_old(known: State, now: str) -> bool:
    """It may hold words whose sharing was stopped since. A clock that was set back makes nothing young."""
    since = datetime.fromisoformat(now) - datetime.fromisoformat(known.began_at)
    return not timedelta(0) <= since <= GOES_ON_FOR


def _begin_anew(folder: Path, state: State) -> None:
    """The new beginning is noted last: killed before, it is begun anew again."""
    for name in ("tables", "media"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in (*TO_SPREADSHEETS, README):
        (folder / name).unlink(missing_ok=True)
    write(folder / STATE, [msgspec.json.encode(state)])


def write(path: Path, parts: Iterable[bytes]) -> None:
    unfinished = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        for part in parts:
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    sync_folder(path.parent)


async def write_lines(path: Path, rows: AsyncIterator[dict[str, Any]]) -> int:
    """One JSON object a line; answers how many."""
    unfinished, count = path.with_name(f"{path.name}.part"), 0
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        async for row in rows:
            file.write(msgspec.json.encode(row) + b"\n")
            count += 1
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    return count


def write_spreadsheets(folder: Path) -> None:
    for name, (table, columns) in TO_SPREADSHEETS.items():
        write(folder / name, _cells(folder / "tables" / f"{table}.jsonl", columns))


def _cells(table: Path, columns: list[str]) -> Iterable[bytes]:
    yield (",".join(columns) + "\r\n").encode()
    with table.open("rb") as lines:
        for line in lines:
            row, cells = msgspec.json.decode(line), io.StringIO()
            csv.writer(cells).writerow([calm(row.get(column)) for column in columns])
            yield cells.getvalue().encode()


def calm(value: object) -> str:
    """A text in a cell, never a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(LIVE_IN_A_CELL) else text


def finish(folder: Path) -> int:
    """The list of sums comes last: a folder with one was finished. Answers how many files it lists."""
    write(folder / README, [SHAPES.encode()])
    (folder / STATE).unlink()
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    write(folder / SUMS, [f"{digest(folder / name)}  {name}\n".encode() for name in names])
    return len(names)


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

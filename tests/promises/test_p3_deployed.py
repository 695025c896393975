"""P3: a deploy loses nothing: neither a stop under load, nor a kill inside any migration of the earliest data."""

import hashlib
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from server.db.connection import open_database
from server.db.migrate import FOLDER, read_migrations
from server.db.sql import split
from tests.conftest import MASTER
from tests.house.data import all_rows, rows_of
from tests.house.source import tables_made
from tests.house.test_old_data import VERSIONS, make_old, place
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import FULL, seconds, size
from tests.promises.ledger import Ledger, hold_everything
from tests.promises.test_p1_killed import Writer
from tests.someone import Installation
from tests.start.command import ROOT, environment

STOPS = size(4, 50)
KILLS = size(1, 50)  # inside each migration
EARLIEST = VERSIONS[0]
OWN_AT_EACH_START = {"migration"}  # when each was applied
pytestmark = pytest.mark.timeout(seconds(120, 3600))
__all__ = ["place"]


def test_p3_what_was_acknowledged_is_there_after_every_stop(
    tmp_path: Path, kind: str, url: str | None, figure: Figure
) -> None:
    ledger, clinic, opened = Ledger(), Clinic(tmp_path, url), threading.Event()
    clinic.start()
    writers = [Writer(clinic.phone(name), ledger, number, opened) for number, name in enumerate(("mara", "noor"))]
    for writer in writers:
        writer.start()
    dice, slowest = random.Random(3), 0.0
    try:
        for _stop in range(STOPS):
            opened.set()
            before = len(ledger.acked)
            while len(ledger.acked) < before + 10:
                assert not any(writer.trouble for writer in writers), [writer.trouble for writer in writers]
                time.sleep(0.01)
            time.sleep(dice.uniform(0, 0.2))
            opened.clear()
            assert clinic.process is not None
            began = time.monotonic()
            clinic.process.send_signal(signal.SIGTERM)
            assert clinic.process.wait(30) == 0
            slowest = max(slowest, time.monotonic() - began)
            clinic.start()
        opened.set()
    finally:
        for writer in writers:
            writer.done = True
        for writer in writers:
            writer.join(30)
        clinic.stop()
    held = hold_everything(clinic.data, url)
    lost, doubled = ledger.lost(held), ledger.doubled(held)
    figure(
        f"{kind}: {len(ledger.acked)} acked, {STOPS} stops under load, {len(lost)} lost, {len(doubled)} doubled, "
        f"slowest stop {slowest:.1f} s"
    )
    assert not lost, lost[:5]
    assert not doubled, doubled[:5]


def migrate(data: Path, url: str, fault: str = "", dies: str = "") -> "subprocess.CompletedProcess[str]":
    settings = {"TIDEMARK_MASTER_KEY": MASTER, "TIDEMARK_TEST_DIES": dies}
    settings |= {"DATABASE_URL": url} if "://" in url else {}
    program = ("tests.promises.wrapped", fault, "migrate") if fault else ("server", "migrate")
    return subprocess.run(
        [sys.executable, "-m", *program], cwd=ROOT, env=environment(data, settings), capture_output=True, text=True,
        timeout=100,
    )  # fmt: skip


def steps_of(number: int, kind: Any) -> int:
    """Statements of a migration, with that which makes room for its own row and the row itself."""
    (script,) = [one.script for one in read_migrations(FOLDER, kind) if one.number == number]
    return len(list(split(script))) + 2


def hashed(rows: dict[str, list[dict[str, Any]]], only: dict[str, set[str]] | None = None) -> dict[str, str]:
    """One hash a table, over every row; of the columns that are named alone."""
    found = {}
    for table, kept in rows.items():
        if table not in OWN_AT_EACH_START and (only is None or table in only):
            seen = [{name: row[name] for name in sorted(row) if only is None or name in only[table]} for row in kept]
            found[table] = hashlib.sha256(repr(sorted(map(repr, seen))).encode()).hexdigest()
    return found


async def rows_there(place: str) -> dict[str, list[dict[str, Any]]]:
    async with await open_database(place) as db:
        return await all_rows(db)


async def earliest(place: str) -> dict[str, list[dict[str, Any]]]:
    async with await open_database(place) as db, db.reading() as reader:
        return {table: await rows_of(reader, table) for table in tables_made(EARLIEST)}


def test_p3_every_row_is_there_though_each_migration_is_killed_in_its_middle(
    installation: Installation, place: str, tmp_path: Path, figure: Figure
) -> None:
    run, kind = installation.loop.run_until_complete, installation.house.db.kind
    data = Path(place).parent if "://" not in place else tmp_path / "old"
    run(make_old(place, EARLIEST, run(all_rows(installation.house.db)), tmp_path / "migrations"))
    before = run(earliest(place))
    columns = {table: set(rows[0]) for table, rows in before.items() if rows}
    dice, kills = random.Random(2026), 0
    numbers = [number for number in VERSIONS[1:] if FULL or number % 2 or number == VERSIONS[-1]]
    for number in numbers:
        for _kill in range(KILLS):
            dead = migrate(data, place, "dies", f"{number} {dice.randrange(steps_of(number, kind))}")
            assert dead.returncode == -signal.SIGKILL, (number, dead.stderr)
            kills += 1
    assert migrate(data, place).returncode == 0
    after = run(rows_there(place))
    changed = [table for table, one in hashed(after, columns).items() if one != hashed(before, columns)[table]]
    count = sum(len(rows) for rows in before.values())
    figure(f"{kind}: {kills} kills inside {len(numbers)} migrations, {count} rows, {len(changed)} tables changed")
    assert not changed
    assert count > 50
    assert hashed(after) == hashed(run(all_at_once(installation, place, tmp_path)))


async def all_at_once(installation: Installation, place: str, tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    """The same data brought up without a stop, in a SQLite database of its own: rows are the same on both."""
    other = tmp_path / "at-once" / "tidemark.db"
    rows = await all_rows(installation.house.db)
    await make_old(str(other), EARLIEST, rows, tmp_path / "again")
    assert migrate(other.parent, str(other)).returncode == 0
    return await rows_there(str(other))


def test_p3_a_migration_that_is_kept_by_halves_would_be_seen(installation: Installation, tmp_path: Path) -> None:
    run, place = installation.loop.run_until_complete, tmp_path / "halves" / "tidemark.db"
    run(make_old(str(place), EARLIEST, run(all_rows(installation.house.db)), tmp_path / "migrations"))
    number = next(one for one in VERSIONS[1:] if steps_of(one, "sqlite") > 4)
    assert migrate(place.parent, str(place), "halves", f"{number} 3").returncode == -signal.SIGKILL
    assert migrate(place.parent, str(place)).returncode == 1

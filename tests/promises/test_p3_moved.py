"""P3, the move to PostgreSQL: every row arrives as it was, and whenever it is killed one clinic serves, whole."""

import asyncio
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import asyncpg
import pytest

from tests.postgres import Cluster
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.generated import generate, rows_here, rows_there
from tests.promises.rotation import of_its_own_key
from tests.start.command import ROOT, environment

ENTRIES = size(1200, 60_000)
KILLS = size(5, 40)
pytestmark = pytest.mark.timeout(seconds(120, 3600))


APART = {"migration", "installation"}  # where each has rows of its own


def filled(tmp_path: Path, count: int) -> Clinic:
    clinic = of_its_own_key(tmp_path, None)
    assert clinic.command("seed").returncode == 0
    generate(clinic, count, seed=8)
    return clinic


def beside(clinic: Clinic, url: str) -> Clinic:
    """The same clinic where it went: its folder with the keys, and the new address."""
    there = of_its_own_key(clinic.data.parent, url)
    assert there.data == clinic.data
    return there


def test_p3_a_clinic_of_many_entries_is_the_same_on_postgresql(
    tmp_path: Path, cluster: Cluster, figure: Figure
) -> None:
    url = cluster.url(cluster.new_database())
    clinic = filled(tmp_path, ENTRIES)
    with clinic:
        mara = clinic.phone("mara")
        page = mara.get("/journal")
        assert page.status == 200
    began = time.monotonic()
    said = clinic.command("move-to", url)
    took = time.monotonic() - began
    assert said.returncode == 0, said.stderr
    assert "the same on both sides, value by value" in said.stdout
    assert "Set DATABASE_URL" in said.stdout
    here, there = rows_here(clinic.data / "tidemark.db"), rows_there(url, clinic.data / "tidemark.db")
    different = [name for name in here if name not in APART and here[name] != there[name]]
    assert not different
    assert len(here["journal_entry"]) >= ENTRIES
    moved = beside(clinic, url)
    with moved:
        mara.port = moved.port
        mara.hang_up()
        assert mara.get("/journal").status == 200, "a login of before the move is one after it"
        mara.hang_up()
    assert moved.command("verify-trail").returncode == 0
    assert "was moved to PostgreSQL" in clinic.command("run").stderr
    rows = sum(len(found) for found in here.values())
    figure(f"{len(here['journal_entry']):,} entries in {rows:,} rows moved and proven the same in {took:.1f} s")


def test_p3_killed_at_any_moment_of_the_move_one_clinic_serves_whole(
    tmp_path: Path, cluster: Cluster, figure: Figure
) -> None:
    url, dice = cluster.url(cluster.new_database()), random.Random(3)
    clinic = filled(tmp_path, size(600, 6000))
    before, there = rows_here(clinic.data / "tidemark.db"), beside(clinic, url)
    shutil.copytree(clinic.data, tmp_path / "as it was")
    began = time.monotonic()
    assert clinic.command("move-to", url).returncode == 0
    took, killed, late = time.monotonic() - began, 0, 0
    _as_it_was(clinic, cluster, url)
    while killed < KILLS:
        process = subprocess.Popen(
            [sys.executable, "-m", "server", "move-to", url], cwd=ROOT,
            env=environment(clinic.data, clinic.settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            process.wait(dice.uniform(took * 0.3, took * 1.05))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
        old = clinic.command("migrate").returncode == 0
        new = not is_empty(url) and there.command("migrate").returncode == 0
        assert old != new, f"after kill {killed}: the old one {old}, the new one {new}"
        rows = rows_there(url, clinic.data / "tidemark.db") if new else rows_here(clinic.data / "tidemark.db")
        assert not [name for name in rows if name not in APART and rows[name] != before[name]]
        if new:
            late += 1
            _as_it_was(clinic, cluster, url)
    figure(f"{killed} moves killed, one whole clinic after each ({late} times the new one), 0 rows lost")


def _as_it_was(clinic: Clinic, cluster: Cluster, url: str) -> None:
    shutil.rmtree(clinic.data)
    shutil.copytree(clinic.data.parent / "as it was", clinic.data)
    cluster.sql(url.rpartition("/")[2], "drop schema public cascade", "create schema public")


def is_empty(url: str) -> bool:
    """Nothing of the move was kept: a start there would begin a clinic of its own."""

    async def look() -> bool:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval("select count(*) from pg_tables where schemaname = 'public'") == 0
        finally:
            await connection.close()

    return asyncio.run(look())

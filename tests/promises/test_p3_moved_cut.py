"""P3, the move to PostgreSQL when the power goes in its middle: one clinic serves afterwards, whole, mostly the old."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.generated import generate, rows_here, rows_there
from tests.promises.places import Disk
from tests.promises.rotation import of_its_own_key
from tests.promises.test_p3_moved import APART, is_empty
from tests.start.command import ROOT, environment

CUTS, ENTRIES = size(2, 30), size(300, 6000)
pytestmark = pytest.mark.timeout(seconds(120, 3600))


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path / "image", tmp_path / "disk")
    yield made
    made.unmount()


def test_p3_a_power_cut_in_the_middle_of_the_move_leaves_one_clinic_whole(
    tmp_path: Path, disk: Disk, cluster: Cluster, figure: Figure
) -> None:
    """The old clinic's machine loses its power; PostgreSQL is another one, and hears no more of it. The first time it
    goes in the moment after the move."""
    url, dice = cluster.url(cluster.new_database()), random.Random(33)
    clinic = of_its_own_key(tmp_path, None)
    clinic.data = disk.folder / "data"
    assert clinic.command("seed").returncode == 0
    generate(clinic, ENTRIES, seed=9)
    before = rows_here(clinic.data / "tidemark.db")
    shutil.copytree(clinic.data, tmp_path / "as it was")
    took, early, late = _moved(clinic, url), 0, 0
    while early < CUTS:
        _as_it_was(clinic, tmp_path / "as it was", cluster, url)
        _cut_while_it_moves(clinic, disk, url, dice.uniform(took * 0.4, took) if late else took * 20)
        there = of_its_own_key(tmp_path, url)
        there.data = clinic.data
        old = clinic.command("migrate").returncode == 0
        new = not is_empty(url) and there.command("migrate").returncode == 0
        assert old != new, f"after cut {early + late}: the old one {old}, the new one {new}"
        rows = rows_there(url, clinic.data / "tidemark.db") if new else rows_here(clinic.data / "tidemark.db")
        assert [name for name in rows if name not in APART and rows[name] != before[name]] == []
        early, late, took = early + old, late + new, took * 0.9 if new and late else took
    figure(f"{early + late} power cuts in a move, one whole clinic after each ({late} times the new one), 0 rows lost")


def _moved(clinic: Clinic, url: str) -> float:
    began = time.monotonic()
    done = clinic.command("move-to", url)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def _cut_while_it_moves(clinic: Clinic, disk: Disk, url: str, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "move-to", url], cwd=ROOT,
        env=environment(clinic.data, clinic.settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with suppress(subprocess.TimeoutExpired):
        process.wait(after)
    disk.cut()
    process.kill()  # a machine without power does nothing more
    process.wait()
    disk.unmount()
    assert disk.mount()


def _as_it_was(clinic: Clinic, saved: Path, cluster: Cluster, url: str) -> None:
    shutil.rmtree(clinic.data)
    shutil.copytree(saved, clinic.data)
    os.sync()
    cluster.sql(url.rpartition("/")[2], "drop schema public cascade", "create schema public")

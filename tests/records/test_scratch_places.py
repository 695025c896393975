"""What a killed reading back left behind is swept by the next, and never what another process is reading."""

import asyncio
import fcntl
import os
from pathlib import Path

from server.access.keys import load_keys
from server.db.scratch import FOLDER, FORMER, opened_copy
from server.records.backup import check_backup, make_backup
from tests.postgres import shared_cluster
from tests.records.places import names_in
from tests.someone import Installation

OWN = "select 'tidemark_read_back_' || oid || '_' from pg_database where datname = current_database()"


def left_by_a_killed_one(folder: Path, name: str) -> Path:
    path = folder / f"{name}1x2y3z"
    path.mkdir()
    (path / "tidemark.db").write_bytes(b"names that can be read")
    return path


def test_verifying_sweeps_what_a_killed_one_left_in_the_folder_and_nothing_else(
    installation: Installation, apart: Path
) -> None:
    settings, copy = installation.house.settings, apart / "copy"
    installation.run(lambda: make_backup(settings, copy))
    if settings.database_url:
        return  # a database is left there instead
    left = [left_by_a_killed_one(copy, name) for name in (FOLDER, FORMER)]
    used = left_by_a_killed_one(copy, f"{FOLDER}used-")
    (copy / "letters").mkdir()
    handle = os.open(used, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), copy))
        assert [path.exists() for path in (*left, used, copy / "letters")] == [False, False, True, True]
    finally:
        os.close(handle)
    installation.run(lambda: check_backup(settings, load_keys(settings, fresh=False), copy))
    assert not used.exists()


def test_the_next_backup_sweeps_what_was_left_in_those_beside_it(installation: Installation, apart: Path) -> None:
    settings = installation.house.settings
    installation.run(lambda: make_backup(settings, apart / "monday"))
    before = names_in(apart / "monday")
    left_by_a_killed_one(apart / "monday", FOLDER)
    (apart / "letters").mkdir()
    other = left_by_a_killed_one(apart / "letters", FOLDER)
    installation.run(lambda: make_backup(settings, apart / "tuesday"))
    assert names_in(apart / "monday") == before
    assert other.exists()


def test_two_read_one_copy_back_at_once_and_neither_sweeps_the_others_place(
    installation: Installation, apart: Path
) -> None:
    settings = installation.house.settings
    contents, _proof = installation.run(lambda: make_backup(settings, apart / "copy"))  # type: ignore[misc]

    async def count(waits: asyncio.Barrier) -> object:
        async with opened_copy(settings.database, apart / "copy" / contents.database) as copy:
            await waits.wait()
            async with copy.reading() as db:
                return await db.value("select count(*) from person")

    async def both() -> list[object]:
        waits = asyncio.Barrier(2)
        return await asyncio.gather(count(waits), count(waits))

    first, second = installation.loop.run_until_complete(both())
    assert first == second
    assert first


def test_a_database_that_a_killed_one_left_goes_with_the_next(installation: Installation, apart: Path) -> None:
    """Of this database alone: what another installation reads back in the same PostgreSQL is its own."""
    cluster = shared_cluster()
    if cluster is None or not installation.house.settings.database_url:
        return
    own = str(installation.value(OWN))
    left, another = f"{own}0123456789ab", "tidemark_read_back_1_0123456789ab"
    for name in (left, another):
        cluster.sql("postgres", f"create database {name}")
    try:
        installation.run(lambda: make_backup(installation.house.settings, apart / "copy"))
        there = "select count(*) from pg_database where datname = :name"
        assert [installation.value(there, name=name) for name in (left, another)] == [0, 1]
    finally:
        for name in (left, another):
            cluster.sql("postgres", f"drop database if exists {name}")

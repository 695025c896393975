"""A clinic that stayed on an earlier version comes up to this one with every row, and its pages open."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from server.access.house import House
from server.db.connection import Database, open_database
from server.db.migrate import FOLDER, migrate
from server.demo_words import TELLTALES
from server.start import open_house
from tests.house.data import all_rows, columns_of
from tests.house.source import tables_made
from tests.installing import settings_of
from tests.postgres import shared_cluster
from tests.someone import Installation

VERSIONS = sorted({int(path.name[:4]) for path in FOLDER.glob("*.sql")})
EMPTY = 0
FILLED = {"clinic_sharing", "desk_item", "reminder_look"}  # made by a migration, from what there was
UNSEEN = ("entry", "hard", "concern")  # what waited before there was a list of it


@pytest.fixture
def place(kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database that nobody has used."""
    cluster = shared_cluster() if kind == "postgresql" else None
    name = cluster.new_database() if cluster else ""
    yield cluster.url(name) if cluster else str(tmp_path / "old" / "tidemark.db")
    if cluster:
        cluster.drop_database(name)


def up_to(version: int, folder: Path) -> Path:
    """The migrations as they were when `version` was the newest."""
    folder.mkdir()
    for path in FOLDER.glob("*.sql"):
        if int(path.name[:4]) <= version:
            shutil.copy(path, folder)
    return folder


async def fill(old: Database, rows: dict[str, list[dict[str, object]]]) -> None:
    """With today's demo clinic, in the columns that there were."""
    async with old.writing() as tx:
        for table in tables_made():
            known = await columns_of(tx, old.kind, table)
            kept = [{name: row[name] for name in known & row.keys()} for row in rows[table]]
            if known and kept:
                names = sorted(kept[0])
                values = ", ".join(f":{name}" for name in names)
                await tx.run_many(f"insert into {table} ({', '.join(names)}) values ({values})", kept)


async def make_old(place: str, version: int, rows: dict[str, list[dict[str, object]]], folder: Path) -> None:
    async with await open_database(place) as old:
        if version != EMPTY:
            await migrate(old, up_to(version, folder))
            await fill(old, rows)


async def opened_by_this_version(installation: Installation, place: str) -> House:
    house = installation.house
    url = place if "://" in place else None
    return await open_house(
        settings_of(Path(place).parent if url is None else house.settings.data, url),
        clock=house.clock,
        assets=house.assets,
    )


def waiting(rows: dict[str, list[dict[str, object]]]) -> set[object]:
    return {one["id"] for one in rows["desk_item"] if one["kind"] in UNSEEN and one["done_at"] is None}


@pytest.mark.parametrize("version", [EMPTY, *VERSIONS])
def test_data_of_every_earlier_version_is_taken_along_whole(
    installation: Installation, place: str, tmp_path: Path, version: int
) -> None:
    run = installation.loop.run_until_complete
    rows = run(all_rows(installation.house.db))
    run(make_old(place, version, rows, tmp_path / "migrations"))

    house = run(opened_by_this_version(installation, place))
    try:
        found = run(all_rows(house.db))
        if version == EMPTY:
            assert not any(found[table] for table in found if table != "installation")
            return
        if version == VERSIONS[-1]:
            assert found == rows
        then = tables_made(version)  # a table that came later begins empty
        known = {t: len(rows[t]) if t in then else 0 for t in rows if t in then or t not in FILLED}
        assert {t: len(kept) for t, kept in found.items() if t in known} == known
        assert waiting(found) == waiting(rows)
        renewed = Installation(house, installation.loop, installation.clock)
        renewed.clock.move(timedelta(minutes=1))
        journal = renewed.someone("mara").open("/journal").text.lower()
        assert all(word in journal for word in TELLTALES["mara"])
        assert "Mara" in renewed.someone("theo").open("/caseload").words
    finally:
        run(house.db.close())

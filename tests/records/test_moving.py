"""From SQLite to PostgreSQL: all of it or nothing, no table forgotten, and at every moment one clinic that serves."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from server.db import carrying
from server.db.carrying import held_still, tables_of
from server.db.errors import CannotStart
from server.records import moving
from server.records.doctor import examine
from server.records.moving import was_moved
from server.settings import Settings
from tests.house.source import tables_made
from tests.postgres import Cluster
from tests.records.moves import count, moved, settings_of, starts


def test_every_table_is_carried_after_those_that_it_points_at(old: Settings, cluster: Cluster, url: str) -> None:
    async def look() -> list[carrying.Table]:
        async with held_still(old.data / "tidemark.db") as source:
            return await tables_of(source)

    tables = asyncio.run(look())
    assert {table.name for table in tables} == set(tables_made()) - {"migration"}
    assert all(table.key for table in tables), "rows without a key cannot be held side by side"
    there = moved(old, url)
    assert there.tables == len(tables)
    numbers = "select count(*) from pg_class where relkind = 'S'"
    assert cluster.sql(url.rpartition("/")[2], numbers) == "0", "numbers that PostgreSQL gives out are not carried yet"


def test_the_clinic_serves_from_there_and_from_nowhere_else(old: Settings, url: str, cluster: Cluster) -> None:
    with closing(sqlite3.connect(old.data / "tidemark.db")) as db:
        before = {name: db.execute(f"select count(*) from {name}").fetchone()[0] for name in tables_made()}
    there = moved(old, url)
    assert there.rows == sum(before.values())
    assert there.words > 50
    assert {name: count(url, cluster, name) for name in before} == before
    assert starts(settings_of(old.data, url)) == ""
    said = starts(old)
    assert said.startswith(f"This clinic was moved to PostgreSQL at {there.where} on 20")
    assert "Set DATABASE_URL" in said
    with pytest.raises(CannotStart, match="was moved to PostgreSQL"):
        asyncio.run(was_moved(old, url))
    words = {one.about: one for one in asyncio.run(examine(old))}["words"]
    assert (words.state, "this is the old copy" in words.says) == ("wrong", True)


def test_a_row_that_arrived_otherwise_is_seen_and_the_old_clinic_serves(
    old: Settings, url: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value of another case, of another type, a row too few and a row too many."""
    database = url.rpartition("/")[2]
    changes = (
        "update person set name = upper(name) where name = 'Mara'",
        "update person set email = '' where name = 'Mara'",
        "delete from lesson_read where ctid in (select ctid from lesson_read limit 1)",
        "insert into attempt (id, subject, tried_at) values ('zz', 'nobody', '2026')",
    )
    whole = moving.migrate
    for change in changes:

        async def changed(db: object, change: str = change) -> None:
            await whole(db)  # type: ignore[arg-type]
            await asyncio.to_thread(cluster.sql, database, change)

        monkeypatch.setattr(moving, "migrate", changed)
        with pytest.raises(CannotStart, match="are not the same on both sides"):
            moved(old, url)
        assert starts(old) == ""
        assert "has not ended" in starts(settings_of(old.data, url))
    monkeypatch.setattr(moving, "migrate", whole)
    assert moved(old, url).rows
    assert starts(settings_of(old.data, url)) == ""


@contextmanager
def broken_off(monkeypatch: pytest.MonkeyPatch, at: str) -> Iterator[None]:
    async def stopped(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(moving, at, stopped)
        with pytest.raises(KeyboardInterrupt):
            yield


@pytest.mark.parametrize("at", ["carry", "migrate", "hold_side_by_side", "_open_all"])
def test_broken_off_before_it_is_proven_the_old_clinic_goes_on_and_a_later_move_brings_what_came_since(
    at: str, old: Settings, url: str, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    with broken_off(monkeypatch, at):
        moved(old, url)
    assert starts(old) == ""
    if at != "carry":
        assert "has not ended" in starts(settings_of(old.data, url))
    with closing(sqlite3.connect(old.data / "tidemark.db")) as db:
        db.execute("update person set zone = 'America/Vancouver' where name = 'Mara'")
        db.commit()
    moved(old, url)
    assert cluster.sql(url.rpartition("/")[2], "select zone from person where name = 'Mara'") == "America/Vancouver"


@pytest.mark.parametrize("again", [False, True], ids=["the new one is started", "the move is asked for again"])
def test_broken_off_after_it_counts_the_new_clinic_is_the_one(
    again: bool, old: Settings, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with broken_off(monkeypatch, "settle"):
        moved(old, url)
    assert "was moved to PostgreSQL" in starts(old)
    if again:
        assert asyncio.run(was_moved(old, url)).endswith(url.rpartition("/")[2])
    assert starts(settings_of(old.data, url)) == ""


def test_half_a_move_is_not_taken_for_one_of_another_clinic(
    old: Settings, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old clinic has moved elsewhere: that tells nothing of this database."""
    with broken_off(monkeypatch, "hold_side_by_side"):
        moved(old, url)
    with closing(sqlite3.connect(old.data / "tidemark.db")) as db:
        db.execute("insert into installation (name, value) values ('moved', 'another 2026-11-25 elsewhere:5432/x')")
        db.commit()
    assert "has not ended" in starts(settings_of(old.data, url))

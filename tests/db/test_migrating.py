"""Migrations go forward only, each whole or not at all, once each however many processes start together."""

import asyncio
import re
from itertools import chain

import pytest

from server.db.connection import open_database
from server.db.errors import CannotStart
from server.db.migrate import Migration, migrate, pending, read_migrations, schema_of

pytestmark = pytest.mark.anyio

FIRST = "-- jars; and more\ncreate table jar (id integer primary key, label text not null default ';');\n"
SECOND = "insert into jar (id) values (1);\ncreate index jar_label on jar (label);"


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "migrations"
    place.mkdir()
    (place / "0001_jars.sql").write_text(FIRST)
    (place / "0002_more_jars.sql").write_text(SECOND)
    return place


@pytest.fixture
async def empty(place):
    async with await open_database(place) as database:
        yield database


async def value(db, sql):
    async with db.reading() as reader:
        return await reader.value(sql)


async def refused(db, folder):
    with pytest.raises(CannotStart) as caught:
        await migrate(db, folder)
    return str(caught.value)


async def test_each_migration_is_applied_once_in_order(empty, folder):
    assert await migrate(empty, folder) == ["0001_jars", "0002_more_jars"]
    assert await migrate(empty, folder) == []
    (folder / "0003_last.sql").write_text("insert into jar (id) values (2)")
    assert await migrate(empty, folder) == ["0003_last"]

    assert await value(empty, "select count(*) from jar") == 2
    assert re.fullmatch(r"[\d-]{10}T[\d:.]{12}Z", await value(empty, "select max(applied_at) from migration"))


async def test_a_variant_follows_the_common_file_on_its_own_database_only(empty, folder):
    (folder / "0001_jars.postgres.sql").write_text("insert into jar values (7, 'postgresql');")
    (folder / "0001_jars.sqlite.sql").write_text("insert into jar values (7, 'sqlite');")
    (folder / "0003_rules.postgres.sql").write_text(
        "do $$ begin perform 1; end $$; alter table jar enable row level security"
    )

    assert await migrate(empty, folder) == ["0001_jars", "0002_more_jars", "0003_rules"]

    assert await value(empty, "select label from jar where id = 7") == empty.kind
    assert await value(empty, "select max(number) from migration") == 3


async def test_a_migration_that_fails_leaves_nothing_of_itself(empty, folder):
    (folder / "0003_broken.sql").write_text(
        "create table lid (id integer); insert into jar (id) values (5); insert into nowhere values (1);"
    )
    assert re.match(r"Migration 0003_broken could not be applied, and nothing.*nowhere", await refused(empty, folder))

    assert await value(empty, "select max(number) from migration") == 2
    assert await value(empty, "select count(*) from jar") == 1
    (folder / "0003_broken.sql").write_text("create table lid (id integer)")
    assert await migrate(empty, folder) == ["0003_broken"]


async def test_data_of_a_newer_version_is_left_alone(empty, folder):
    (folder / "0003_last.sql").write_text("create table lid (id integer)")
    await migrate(empty, folder)
    (folder / "0003_last.sql").unlink()
    assert await refused(empty, folder) == (
        "This data was written by a newer Tidemark (schema 3; this one knows 2). "
        "Start that version, or restore a backup."
    )


async def test_a_migration_changed_after_it_was_applied_stops_the_start(empty, folder):
    await migrate(empty, folder)
    (folder / "0001_jars.sql").write_text(FIRST.replace("label", "name"))
    assert "0001_jars is not the one that was applied" in await refused(empty, folder)


async def test_processes_that_start_together_apply_each_migration_once(place, folder):
    databases = await asyncio.gather(*(open_database(place) for _ in range(4)))
    applied = await asyncio.gather(*(migrate(db, folder) for db in databases))
    for db in databases:
        await db.close()
    assert sorted(chain(*applied)) == ["0001_jars", "0002_more_jars"]


async def test_line_ends_do_not_change_a_migration(empty, folder):
    await migrate(empty, folder)
    (folder / "0001_jars.sql").write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert await migrate(empty, folder) == []


async def test_a_parameter_in_a_migration_stops_the_start(empty, folder):
    (folder / "0003_odd.sql").write_text("insert into jar (id) values (:id)")
    assert "missing: id" in await refused(empty, folder)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("3_x.sql", "not named"), ("0002_other.sql", "numbered 2"), ("0003_x.mysql.sql", "not named")],
)
def test_files_that_are_not_one_sequence_are_refused(folder, name, reason):
    (folder / name).write_text("select 1")
    with pytest.raises(CannotStart, match=reason):
        read_migrations(folder, "sqlite")


def test_a_migration_slipped_in_behind_is_refused():
    known = [Migration(number, "x", "select 1") for number in (1, 2, 3)]
    with pytest.raises(CannotStart, match="0002_x was added behind schema 3"):
        pending([known[0], known[2]], known)


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_a_table_can_be_rebuilt_under_its_children_and_orphans_are_refused(empty, folder):
    (folder / "0003_lids.sql").write_text(
        "create table lid (id integer primary key, jar_id integer not null references jar (id));"
        "insert into lid values (1, 1);"
        "create table jar_new (id integer primary key, label text);"
        "insert into jar_new select id, label from jar; drop table jar; alter table jar_new rename to jar;"
    )
    assert "0003_lids" in await migrate(empty, folder)
    (folder / "0004_orphan.sql").write_text("insert into lid values (2, 99)")
    assert "rows of lid point at rows that are not there" in await refused(empty, folder)
    assert await value(empty, "select count(*) from lid") == 1


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
async def test_the_schema_is_written_out_the_same_every_time(empty, folder):
    (folder / "0003_rule.sqlite.sql").write_text(
        "create trigger keep before delete on jar begin select raise(abort, 'no; never'); end;"
    )
    await migrate(empty, folder)
    assert await schema_of(empty) == (
        "CREATE TABLE jar (id integer primary key, label text not null default ';');\n\n"
        "CREATE INDEX jar_label on jar (label);\n\n"
        "CREATE TRIGGER keep before delete on jar begin select raise(abort, 'no; never'); end;\n\n"
        + (await schema_of(empty)).split("\n\n", 3)[3]
    )
    assert "CREATE TABLE migration" in await schema_of(empty)

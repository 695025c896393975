"""The second wall: what a question of ours forgets, PostgreSQL still keeps apart, clinic by clinic."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import asyncpg
import pytest

from server.db.connection import Database
from server.db.errors import StatementFailed
from server.db.postgres import PostgresDatabase
from server.db.postgres_connection import PostgresReader
from server.db.row_security import OPEN, tables_of
from server.demo_people import CEDAR, HARBOUR
from tests.house.source import tables_made
from tests.someone import Installation, Someone

pytestmark = pytest.mark.parametrize("kind", ["postgresql"], indirect=True)


def asked(installation: Installation, work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    return installation.loop.run_until_complete(work())


async def counted(db: Database) -> dict[str, int]:
    async with db.reading() as reader:
        return {name: int(await reader.value(f"select count(*) from {name}")) for name in tables_made()}


def test_each_clinic_has_its_own_rows_both_have_them_all_and_nobody_has_none(in_use: Installation) -> None:
    db = in_use.house.db
    every, harbour, cedar, none = (
        asked(in_use, lambda one=one: counted(one)) for one in (db, db.within(HARBOUR), db.within(CEDAR), db.within(""))
    )
    walled = set(every) - set(OPEN)
    assert {name: harbour[name] + cedar[name] for name in walled} == {name: every[name] for name in walled}
    assert not [name for name in walled if none[name]]
    assert [every[name] for name in every if name in OPEN] == [none[name] for name in every if name in OPEN]
    both = {name for name in walled if harbour[name] and cedar[name]}
    assert both >= {"clinic", "person", "course", "login", "trail", "journal_entry", "session", "invitation"}, both
    assert sum(bool(every[name]) for name in walled) > 60


def test_a_page_whose_question_forgets_its_clinic_shows_nothing_of_another(
    installation: Installation, ada: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same fault with the wall taken away shows Sol of Cedar Clinic to Ada: it is the wall that holds."""
    fetch = PostgresReader._fetch

    async def forgetful(self: PostgresReader, sql: str, values: dict[str, Any]) -> Any:
        return await fetch(self, sql.replace("invitation.clinic_id = :clinic", "cast(:clinic as text) <> ''"), values)

    async def invite() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run(
                """
                insert into invitation (id, clinic_id, person_id, token_hash, code_hash, created_at, expires_at)
                select 'planted', clinic_id, id, 'planted', 'planted', '2026-11-25T00:00:00.000Z',
                       '2027-11-25T00:00:00.000Z' from person where name = 'Sol'
                """
            )

    asked(installation, invite)
    monkeypatch.setattr(PostgresReader, "_fetch", forgetful)
    assert "Sol" not in ada.open("/invitations").words
    monkeypatch.setattr(PostgresDatabase, "within", lambda self, _clinic: self)
    assert "Sol" in ada.get("/invitations").text


def test_nothing_is_written_into_another_clinic_or_changed_there(installation: Installation) -> None:
    harbour = installation.house.db.within(HARBOUR)

    async def change() -> int:
        async with harbour.writing() as tx:
            return await tx.run("update person set name = 'Nobody' where name = 'Sol'")

    async def add(clinic: str) -> None:
        async with harbour.writing() as tx:
            await tx.run(
                "insert into room (id, clinic_id, name, made_by, made_at) select 'r', cast(:clinic as text), 'R', id,"
                " '2026' from person where name = 'Ada'",
                clinic=clinic,
            )

    assert asked(installation, change) == 0
    with pytest.raises(StatementFailed, match="row-level security"):
        asked(installation, lambda: add(CEDAR))
    asked(installation, lambda: add(HARBOUR))
    assert installation.value("select count(*) from room where id = 'r'") == 1
    assert installation.value("select count(*) from person where name = 'Nobody'") == 0


def test_no_connection_carries_a_clinic_over_also_after_errors(installation: Installation) -> None:
    """Forty at once on eight connections, some of which fail; each sees its own clinic, and nothing stays behind."""
    db = installation.house.db
    assert isinstance(db, PostgresDatabase)

    async def look(number: int) -> set[str]:
        clinic = (HARBOUR, CEDAR, "")[number % 3]
        try:
            async with (db.within(clinic).writing if number % 2 else db.within(clinic).reading)() as reader:
                rows = await reader.rows("select distinct clinic_id from person")
                if number % 5 == 0:
                    await reader.value("select broken")
                if number % 7 == 0:
                    raise KeyError
        except (StatementFailed, KeyError):
            pass
        return {row["clinic_id"] for row in rows} ^ ({clinic} - {""})

    async def left() -> list[tuple[str, str, str]]:
        async with asyncio.TaskGroup() as group:
            seen = [group.create_task(look(number)) for number in range(40)]
        assert not any(task.result() for task in seen)
        found, held = [], [await db._lines._pool.acquire() for _each in range(8)]
        for one in held:
            row = await one.fetchrow(
                "select current_user::text, session_user::text, current_setting('tidemark.clinic', true)"
            )
            found.append(tuple(row))
            await db._lines._pool.release(one)
        return found

    assert {(who == login, clinic) for who, login, clinic in asked(installation, left)} <= {(True, ""), (True, None)}


def test_the_role_owns_nothing_goes_around_nothing_and_without_a_clinic_sees_nothing(
    installation: Installation,
) -> None:
    db = installation.house.db
    assert isinstance(db, PostgresDatabase)
    role = db.wall.role
    assert role

    async def look() -> None:
        connection = await asyncpg.connect(db._url)
        try:
            own = "select count(*) from pg_class where relowner = (select oid from pg_roles where rolname = $1)"
            assert await connection.fetchval(own, role) == 0
            rights = "select rolsuper or rolbypassrls or rolcanlogin or rolcreaterole from pg_roles where rolname = $1"
            assert await connection.fetchval(rights, role) is False
            await connection.execute(f"set role {role}")
            for name in ("person", "course", "journal_entry", "trail"):
                assert await connection.fetchval(f"select count(*) from {name}") == 0
            for deed in ("alter table person disable row level security", "drop policy of_one_clinic on person"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(deed)
        finally:
            await connection.close()

    asked(installation, look)


def test_what_was_taken_down_is_put_up_again_by_the_next_start(installation: Installation) -> None:
    db = installation.house.db
    assert isinstance(db, PostgresDatabase)

    async def standing() -> list[str]:
        async with db.reading() as reader:
            return [one.name for one in await tables_of(reader) if one.walled]

    async def broken() -> tuple[list[str], list[str], list[str]]:
        before = await standing()
        async with db.migrating() as tx:
            await tx.run("alter table person no force row level security")
            await tx.run("drop policy of_one_clinic on course")
            await tx.run("alter table trail disable row level security")
        between = await standing()
        await db.guard()
        return before, between, await standing()

    before, between, after = asked(installation, broken)
    assert set(before) - set(between) == {"person", "trail"}
    assert after == before
    assert asked(installation, lambda: counted(db.within(CEDAR)))["course"] == 1

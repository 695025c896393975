"""What a move refuses, each time in one sentence, and the clinic stays what and where it was."""

import asyncio
from pathlib import Path

import pytest

from server.db.errors import CannotStart
from server.records.moving import move
from server.settings import Settings
from tests.conftest import MASTER
from tests.postgres import Cluster
from tests.promises.clinic import Clinic
from tests.records.moves import moved, settings_of, starts
from tests.start.command import refused, tidemark


def test_nothing_is_moved_onto_anything(old: Settings, url: str, cluster: Cluster) -> None:
    database = url.rpartition("/")[2]
    cluster.sql(database, "create table ours (id integer)")
    says_no(old, url, "is not empty. Make a new one for Tidemark alone")
    cluster.sql(database, "drop table ours", "create schema other", "create table other.ours (id integer)")
    says_no(old, url, "is not empty")
    cluster.sql(database, "drop schema other cascade")
    assert starts(settings_of(old.data, url)) == ""  # a clinic of its own
    says_no(old, url, "There is a clinic at")
    cluster.sql(database, "insert into migration values (9999, 'to_come', '2030', 'x')")
    says_no(old, url, "There is a clinic at")
    assert starts(old) == ""


def says_no(old: Settings, url: str, why: str) -> None:
    with pytest.raises(CannotStart, match=why):
        moved(old, url)


def test_an_account_that_may_make_nothing_there_is_told_so(old: Settings, url: str, cluster: Cluster) -> None:
    database = url.rpartition("/")[2]
    cluster.sql(database, "drop role if exists powerless", "create role powerless login")
    cluster.sql(database, "revoke create on schema public from public")
    says_no(old, cluster.url(database, "powerless"), "may make no tables")


def test_what_is_no_postgresql_or_does_not_answer_is_said_in_one_sentence(tmp_path: Path, cluster: Cluster) -> None:
    clinic = Clinic(tmp_path)
    said = {**clinic.settings}
    assert "There is no clinic at" in refused(clinic.data, "move-to", "postgresql://x@127.0.0.1:1/x", **said)
    assert clinic.command("migrate").returncode == 0
    closed = refused(clinic.data, "move-to", "postgresql://x:hunter2@127.0.0.1:1/x", **said)
    assert closed == "PostgreSQL at 127.0.0.1:1 did not answer: start it, or correct the address."
    assert "name it like postgresql://" in refused(clinic.data, "move-to", "sqlite:///other.db", **said)
    assert "has no database named nowhere" in refused(clinic.data, "move-to", cluster.url("nowhere"), **said)
    already = refused(clinic.data, "move-to", cluster.url("x"), **said, DATABASE_URL=cluster.url("y"))
    assert already.startswith("This clinic is on PostgreSQL already.")
    assert clinic.command("migrate").returncode == 0


def test_a_clinic_that_is_served_is_not_moved_and_one_that_is_moved_not_served(
    tmp_path: Path, url: str, old: Settings
) -> None:
    clinic = Clinic(tmp_path)
    with clinic:
        assert "Stop all that serve it" in refused(clinic.data, "move-to", url, **clinic.settings)

    async def meanwhile() -> str:
        reasons: list[str] = []

        def say(what: str, _done: int, _of: int) -> None:
            if not reasons:
                done = tidemark(old.data, "migrate", TIDEMARK_MASTER_KEY=MASTER)
                reasons.append(done.stderr)

        await move(old, url, say)
        return reasons[0]

    assert "is being moved to PostgreSQL" in asyncio.run(meanwhile())


def test_no_copy_is_kept_of_a_clinic_that_has_moved(old: Settings, url: str, tmp_path: Path) -> None:
    moved(old, url)
    said = refused(old.data, "backup", str(tmp_path / "copy"), TIDEMARK_MASTER_KEY=MASTER)
    assert "a clinic that was moved" in said

"""A clinic whose account of PostgreSQL owns its tables and may do nothing else, as most have it."""

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from server.db.row_security import belongs
from tests.house.test_row_security import columns
from tests.postgres import Cluster
from tests.promises.clinic import Clinic

NUMBERS = count(1)


@pytest.fixture
def plain(tmp_path: Path, cluster: Cluster) -> Iterator[Clinic]:
    """The demo clinic, made by an account that may make databases, for the copy that is read back, but no roles."""
    name = f"plain_{next(NUMBERS)}"
    cluster.sql("postgres", f"create role {name} login createdb", f"create database {name} owner {name}")
    clinic = Clinic(tmp_path, cluster.url(name, name))
    assert clinic.command("seed").returncode == 0
    yield clinic
    cluster.drop_database(name)


def name_of(clinic: Clinic) -> str:
    return str(clinic.url).rpartition("/")[2]


def as_account(cluster: Cluster, clinic: Clinic, sql: str, *before: str) -> str:
    name = name_of(clinic)
    return cluster.sql(name, f"set session authorization {name}", *before, sql)


def said_of_wall(clinic: Clinic) -> tuple[str, str]:
    findings = json.loads(clinic.command("doctor", "--json").stdout)
    (wall,) = [one for one in findings if one["about"] == "wall"]
    return wall["state"], wall["says"]


def serves(clinic: Clinic) -> None:
    with clinic:
        for name, path in (("theo", "/review"), ("mara", "/journal"), ("ada", "/clinic"), ("otto", "/caseload")):
            assert clinic.phone(name).get(path).status == 200


def test_the_wall_stands_before_the_owner_too_and_the_doctor_says_what_is_left_to_do(
    plain: Clinic, cluster: Cluster
) -> None:
    people = "select count(*) from person"
    assert as_account(cluster, plain, people) == "0"
    assert int(as_account(cluster, plain, people, "set tidemark.clinic = 'every'")) > 8
    state, says = said_of_wall(plain)
    assert state == "look"
    assert "works there as the owner" in says
    serves(plain)

    role = f"{name_of(plain)}_app"
    cluster.sql("postgres", f"create role {role} nologin", f"grant {role} to {name_of(plain)}")
    assert plain.command("migrate").returncode == 0
    walled = sum(bool(belongs(name, *known)) for name, known in columns().items())
    assert walled > 90
    assert said_of_wall(plain) == (
        "ok", f"PostgreSQL keeps clinics apart in {walled} tables, and {role} owns none of them."
    )  # fmt: skip
    serves(plain)


def test_a_backup_holds_everything_and_is_put_back_where_the_role_is_not(
    plain: Clinic, cluster: Cluster, tmp_path: Path
) -> None:
    """`pg_dump` works as the owner, who sees nothing without saying so."""
    said = plain.command("backup", str(tmp_path / "copy"))
    assert said.returncode == 0, said.stderr
    other = f"{name_of(plain)}_again"
    cluster.sql("postgres", f"create role {other} login createdb", f"create database {other} owner {other}")
    folder = tmp_path / "again"
    folder.mkdir()
    again = Clinic(folder, cluster.url(other, other))
    done = again.command("restore", str(tmp_path / "copy"))
    assert done.returncode == 0, done.stderr
    for table in ("person", "journal_entry", "trail", "login", "media_piece"):
        asked = f"select count(*) from {table}"
        assert cluster.sql(other, asked) == cluster.sql(name_of(plain), asked)
    serves(again)
    assert as_account(cluster, again, "select count(*) from person") == "0"
    cluster.drop_database(other)


def test_an_account_that_goes_around_walls_is_told_of_unless_it_has_the_role(plain: Clinic, cluster: Cluster) -> None:
    name = name_of(plain)
    cluster.sql("postgres", f"alter role {name} bypassrls")
    state, says = said_of_wall(plain)
    assert (state, says.split(".")[0]) == ("wrong", "This account of PostgreSQL goes around the wall between clinics")
    cluster.sql("postgres", f"alter role {name} createrole")
    assert plain.command("migrate").returncode == 0
    assert said_of_wall(plain)[0] == "ok"


def test_a_wall_with_a_gap_is_wrong(plain: Clinic, cluster: Cluster) -> None:
    cluster.sql(name_of(plain), "drop policy of_one_clinic on trail")
    state, says = said_of_wall(plain)
    assert state == "wrong"
    assert "1 tables (trail is one)" in says
    assert plain.command("migrate").returncode == 0
    assert said_of_wall(plain)[0] == "look"

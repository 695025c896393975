"""What stands in the way of a start: one sentence that says what to do, exit code 1, and nothing changed."""

import shutil
import socket
import sqlite3
from pathlib import Path

import pytest

from tests.start.command import free_port, refused, tidemark

KEY = "5a" * 32


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that an installation has begun."""
    data = tmp_path_factory.mktemp("kept")
    done = tidemark(data, "migrate")
    assert (done.returncode, done.stdout) == (0, "The database is up to date.\n"), done.stderr
    return data


@pytest.fixture
def data(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "data"))


def test_a_missing_key_is_not_made_anew_over_existing_data(data: Path) -> None:
    (data / "keys" / "master.key").unlink()

    said = refused(data)
    assert "is missing, and without it nobody's words can be opened." in said
    assert said.endswith("Put the file back, or set TIDEMARK_MASTER_KEY.")
    assert not (data / "keys" / "master.key").exists()


def test_a_wrong_key_is_refused_wherever_it_comes_from(data: Path) -> None:
    said = "This key is not the one that this data was locked with. Put the right master key back; nothing was changed."
    assert refused(data, TIDEMARK_MASTER_KEY=KEY) == said

    (data / "keys" / "master.key").write_text(KEY)
    assert refused(data) == said


def test_a_malformed_key_is_refused(data: Path) -> None:
    said = "must be 64 hexadecimal digits. Put the right key back."
    assert refused(data, TIDEMARK_MASTER_KEY="5a5a") == f"The master key in TIDEMARK_MASTER_KEY {said}"

    (data / "keys" / "master.key").write_text("")
    assert refused(data).endswith(said)


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    for place in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/tidemark")):
        assert refused(place) == (
            f"The folder {place} cannot be written to. Make it writable, or set TIDEMARK_DATA to another."
        )
    assert (tmp_path / "file").read_text() == "in the way"


def test_data_of_a_newer_version_is_refused_and_left_alone(data: Path) -> None:
    with sqlite3.connect(data / "tidemark.db") as db:
        db.execute("insert into migration values (9999, 'later', '2030-01-01T00:00:00.000Z', 'x')")
    db.close()

    said = refused(data)
    assert said.startswith("This data was written by a newer Tidemark (schema 9999; this one knows ")
    assert said.endswith("Start that version, or restore a backup.")


def test_data_with_another_history_is_refused(data: Path) -> None:
    with sqlite3.connect(data / "tidemark.db") as db:
        db.execute("update migration set digest = 'x' where number = 1")
    db.close()

    assert "is not the one that was applied to this data." in refused(data)


def test_a_file_that_is_no_database_is_refused(data: Path) -> None:
    for name in ("tidemark.db-wal", "tidemark.db-shm"):
        (data / name).unlink(missing_ok=True)
    (data / "tidemark.db").write_bytes(b"Dear diary, " * 1000)

    assert "is damaged or is not a database: move it away and restore a backup." in refused(data)


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refused(tmp_path / "data", TIDEMARK_PORT=str(port))

    assert said.startswith(f"Port {port} on 127.0.0.1 cannot be used: another program may have it.")
    assert not (tmp_path / "data").exists()


def test_a_host_that_is_none_is_refused(tmp_path: Path) -> None:
    for host in ("no.such.host.invalid", "..", "a" * 300, "256.1.1.1"):
        assert "cannot be used" in refused(tmp_path, TIDEMARK_HOST=host)


def test_a_bad_port_and_a_bad_address_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, TIDEMARK_PORT="http").startswith("TIDEMARK_PORT must be a number")
    assert refused(tmp_path, TIDEMARK_BASE_URL="clinic.example").startswith("TIDEMARK_BASE_URL must begin with https")
    assert refused(tmp_path, TIDEMARK_BASE_URL="http://[::1").startswith("TIDEMARK_BASE_URL must begin with https")


def test_a_postgresql_that_does_not_answer_is_refused_without_its_password(tmp_path: Path) -> None:
    port = free_port()
    for url in (f"postgresql://tidemark:hunter2@127.0.0.1:{port}/tidemark", "postgresql://u:hunter2@no.host.invalid/d"):
        said = refused(tmp_path, DATABASE_URL=url)
        assert "hunter2" not in said
        assert "PostgreSQL" in said


def test_an_address_of_a_database_that_is_none_is_refused(tmp_path: Path) -> None:
    for url in ("postgresql://[bad", "postgresql://a:port/b"):
        assert refused(tmp_path, DATABASE_URL=url).startswith("DATABASE_URL cannot be read: it looks like")
    for url in ("mysql://a/b", "/srv/tidemark.db", "postgres:db"):
        assert refused(tmp_path, DATABASE_URL=url).startswith("DATABASE_URL must begin with postgresql://.")


def test_a_secret_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, DATABASE_URL_FILE="/no/such/file") == (
        "DATABASE_URL_FILE names a file that cannot be read. Check its path and rights."
    )


@pytest.mark.parametrize("command", ["run", "migrate", "seed", "routes", "schema"])
def test_every_command_refuses_in_the_same_way(data: Path, command: str) -> None:
    assert refused(data, command, TIDEMARK_MASTER_KEY=KEY).startswith("This key is not the one")


def test_the_demo_never_mixes_with_a_clinic(data: Path) -> None:
    assert tidemark(data, "seed").returncode == 0
    assert refused(data, "seed").startswith("There is a clinic already, and the demo never mixes with one.")


def test_a_clinic_in_a_zone_or_region_that_is_not_known_is_refused(tmp_path: Path) -> None:
    clinic = ["create-clinic", "--name", "Sea", "--phone", "+14165550100", "--admin", "Ada"]

    assert refused(tmp_path, *clinic, "--zone", "Toronto") == (
        "Toronto is not a time zone that is known. Use one like America/Toronto."
    )
    said = refused(tmp_path, *clinic, "--zone", "America/Toronto", "--region", "Mars")
    assert said == "Mars is not a region that is known. Use one of CA-ON, CA, US-NY, US."


def test_a_command_that_does_not_exist_is_answered_with_the_ones_that_do(tmp_path: Path) -> None:
    done = tidemark(tmp_path, "start")

    assert done.returncode == 2
    assert "create-clinic" in done.stderr
    assert "Traceback" not in done.stderr

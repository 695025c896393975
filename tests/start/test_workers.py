"""Several workers at one address: on PostgreSQL alone; one that dies is replaced, and all of them stop together."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.postgres import shared_cluster
from tests.promises.clinic import Clinic
from tests.promises.phone import fresh_entry
from tests.start.command import free_port, refused
from tests.start.test_metrics import read_figures


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Clinic]:
    cluster = shared_cluster()
    if cluster is None:
        if os.environ.get("CI") == "true":
            pytest.fail("PostgreSQL is not installed here (apt-get install postgresql)")
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    name = cluster.new_database()
    made = Clinic(tmp_path, cluster.url(name))
    made.arguments = ("run", "--workers", "2")
    yield made
    made.stop()
    until = time.monotonic() + 20
    while workers_of(made) and time.monotonic() < until:  # they end a moment after their keeper, if it was killed
        time.sleep(0.05)
    cluster.drop_database(name)


def workers_of(clinic: Clinic) -> dict[int, int]:
    """The process of each worker, by its number: whoever has our place in its command line."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            mine = f"TIDEMARK_DATA={clinic.data}".encode() in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if mine and b"--place" in words:
            found[int(words[words.index(b"--place") + 1].partition(b":")[2])] = int(folder.name)
    return found


def until_both(clinic: Clinic, but: frozenset[int] = frozenset()) -> dict[int, int]:
    until = time.monotonic() + 30
    while True:
        found = workers_of(clinic)
        if len(found) == 2 and not set(found.values()) & but and clinic.log.read_text().count("Tidemark is at") == 1:
            return found
        assert time.monotonic() < until, clinic.log.read_text()[-2000:]
        time.sleep(0.05)


def written(clinic: Clinic, ids: list[str]) -> int:
    cluster = shared_cluster()
    assert cluster is not None
    assert clinic.url is not None
    named = ", ".join(f"'{one}'" for one in ids)
    return int(cluster.sql(clinic.url.rpartition("/")[2], f"select count(*) from journal_entry where id in ({named})"))


def test_on_sqlite_more_than_one_is_refused_in_a_sentence(tmp_path: Path) -> None:
    sentence = (
        "SQLite has one writer, so it is served by one worker. "
        "Set DATABASE_URL to PostgreSQL for several, or leave TIDEMARK_WORKERS out."
    )
    assert refused(tmp_path, TIDEMARK_WORKERS="2") == sentence
    assert refused(tmp_path, "run", "--workers", "3") == sentence


def test_a_worker_that_is_killed_is_replaced_and_nothing_acknowledged_is_lost(clinic: Clinic) -> None:
    clinic.start()
    first = until_both(clinic)
    noor = clinic.phone("noor")
    kept: list[str] = []
    for turn in range(60):
        if turn == 20:
            os.kill(first[2], signal.SIGKILL)
        form = fresh_entry(body=f"Kept in turn {turn}.")
        kept += [form["id"]] if noor.kept("/journal/entries", form) else []
    second = until_both(clinic, frozenset({first[2]}))
    assert second[1] == first[1], "the other one was left at work"
    assert len(kept) >= 58, "only what was on its way to the one that died is unknown"
    assert written(clinic, kept) == len(kept)
    clinic.stop()
    assert clinic.process is not None
    assert clinic.process.returncode == 0
    events = [json.loads(line)["event"] for line in clinic.log.read_text().splitlines() if line.startswith("{")]
    assert events.count("a worker ended and is replaced") == 1
    assert events.count("stopped") == 2


def test_all_go_when_their_keeper_is_killed(clinic: Clinic) -> None:
    clinic.start()
    until_both(clinic)
    clinic.kill()
    until = time.monotonic() + 20
    while workers_of(clinic):
        assert time.monotonic() < until, "a worker outlived its keeper"
        time.sleep(0.05)


def test_figures_of_all_workers_are_shown_together(clinic: Clinic) -> None:
    port = free_port()
    clinic.settings["TIDEMARK_METRICS"] = str(port)
    clinic.start()
    processes = until_both(clinic)
    for _time in range(40):  # a line of its own each time, so that both workers get some
        assert httpx.get(f"http://127.0.0.1:{clinic.port}/help").status_code == 200
    key = 'tidemark_requests_total method="GET",route="/help",status="200"'
    assert read_figures(port)[key] == 40
    os.kill(processes[2], signal.SIGKILL)
    until_both(clinic, frozenset({processes[2]}))
    assert read_figures(port)[key] == 40, "what the dead one counted stays"


def test_a_start_that_does_not_happen_is_said_once(clinic: Clinic) -> None:
    clinic.settings["DATABASE_URL"] = clinic.settings["DATABASE_URL"].rpartition("/")[0] + "/no_such_database"
    done = clinic.command("run", "--workers", "2")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("has no database named no_such_database") == 1

"""Timed jobs go on beside the server: a failing one ends nothing, and a stop waits for the last word."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from server import schedule
from server.access.checkpoint import read_checkpoints, write_checkpoints
from server.access.house import House
from server.demo_people import HARBOUR
from server.schedule import JOBS, Job, keeping_time
from tests.promises.clinic import Clinic
from tests.someone import Installation, Someone

SECRET = "her own private words"


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "FIRST_AFTER", 0.01)


def keep_time(installation: Installation, jobs: list[Job], until: Callable[[], bool] | None = None) -> None:
    """For a tenth of a second, or until something is so on a machine that has other things to do."""

    async def serve() -> None:
        async with keeping_time(installation.house, jobs):
            await asyncio.sleep(0.1)
            while until and not until():
                await asyncio.sleep(0.01)

    installation.run(serve)


def test_a_job_that_fails_ends_nothing_and_its_words_are_not_logged(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    async def fail(house: House) -> None:
        done.append("failing")
        raise RuntimeError(SECRET)

    async def work(house: House) -> None:
        done.append("working")

    keep_time(installation, [Job("failing", 0.0005, fail), Job("working", 0.0005, work)], lambda: len(done) > 20)
    assert done.count("failing") >= 2
    assert done.count("working") >= 2
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text


def test_a_stop_comes_at_once_and_the_last_word_is_said(installation: Installation) -> None:
    done: list[str] = []

    async def work(house: House) -> None:
        done.append("work")

    keep_time(installation, [Job("daily", 60, work, at_stop=True), Job("hourly", 60, work)], lambda: len(done) > 1)
    assert done == ["work"] * 3


def test_a_job_that_never_ends_does_not_keep_the_server_from_stopping(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(schedule, "LAST_WORD", 0.1)

    async def hang(house: House) -> None:
        await asyncio.sleep(60)

    keep_time(installation, [Job("hanging", 60, hang)])
    assert "still at work" in caplog.text


def test_the_trail_is_signed_by_a_job_of_the_list() -> None:
    (job,) = [job for job in JOBS if job.work is write_checkpoints]
    assert job.every_minutes <= 5, "what is cut before it is signed is not seen"
    assert job.at_stop


def test_a_line_is_added_when_the_trail_grew_or_the_day_changed_and_never_else(
    installation: Installation, theo: Someone
) -> None:
    house = installation.house
    path = house.settings.data / "checkpoints" / f"{HARBOUR}.lines"

    def lines() -> int:
        installation.run(lambda: write_checkpoints(house))
        return len(read_checkpoints(house.keys.checkpoints, path))

    assert [lines(), lines()] == [1, 1]
    theo.open("/review")
    assert lines() == 2
    path.write_bytes(path.read_bytes() + b'{"half a li')  # a power cut in the middle of the next
    theo.open("/review")
    assert lines() == 3


def test_a_clinic_whose_trail_was_cut_is_named_with_the_row(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    with clinic:
        clinic.phone("theo").get("/review")
    assert clinic.command("verify-trail").returncode == 0
    with closing(sqlite3.connect(clinic.data / "tidemark.db", isolation_level=None)) as database:
        last = database.execute("select max(number) from trail where clinic_id = ?", (HARBOUR,)).fetchone()[0]
        database.execute("delete from trail where clinic_id = ? and number = ?", (HARBOUR, last))
        (mac,) = database.execute(
            "select mac from trail where clinic_id = ? and number = ?", (HARBOUR, last - 1)
        ).fetchone()
        database.execute("update trail_head set number = ?, mac = ? where clinic_id = ?", (last - 1, mac, HARBOUR))
    said = clinic.command("verify-trail")
    assert said.returncode == 1
    assert said.stdout == ""
    assert said.stderr.startswith(f"tidemark: Harbour Clinic: row {last} of the trail is gone")

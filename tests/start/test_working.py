"""The timed jobs go on in a process of their own; of two processes one does a job at a time."""

import asyncio
import signal
import subprocess
import sys
import time
from pathlib import Path

from server.access.house import House
from server.db.connection import Database, open_database
from server.schedule import Job, do
from tests.logs_read import faults_in
from tests.promises.clinic import Clinic
from tests.someone import Installation
from tests.start.command import ROOT, environment, free_port
from tests.start.test_metrics import read_figures


def test_two_processes_never_do_the_same_job_at_once(installation: Installation) -> None:
    house, at_work, most = installation.house, 0, 0

    async def work(_house: House) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await asyncio.sleep(0.05)
        at_work -= 1

    async def both() -> None:
        job = Job("the same", 1, work)
        assert all(await asyncio.gather(*(do(job, house) for _ in range(4))))

    installation.run(both)
    assert most == 1


def test_another_process_may_do_it_once_the_first_has_ended(installation: Installation) -> None:
    async def turns() -> list[bool]:
        house = installation.house
        place = house.settings.database
        found = []
        async with await open_database(place) as other:
            async with house.db.alone("job") as mine:
                found += [mine, await _gets(other, "job"), await _gets(other, "another job")]
            found.append(await _gets(other, "job"))
        return found

    assert installation.run(turns) == [True, False, True, True]


async def _gets(db: Database, name: str) -> bool:
    async with db.alone(name) as mine:
        return mine


def test_work_signs_the_trail_beside_a_server_without_jobs_and_stops_when_asked(tmp_path: Path) -> None:
    clinic = Clinic(tmp_path)
    clinic.arguments = ("run", "--without-jobs")
    signed = clinic.data / "checkpoints"
    with clinic:
        clinic.phone("theo").get("/review")
        time.sleep(3)
        assert not signed.exists()
        port = free_port()
        told = clinic.settings | {"TIDEMARK_METRICS": str(free_port()), "TIDEMARK_WORK_METRICS": str(port)}
        worker = subprocess.Popen(
            [sys.executable, "-m", "server", "work"], cwd=ROOT, env=environment(clinic.data, told),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        until = time.monotonic() + 20
        while not signed.exists() and time.monotonic() < until:
            time.sleep(0.05)
        while not (done := jobs_done(port)) and time.monotonic() < until:
            time.sleep(0.05)
        assert done
        worker.send_signal(signal.SIGTERM)
        out, err = worker.communicate(timeout=20)
        assert worker.returncode == 0, err
        assert "Traceback" not in err
        assert faults_in(err) == []
        assert out.startswith("Tidemark does its ")
    assert len(list(signed.glob("*.lines"))) == 2
    assert clinic.command("verify-trail").returncode == 0


def jobs_done(port: int) -> list[str]:
    return [name for name in read_figures(port) if name.startswith("tidemark_jobs_total ") and 'end="well"' in name]

"""P4: a sick machine is honest: nothing acknowledged is lost, no bare 5xx, reads go on, writes return by themselves."""

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure
from tests.promises.form import seconds, size
from tests.promises.ledger import Ledger, hold_everything
from tests.promises.phone import fresh_entry
from tests.promises.places import failing_fsync, small_disk

WORST = seconds(4.0, 2.0)
RETURN_WITHIN = 10.0
SLOW = 200
DAY = 86_400
pytestmark = pytest.mark.timeout(seconds(120, 600))


class Ward:
    """One patient who writes and reads on, and everything the clinic answers to that."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic, self.ledger, self.bare = clinic, Ledger(), 0
        self.phone = clinic.phone("mara")
        self.written = 0

    def write(self, words: str = "") -> int:
        self.written += 1
        form = fresh_entry(body=f"{words} {self.written}")
        answer = self.phone.send("/journal/entries", form)
        if "tidemark-kept" in answer.headers:
            self.ledger.version(form["id"], form["body"])
        if answer.status >= 500:
            self.bare += 'role="alert"' not in answer.text or "tidemark-kept" in answer.headers
        return answer.status

    def until(self, status: int, within: float, words: str = "") -> float:
        """Writes on until it is answered so; how long that took."""
        began = time.monotonic()
        while (got := self.write(words)) != status:
            assert got in (200, 503), got
            assert time.monotonic() - began < within, f"still {got} after {within} s"
            time.sleep(0.05)
        return time.monotonic() - began

    def reads(self) -> bool:
        return all(self.phone.get(path).status == 200 for path in ("/journal", "/today", "/help"))

    def lost(self) -> list[str]:
        held = hold_everything(self.clinic.data, self.clinic.url)
        return self.ledger.lost(held) + self.ledger.doubled(held)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Callable[..., Ward]]:
    opened: list[Clinic] = []

    def make(folder: Path = tmp_path, **how: str) -> Ward:
        opened.append(Clinic(folder, **how))  # type: ignore[arg-type]
        opened[-1].start()
        return Ward(opened[-1])

    yield make
    for clinic in opened:
        clinic.stop()


def test_p4_a_full_disk_refuses_and_recovers(tmp_path: Path, ward: Callable[..., Ward], figure: Figure) -> None:
    with small_disk(tmp_path / "disk", 12) as disk:
        patient = ward(disk)
        patient.until(200, 10)
        ballast = disk / "ballast"
        try:
            with ballast.open("wb", buffering=0) as file:
                while file.write(bytes(65536)):
                    pass
        except OSError:
            pass
        patient.until(503, 30, "x" * 19_000)
        assert patient.reads()
        ballast.unlink()
        back = patient.until(200, RETURN_WITHIN)
        patient.clinic.stop()
        lost = patient.lost()
    figure(f"full disk: {len(lost)} lost, {patient.bare} bare, writes back in {back:.1f} s")
    assert (lost, patient.bare) == ([], 0)


def test_p4_after_a_failed_fsync_nothing_is_acknowledged(
    tmp_path: Path, ward: Callable[..., Ward], figure: Figure
) -> None:
    patient = ward()
    patient.until(200, 10)
    assert patient.clinic.process is not None
    with failing_fsync(patient.clinic.process.pid, tmp_path / "strace"):
        answers = [patient.write() for _ in range(size(10, 60))]
        assert patient.reads()
    back = patient.until(200, RETURN_WITHIN)
    patient.clinic.stop()
    assert "EIO" in (tmp_path / "strace").read_text()
    lost = patient.lost()
    acked = answers.count(200)
    figure(f"fsync EIO: {acked} acks after a failed fsync, {len(lost)} lost, writes back in {back:.1f} s")
    assert set(answers) == {503}
    assert (acked, lost, patient.bare) == (0, [], 0)


def test_p4_a_locked_database_is_waited_for_and_said(tmp_path: Path, ward: Callable[..., Ward], figure: Figure) -> None:
    patient = ward()
    patient.until(200, 10)
    other = sqlite3.connect(patient.clinic.data / "tidemark.db", isolation_level=None)
    other.execute("begin immediate")
    patient.until(503, 30)
    assert patient.reads()
    other.execute("rollback")
    other.close()
    back = patient.until(200, RETURN_WITHIN)
    patient.clinic.stop()
    lost = patient.lost()
    figure(f"locked: {len(lost)} lost, {patient.bare} bare, writes back in {back:.1f} s")
    assert (lost, patient.bare) == ([], 0)


def test_p4_a_clock_that_jumps_a_day_keeps_every_write(
    tmp_path: Path, ward: Callable[..., Ward], figure: Figure
) -> None:
    clock = tmp_path / "clock"
    clock.write_text("0")
    patient = ward(fault="clock", TIDEMARK_TEST_CLOCK=str(clock))
    answers = []
    for turn in range(100):
        clock.write_text(str((0, DAY, -DAY, 0)[turn * 4 // 100]))
        answers.append(patient.write())
    assert patient.reads()
    patient.clinic.stop()
    lost = patient.lost()
    with closing(sqlite3.connect(patient.clinic.data / "tidemark.db")) as database:
        days = "select count(distinct substr(received_at, 1, 10)) from entry_version where received_at > :since"
        assert database.execute(days, {"since": fresh_entry()["written_at"][:8]}).fetchone()[0] >= 3
    figure(f"clock ±1 day: {answers.count(200)}/100, {len(lost)} lost")
    assert set(answers) == {200}
    assert not lost


def test_p4_two_hundred_slow_clients_keep_nobody_waiting(ward: Callable[..., Ward], figure: Figure) -> None:
    patient = ward()
    slow = [socket.create_connection(("127.0.0.1", patient.clinic.port), timeout=10) for _ in range(SLOW)]
    stop = threading.Event()
    dripping = threading.Thread(target=drip, args=(slow, stop), daemon=True)
    dripping.start()
    worst = 0.0
    for _ in range(20):
        began = time.monotonic()
        assert patient.write() == 200
        assert patient.phone.get("/journal").status == 200
        worst = max(worst, time.monotonic() - began)
    stop.set()
    dripping.join(10)
    for line in slow:
        line.close()
    figure(f"{SLOW} slow clients: worst {worst:.2f} s")
    assert worst < WORST


def drip(lines: list[socket.socket], stop: threading.Event) -> None:
    """A form that comes letter by letter and never ends."""
    for line in lines:
        line.sendall(b"POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n")
    while not stop.wait(0.2):
        for line in lines:
            try:
                line.sendall(b"a")
            except OSError:
                return

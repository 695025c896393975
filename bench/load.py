"""What one machine holds (`make bench`): start, pages and writes a second, memory, and the bytes of a patient's year.

A server in a process of its own, asked over HTTP by phones and desks in this one, on the same machine: what they cost
is in the figures. `--url` is a database of PostgreSQL that may be filled; `--workers` then are as many as said.
"""

import argparse
import os
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

import httpx

from server.demo_many import ENTRIES, SESSIONS
from tests.promises.clinic import Clinic
from tests.promises.phone import Phone, fresh_entry
from tests.start.command import free_port

PAGES = {
    "noor": ("/today", "/journal", "/prepare", "/help"),
    "mara": ("/today", "/journal", "/messages", "/course"),
    "theo": ("/review", "/caseload", "/flags", "/patterns"),
    "pria": ("/intake-board", "/caseload", "/review", "/emergency"),
}
WRITERS = ("noor", "mara", "iris")


class Figure:
    """`name`: how many a second, and how long each took, in milliseconds."""

    def __init__(self, name: str, took: list[float], seconds: float) -> None:
        self.name, self.each_second = name, len(took) / seconds
        self.middle, self.late = median(took) * 1000, quantiles(took, n=20)[-1] * 1000

    def __str__(self) -> str:
        times = f"median {self.middle:6.1f} ms, 95 % within {self.late:6.1f} ms"
        return f"{self.name:32} {self.each_second:8.0f} a second, {times}"


def in_turns(name: str, clients: int, seconds: float, one: Callable[[int], Callable[[], bool]]) -> Figure:
    """So many at once, each waiting for its answer before the next. Raises when one is not answered as it should be."""
    took: list[float] = []
    wrong: list[int] = []
    ready, until = threading.Barrier(clients + 1), [0.0]

    def work(number: int) -> None:
        do = one(number)
        ready.wait()
        while (began := time.perf_counter()) < until[0] and not wrong:
            if not do():
                wrong.append(number)
            took.append(time.perf_counter() - began)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    until[0] = time.perf_counter() + seconds + 60
    ready.wait()
    began = time.perf_counter()
    until[0] = began + seconds
    for thread in threads:
        thread.join()
    if wrong:
        raise RuntimeError(f"{name}: one was not answered as it should be")
    return Figure(name, took, time.perf_counter() - began)


def reader(clinic: Clinic) -> Callable[[int], Callable[[], bool]]:
    def of(number: int) -> Callable[[], bool]:
        who = sorted(PAGES)[number % len(PAGES)]
        phone, turn = Phone(clinic.port, who), [number]

        def read() -> bool:
            turn[0] += 1
            return phone.get(PAGES[who][turn[0] % len(PAGES[who])]).status == 200

        return read

    return of


def writer(clinic: Clinic) -> Callable[[int], Callable[[], bool]]:
    def of(number: int) -> Callable[[], bool]:
        phone = Phone(clinic.port, WRITERS[number % len(WRITERS)])
        return lambda: phone.kept("/journal/entries", fresh_entry(body="The tide was out, and I walked to the rocks."))

    return of


def memory(port: int) -> float:
    """Megabytes of all workers, as they say it themselves."""
    found = re.search(r"tidemark_memory_bytes ([\d.e+]+)", httpx.get(f"http://127.0.0.1:{port}/metrics").text)
    return float(found[1]) / 1e6 if found else 0.0


def size_of(data: Path) -> int:
    return sum(path.stat().st_size for path in data.glob("tidemark.db*"))


def demo_alone(folder: Path) -> int:
    """The bytes of the same clinic without the further patients."""
    folder.mkdir()
    clinic = Clinic(folder)
    clinic.command("seed")
    return size_of(clinic.data)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--url")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tidemark-load-") as folder:
        port = free_port()
        clinic = Clinic(Path(folder), given.url, TIDEMARK_METRICS=str(port))
        made = clinic.command("seed", "--size", str(given.patients))
        if made.returncode:
            print(made.stderr, file=sys.stderr)
            return 1
        if not given.url:
            each = (size_of(clinic.data) - demo_alone(Path(folder) / "demo")) / given.patients
            print(f"a patient’s year ({SESSIONS} sessions, {ENTRIES} entries): {each / 1000:.0f} kB in the database")
        clinic.arguments = ("run", "--workers", str(given.workers))
        starts = []
        for _time in range(3):
            starts.append(clinic.start())
            clinic.stop()
        print(f"from start to ready, {given.patients} patients: {median(starts):.2f} s (median of 3)")
        with clinic:
            time.sleep(6)
            print(f"memory at rest: {memory(port):.0f} MB; {os.cpu_count()} cores, {given.workers} workers", flush=True)
            print(in_turns("pages", given.clients, given.seconds, reader(clinic)), flush=True)
            print(in_turns("entries kept", given.clients, given.seconds, writer(clinic)), flush=True)
            time.sleep(6)
            print(f"memory afterwards: {memory(port):.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

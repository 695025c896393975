"""The command as an operator runs it: a process of its own, with nothing in its environment but what is said."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from tests.logs_read import faults_in

ROOT = Path(__file__).parents[2]


class Served(NamedTuple):
    url: str
    process: "subprocess.Popen[str]"
    seconds: float


def environment(data: Path, settings: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"TIDEMARK_DATA": str(data), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONWARNINGS": "error"} | settings


def tidemark(data: Path, *arguments: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "server", *arguments],
        cwd=ROOT,
        env=environment(data, settings),
        capture_output=True,
        text=True,
        timeout=60,
    )


def refused(data: Path, *arguments: str, **settings: str) -> str:
    """The one sentence on standard error of a start that does not happen."""
    done = tidemark(data, *(arguments or ("run",)), **{"TIDEMARK_PORT": str(free_port())} | settings)
    assert done.returncode == 1, done
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("tidemark: ")
    assert line.endswith(".")
    return line.removeprefix("tidemark: ")


@contextmanager
def serving(data: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """`seconds` is how long it took to the first page. What it wrote in its log is read at the end."""
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "server", "run", *arguments],
        cwd=ROOT,
        env=environment(data, {"TIDEMARK_PORT": str(port)} | settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url, process)
        yield Served(url, process, time.monotonic() - began)
    finally:
        process.terminate()
        _out, err = process.communicate(timeout=20)
    assert faults_in(err) == []


def _wait_for(url: str, process: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + 30
    while True:
        try:
            if httpx.get(f"{url}/sign-in", timeout=10).status_code == 200:
                return
        except httpx.TransportError:
            assert process.poll() is None, process.communicate()[1]
            assert time.monotonic() < until
            time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

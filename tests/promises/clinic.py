"""A real clinic for a promise's test: the server in a process of its own, that can be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import MASTER
from tests.logs_read import faults_in
from tests.promises.phone import Phone
from tests.start.command import ROOT, environment, free_port


class Clinic:
    """`fault` names one of wrapped.py; `before` are words put in front of the command, such as strace's."""

    def __init__(
        self, folder: Path, url: str | None = None, *, fault: str = "", before: tuple[str, ...] = (), **more: str
    ) -> None:
        self.data, self.log = folder / "data", folder / "log"
        self.port, self.url = free_port(), url
        self.before = before
        self.arguments: tuple[str, ...] = ("run",)
        self.phones: list[Phone] = []
        self.program = ("-m", "tests.promises.wrapped", fault) if fault else ("-m", "server")
        self.settings = {
            "TIDEMARK_PORT": str(self.port), "TIDEMARK_DEMO": "1", "TIDEMARK_MASTER_KEY": MASTER,
            **({"DATABASE_URL": url} if url else {}), **more,
        }  # fmt: skip
        self.process: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "server", *arguments], cwd=ROOT, env=environment(self.data, self.settings),
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip

    def start(self) -> float:
        """Answers after how many seconds it answered."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.before, sys.executable, *self.program, *self.arguments], cwd=ROOT,
                env=environment(self.data, self.settings), stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = began + 60
        while not self._answers():
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            assert time.monotonic() < until, "the server does not answer"
            time.sleep(0.01)
        return time.monotonic() - began

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as line:
                line.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                return line.recv(15).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def kill(self) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        for phone in self.phones:
            phone.hang_up()
        assert faults_in(self.log.read_text()) == [] if self.log.exists() else True

    def phone(self, name: str) -> Phone:
        self.phones.append(Phone(self.port, name))
        return self.phones[-1]

    def __enter__(self) -> "Clinic":
        self.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

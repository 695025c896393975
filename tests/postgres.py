"""A PostgreSQL cluster for the tests: made in a temporary folder, run by an ordinary user, gone at exit."""

import atexit
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from tests.open_line import OpenLine
from tests.taken_back import Copies

OWNER = "tidemark"
# Speed is bought with safety here, and nowhere else: the test cluster never waits for its disk.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "max_wal_size": "512MB",
}


class Cluster:
    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._numbers = count(1)
        self._folder = Path(tempfile.mkdtemp(prefix="tidemark-pg-", dir=in_memory()))
        self._as_user = _unprivileged()
        if self._as_user:
            shutil.chown(self._folder, self._as_user["user"], self._as_user["group"])
        self._initialise()
        self.port = _free_port()
        self._server = self._start()
        self._copies_files = int(self.sql("postgres", "show server_version_num")) >= 150_000
        self._line = OpenLine(self.url("postgres"))
        self.copies = Copies(self)

    def url(self, database: str, user: str = OWNER) -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def socket_url(self, database: str, user: str = OWNER) -> str:
        return f"postgresql://{user}@/{database}?host={self._folder}&port={self.port}"

    def new_database(self, template: str = "template0") -> str:
        """A fresh database, or a copy of one that nobody is connected to; answers its name."""
        name = f"test_{next(self._numbers)}"
        copied = "strategy file_copy" if self._copies_files else ""  # a third quicker where nothing waits for a disk
        self._line.run(f'create database "{name}" template "{template}" {copied}')
        return name

    def drop_database(self, name: str) -> None:
        self._line.run_later(f'drop database if exists "{name}" with (force)')

    def require_passwords(self, role: str) -> None:
        """For this role only; everybody else is trusted."""
        rules = self._folder / "data" / "pg_hba.conf"
        rules.write_text(f"host all {role} all scram-sha-256\n{rules.read_text()}")
        self.sql("postgres", "select pg_reload_conf()")

    def sql(self, database: str, *statements: str) -> str:
        """Runs statements as the owner, each on its own; answers what they gave, without headings."""
        commands = [part for statement in statements for part in ("-c", statement)]
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", OWNER, "-d", database]
        done = subprocess.run(
            [self._binaries / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *where, *commands],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return done.stdout.strip()

    def stop(self) -> None:
        self.copies.close()
        self._line.close()
        if self._server.poll() is None:
            self._server.send_signal(signal.SIGQUIT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._server.wait(10)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _initialise(self) -> None:
        options = ["-A", "trust", "-U", OWNER, "-E", "UTF8", "--locale=C", "--no-sync"]
        done = subprocess.run(
            [self._binaries / "initdb", "-D", self._folder / "data", *options],
            cwd=self._folder,
            capture_output=True,
            text=True,
            **self._as_user,
        )
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr.strip()}")

    def _start(self) -> "subprocess.Popen[bytes]":
        settings = SETTINGS | {"port": str(self.port), "unix_socket_directories": str(self._folder)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self._folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._folder / "data", *options],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                **self._as_user,
            )
        until = time.monotonic() + 30
        while not self._answers():
            if server.poll() is not None or time.monotonic() > until:
                server.kill()
                raise RuntimeError(f"postgres did not start: {(self._folder / 'log').read_text()[-800:]}")
            time.sleep(0.05)
        return server

    def _answers(self) -> bool:
        try:
            return self.sql("postgres", "select 1") == "1"
        except RuntimeError:
            return False


@cache
def shared_cluster() -> Cluster | None:
    """One cluster for the whole run, started when first asked for; None where PostgreSQL is not installed."""
    binaries = find_server()
    if binaries is None:
        return None
    cluster = Cluster(binaries)
    atexit.register(cluster.stop)
    return cluster


def find_server() -> Path | None:
    """The folder with the programs of a PostgreSQL server, the newest when there are several."""
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: _version(folder.parent), reverse=True
    )
    with contextlib.suppress(OSError):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True)
        candidates.append(Path(asked.stdout.strip()))
    complete = (f for f in candidates if all((f / program).exists() for program in ("initdb", "postgres", "psql")))
    return next(complete, None)


def in_memory() -> Path | None:
    """Copies of a database are five times quicker there; None where there is no room for them."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 * 2**30
    return memory if roomy else None


def _version(folder: Path) -> float:
    try:
        return float(folder.name)
    except ValueError:
        return 0.0


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands it to an account that may do nothing."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise RuntimeError("root cannot run PostgreSQL and there is neither a postgres nor a nobody account")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""Several processes at one address, on PostgreSQL: one that ends is replaced, and all of them stop together.

The first begins alone: it brings the database up to date, and says what is wrong for all. It does the timed jobs.
"""

import asyncio
import logging
import os
import signal
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from server.db.errors import CannotStart
from server.listening import listen
from server.logs import set_up_logs
from server.settings import Settings

LIVED = 10.0  # seconds after which an end is not taken for a failing start
LONGEST_WAIT = 30.0
COUNTS_IN = "PROMETHEUS_MULTIPROC_DIR"
log = logging.getLogger("tidemark")


async def keep_workers(settings: Settings, count: int) -> int:
    """Until it is asked to stop. The exit status: 0 when every worker ended well. Raises CannotStart."""
    if not settings.database_url or settings.database_url.startswith("sqlite"):
        raise CannotStart(
            "SQLite has one writer, so it is served by one worker. "
            "Set DATABASE_URL to PostgreSQL for several, or leave TIDEMARK_WORKERS out."
        )
    set_up_logs(settings.log)
    with listen(settings) as listener, ExitStack() as around:
        counts = around.enter_context(_counted(settings)) if settings.metrics else None
        keeper = Keeper(settings, listener.fileno(), counts)
        for asked in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(asked, keeper.stop)
        return await keeper.keep(count)


class Keeper:
    def __init__(self, settings: Settings, handle: int, counts: Path | None) -> None:
        self._settings, self._handle, self._counts = settings, handle, counts
        self._stopping = asyncio.Event()
        self._workers: dict[int, Process] = {}
        self._ready: dict[int, asyncio.Event] = {}
        self._status = 0

    async def keep(self, count: int) -> int:
        slots = [asyncio.create_task(self._keep_one(1))]
        if await self._until_ready(1):
            slots += [asyncio.create_task(self._keep_one(number)) for number in range(2, count + 1)]
            if all([await self._until_ready(number) for number in range(2, count + 1)]):
                print(f"Tidemark is at {self._settings.base_url}", flush=True)
        await asyncio.gather(*slots)
        return self._status

    def stop(self) -> None:
        """Their standard input ends, which is the word to stop; asked a second time, they are ended at once."""
        again = self._stopping.is_set()
        self._stopping.set()
        for worker in self._workers.values():
            if again:
                with suppress(ProcessLookupError):
                    worker.kill()
            elif worker.stdin:
                worker.stdin.close()

    async def _keep_one(self, number: int) -> None:
        loop, wait = asyncio.get_running_loop(), 0.0
        while not self._stopping.is_set():
            began = loop.time()
            worker = await self._begin(number)
            well = await self._watch(number, worker)
            if self._stopping.is_set():
                self._status = self._status or (0 if well else 1)
                return
            if not self._is_ready(number).is_set():  # it has said itself why it cannot start
                self._status = 1
                return self.stop()
            log.warning("a worker ended and is replaced", extra={"told": {"worker": number}})
            wait = 0.0 if loop.time() - began > LIVED else min(max(1.0, wait * 2), LONGEST_WAIT)
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._stopping.wait()

    async def _begin(self, number: int) -> Process:
        command = [sys.executable, *sys.orig_argv[1:], "--place", f"{self._handle}:{number}"]
        more = {COUNTS_IN: str(self._counts)} if self._counts else {}
        worker = await asyncio.create_subprocess_exec(
            *command, env=os.environ | more, stdin=PIPE, stdout=PIPE, pass_fds=[self._handle], start_new_session=True
        )
        self._workers[number] = worker
        if self._stopping.is_set() and worker.stdin:  # asked to stop while it was being made
            worker.stdin.close()
        return worker

    async def _watch(self, number: int, worker: Process) -> bool:
        """Until it has ended; True when it ended as it was asked to."""
        if worker.stdout:
            while await worker.stdout.readline():  # its one line: where it is
                self._is_ready(number).set()
        well = await worker.wait() == 0
        del self._workers[number]
        if self._counts:
            from server.metrics import forget_worker

            forget_worker(worker.pid, self._counts)
        return well

    def _is_ready(self, number: int) -> asyncio.Event:
        return self._ready.setdefault(number, asyncio.Event())

    async def _until_ready(self, number: int) -> bool:
        either = [asyncio.create_task(event.wait()) for event in (self._is_ready(number), self._stopping)]
        _done, waits = await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        for one in waits:
            one.cancel()
        return not self._stopping.is_set()


@contextmanager
def _counted(settings: Settings) -> Iterator[Path]:
    """Each worker counts into a file of this folder; they are added up where they are shown."""
    from server.metrics import show_together

    with tempfile.TemporaryDirectory(prefix="tidemark-counts-") as folder, show_together(settings, Path(folder)):
        yield Path(folder)

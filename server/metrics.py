"""Figures for Prometheus, on a port of their own: by a route's template, never by who, whose or what.

Several workers count into files of one folder (PROMETHEUS_MULTIPROC_DIR), which whoever keeps them adds up and shows.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from server.access.house import House
from server.access.watch import Watch
from server.db.errors import CannotStart
from server.pages.errors import log_failure
from server.reminders.counts import count_waiting
from server.settings import Settings

EVERY = 5.0  # seconds between two looks at what stands and waits
STREAMS = {"/live"}  # as long as a desk is open: how long says nothing
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Figures(Watch):
    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "tidemark_requests", "Answers, by route.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "tidemark_request_seconds", "How long they took.", ["route"], registry=registry, buckets=BUCKETS
        )
        self._troubles = Counter("tidemark_database_troubles", "By kind of error.", ["kind"], registry=registry)
        self._jobs = Counter("tidemark_jobs", "Timed jobs that were done.", ["job", "end"], registry=registry)
        self._job_seconds = Counter("tidemark_job_seconds", "How long they took.", ["job"], registry=registry)

        def standing(name: str, says: str, mode: str = "livesum") -> Gauge:
            return Gauge(f"tidemark_{name}", says, registry=registry, multiprocess_mode=mode)  # type: ignore[arg-type]

        self._streams = standing("open_streams", "Desks that listen.")
        self._line = standing("database_line", "Blocks that wait for the writer, or for a connection.")
        self._memory = standing("memory_bytes", "Resident memory of all workers.")
        self._reminders = standing("reminders_waiting", "Messages whose time has come, unsent.", "livemax")

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).inc()
        if route not in STREAMS:
            self._seconds.labels(route).observe(seconds)

    def database_trouble(self, kind: str) -> None:
        self._troubles.labels(kind).inc()

    def job_done(self, name: str, seconds: float, *, well: bool) -> None:
        self._jobs.labels(name, "well" if well else "failed").inc()
        self._job_seconds.labels(name).inc(seconds)

    async def look(self, house: House) -> None:
        self._streams.set(house.db.news.open)
        self._line.set(house.db.waiting)
        self._memory.set(resident())
        async with house.db.reading() as db:
            self._reminders.set(await count_waiting(db, house.clock()))


@asynccontextmanager
async def watching(house: House, *, shown: bool) -> AsyncIterator[None]:
    """`shown`: on the port of the settings, by this process itself."""
    registry = CollectorRegistry()
    figures = Figures(registry)
    ProcessCollector(registry=registry)
    house.watch = figures
    looking = asyncio.create_task(_keep_looking(figures, house))
    try:
        with _shown(house.settings, registry) if shown else nullcontext():
            yield
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _keep_looking(figures: Figures, house: House) -> None:
    while True:
        try:
            await figures.look(house)
        except Exception as error:
            log_failure(error, "figures")
        await asyncio.sleep(EVERY)


@contextmanager
def show_together(settings: Settings, folder: Path) -> Iterator[None]:
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]
    with _shown(settings, registry):
        yield


def forget_worker(process_id: int, folder: Path) -> None:
    """What it counted stays; what stood in it is gone."""
    mark_process_dead(process_id, str(folder))  # type: ignore[no-untyped-call]


@contextmanager
def _shown(settings: Settings, registry: CollectorRegistry) -> Iterator[None]:
    host, port = settings.metrics or ("", 0)
    try:
        server, thread = start_http_server(port, addr=host, registry=registry)
    except OSError:
        raise CannotStart(
            f"Port {port} on {host} cannot be used for metrics: another program may have it. "
            "Set TIDEMARK_METRICS, or TIDEMARK_WORK_METRICS for `tidemark work`."
        ) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def resident() -> int:
    """Bytes; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")

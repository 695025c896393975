"""Serves a clinic: one process, which keeps time beside it and closes the database when it is asked to stop.

Asked to stop it is not ready at once, ends what is open within `OPEN_ENDS` seconds, lets the writer drain, and goes.
Asked again it goes at once, as if killed, which loses nothing that was acknowledged (promise 1).
"""

import asyncio
import gc
import logging
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from types import FrameType

import uvicorn

from server.access.forwarded import forget_forwarded
from server.access.house import House
from server.app import create_app
from server.demo import keep_current, make_demo
from server.listening import Place, listen, read_place
from server.logs import set_up_logs
from server.schedule import JOBS, keeping_time
from server.settings import Settings
from server.start import open_house

OPEN_ENDS = 10  # seconds
__all__ = ["read_place", "serve"]
log = logging.getLogger("tidemark")


class Server(uvicorn.Server):
    """Once stopped, uvicorn's own raises the signal again, which would end us before the database is closed.

    It waits for whoever is being answered; `hang_up` ends the answers that have no end of their own, and whoever
    listened comes again within a second.
    """

    def __init__(self, config: uvicorn.Config, house: House, *, patient: bool) -> None:
        super().__init__(config)
        self._house, self._patient, self._loop = house, patient, asyncio.get_running_loop()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """`patient`: one of several, which is told to stop by more than one hand, and by its keeper to go at once."""
        if self._house.stopping_at is None:
            self._house.stopping_at = self._house.clock()
            self._loop.call_soon_threadsafe(self._begin_to_stop)  # a signal may come in the middle of a line of the log
        elif not self._patient:
            log.warning("stopped at once: it was asked twice")
            os._exit(128 + sig)

    def _begin_to_stop(self) -> None:
        log.info("stopping")
        self._loop.call_later(self._house.settings.stop_delay, self._end)

    def _end(self) -> None:
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._house.db.news.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        with super().capture_signals():
            yield
            self._captured_signals.clear()


async def serve(settings: Settings, *, jobs: bool = True, place: Place | None = None) -> None:
    """Until it is asked to stop; without `jobs` another process does them. Raises CannotStart.

    `place`: where it was put by whoever keeps several; it takes one of its own otherwise.
    """
    set_up_logs(settings.log)
    listener = place.listener if place else listen(settings)
    with listener:
        async with (
            _house_to_serve(settings) as house,
            _watching(house, shown=place is None),
            keeping_time(house, JOBS if jobs else []),
        ):
            server = Server(_config(house), house, patient=place is not None)
            async with place.on_leaving(server.handle_exit) if place else nullcontext():
                print(f"Tidemark is at {settings.base_url}", flush=True)
                gc.freeze()
                gc.enable()
                await server.serve(sockets=[listener])
    log.info("stopped")


def _watching(house: House, *, shown: bool) -> AbstractAsyncContextManager[None]:
    if house.settings.metrics is None:
        return nullcontext()
    from server.metrics import watching

    return watching(house, shown=shown)


@asynccontextmanager
async def _house_to_serve(settings: Settings) -> AsyncIterator[House]:
    house = await open_house(settings)
    forget_forwarded(settings.data)
    try:
        if settings.demo and not await make_demo(house, signed_in=True):
            await keep_current(house)
        yield house
    finally:
        await house.db.close()


def _config(house: House) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(house), log_config=None, access_log=False, server_header=False, proxy_headers=False, lifespan="off",
        h11_max_incomplete_event_size=64 * 1024, timeout_keep_alive=15, timeout_graceful_shutdown=OPEN_ENDS,
    )  # fmt: skip

"""Serves a clinic: one process, which keeps time beside it and closes the database when it is asked to stop."""

import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from server.app import create_app
from server.db.errors import CannotStart
from server.demo import keep_current, make_demo
from server.schedule import JOBS, keeping_time
from server.settings import Settings
from server.start import open_house


class Server(uvicorn.Server):
    """Once stopped, uvicorn's own raises the signal again, which would end us before the database is closed.

    It waits for whoever is being answered; `hang_up` ends the answers that have no end of their own.
    """

    def __init__(self, config: uvicorn.Config, hang_up: Callable[[], None]) -> None:
        super().__init__(config)
        self._hang_up = hang_up

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hang_up()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        with super().capture_signals():
            yield
            self._captured_signals.clear()


async def serve(settings: Settings, *, jobs: bool = True) -> None:
    """Until it is asked to stop; without `jobs` another process does them. Raises CannotStart."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    listener = _listen(settings)
    try:
        house = await open_house(settings)
    except BaseException:
        listener.close()
        raise
    try:
        if settings.demo and not await make_demo(house, signed_in=True):
            await keep_current(house)
        app = create_app(house)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, proxy_headers=False, lifespan="off",
            h11_max_incomplete_event_size=64 * 1024, timeout_keep_alive=15, timeout_graceful_shutdown=10,
        )  # fmt: skip
        print(f"Tidemark is at {settings.base_url}", flush=True)
        async with keeping_time(house, JOBS if jobs else []):
            await Server(config, house.db.news.close).serve(sockets=[listener])
    finally:
        await house.db.close()


def _listen(settings: Settings) -> socket.socket:
    """Taken before anything else, so that a port in use is said at once."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        both = family == socket.AF_INET6 and socket.has_dualstack_ipv6()  # so that "::" hears IPv4 too
        return socket.create_server((settings.host, settings.port), family=family, backlog=1024, dualstack_ipv6=both)
    except (OSError, UnicodeError):
        raise CannotStart(
            f"Port {settings.port} on {settings.host} cannot be used: another program may have it. "
            "Stop that one, or set TIDEMARK_PORT."
        ) from None

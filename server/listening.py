"""Where a process listens: an address of its own, or a place that a keeper of several put it in."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from types import FrameType

import msgspec

from server.db.errors import CannotStart
from server.settings import Settings

BACKLOG = 1024


def listen(settings: Settings) -> socket.socket:
    """Taken before anything else, so that a port in use is said at once."""
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        both = family == socket.AF_INET6 and socket.has_dualstack_ipv6()  # so that "::" hears IPv4 too
        place = (settings.host, settings.port)
        return socket.create_server(place, family=family, backlog=BACKLOG, dualstack_ipv6=both)
    except (OSError, UnicodeError):
        raise CannotStart(
            f"Port {settings.port} on {settings.host} cannot be used: another program may have it. "
            "Stop that one, or set TIDEMARK_PORT."
        ) from None


class Place(msgspec.Struct, frozen=True):
    """Of one of several workers: the socket that all of them share, and which of them it is, from 1."""

    listener: socket.socket
    number: int

    @asynccontextmanager
    async def on_leaving(self, stop: Callable[[int, FrameType | None], None]) -> AsyncIterator[None]:
        """The keeper holds our standard input: its end, or the keeper's own, is the word to stop."""
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
        watching = asyncio.create_task(_until_the_end(reader, stop))
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            transport.close()


async def _until_the_end(reader: asyncio.StreamReader, stop: Callable[[int, FrameType | None], None]) -> None:
    await reader.read()
    stop(signal.SIGTERM, None)


def read_place(text: str) -> Place:
    """As the keeper wrote it: the number of the socket's handle, and which worker this is."""
    handle, _colon, number = text.partition(":")
    return Place(socket.socket(fileno=int(handle)), int(number))

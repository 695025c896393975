"""One address before several processes, as a proxy in front of a clinic is; and a desk that listens through it."""

import asyncio
import contextlib
import http.client
import threading
import time

from tests.promises.phone import Phone


class Address:
    """A new connection goes to the next process of `ports` that takes it."""

    def __init__(self, *ports: int) -> None:
        self.ports, self._next = list(ports), 0
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._server = asyncio.run_coroutine_threadsafe(
            asyncio.start_server(self._serve, "127.0.0.1", 0), self._loop
        ).result(10)
        self.port = int(self._server.sockets[0].getsockname()[1])

    def close(self) -> None:
        async def end() -> None:
            self._server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.sleep(0.1)

        asyncio.run_coroutine_threadsafe(end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there = await self._any()
            if there is not None:
                await asyncio.wait(
                    [asyncio.ensure_future(_pipe(reader, there[1])), asyncio.ensure_future(_pipe(there[0], writer))],
                    return_when=asyncio.FIRST_COMPLETED,
                )
                there[1].close()
        except asyncio.CancelledError:
            return  # the test is over
        finally:
            writer.close()

    async def _any(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        for _each in list(self.ports):
            self._next += 1
            with contextlib.suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", self.ports[self._next % len(self.ports)])
        return None


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()


class Desk(threading.Thread):
    """As a browser's: when the stream breaks off it waits as long as it was told, and begins another."""

    def __init__(self, phone: Phone) -> None:
        super().__init__(daemon=True)
        self.phone, self.done = phone, False
        self.heard, self.again = 0, list[float]()  # events, and seconds from each loss to the first event after it
        self._wait = 1.0

    def run(self) -> None:
        lost = 0.0
        while not self.done:
            with contextlib.suppress(OSError, http.client.HTTPException):
                for line in self._lines():
                    if line.startswith(b"retry:"):
                        self._wait = int(line.split(b":")[1]) / 1000
                    if line.startswith(b"event: desk"):
                        self.heard += 1
                        if lost:
                            self.again.append(time.monotonic() - lost)
                            lost = 0.0
            lost = lost or time.monotonic()
            time.sleep(self._wait)

    def _lines(self):  # type: ignore[no-untyped-def]
        line = http.client.HTTPConnection("127.0.0.1", self.phone.port, timeout=5)
        try:
            line.request("GET", "/live", headers={"Cookie": self.phone.cookie, "Accept": "text/event-stream"})
            answer = line.getresponse()
            while not self.done and (said := answer.readline()):
                yield said
        finally:
            line.close()

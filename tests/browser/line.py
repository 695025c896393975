"""A wire between the phone and the clinic that tests cut: page and worker alike lose every byte."""

import asyncio
import contextlib
import threading


class Line:
    """Forwards TCP to `target`. While cut, connections are closed as soon as they come. `lose_answers` lets that many
    requests through and drops what the server says to them."""

    def __init__(self, target: int) -> None:
        self.target, self.port = target, 0
        self.whole, self.lose_answers = True, 0
        self._open: set[asyncio.StreamWriter] = set()
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        self._ready.wait(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        self.whole = False
        self._loop.call_soon_threadsafe(self._drop_all)

    def mend(self) -> None:
        self.whole = True

    def stop(self) -> None:
        self.cut()
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(5)
        self._loop.close()

    async def _serve(self) -> None:
        self._stopped = asyncio.Event()
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        server.close()
        carrying = asyncio.all_tasks() - {asyncio.current_task()}
        for task in carrying:
            task.cancel()
        await asyncio.gather(*carrying, return_exceptions=True)

    def _drop_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if not self.whole:
            writer.transport.abort()
            return
        there = None
        try:
            back, there = await asyncio.open_connection("127.0.0.1", self.target)
            self._open |= {writer, there}
            await asyncio.gather(self._pump(reader, there), self._pump(back, writer, answers=True))
        except (OSError, asyncio.CancelledError):  # cut in the middle, or the end of the test
            pass
        finally:
            for one in (writer, there):
                if one is not None:
                    self._open.discard(one)
                    one.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, *, answers: bool = False) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                if answers and self.lose_answers > 0:
                    self.lose_answers -= 1
                    break
                to.write(data)
                await to.drain()
        to.transport.abort()

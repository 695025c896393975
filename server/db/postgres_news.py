"""News between processes: PostgreSQL hands out, with the commit, what was said in a transaction (listen/notify)."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

import asyncpg

from server.db.news import Hub, read
from server.db.postgres_connection import CHANNEL, FAULTS

FIRST_WAIT, LONGEST_WAIT = 0.2, 10.0
LOOKS_EVERY = 15.0  # a line that was cut without a word is known by its silence
PATIENCE = 5.0
log = logging.getLogger("tidemark")


class Wire:
    """One connection that listens, from the first listener on, and is made again whenever it is lost.

    Each time it is there again everybody looks again: what was said meanwhile was said to nobody.
    """

    def __init__(self, url: str, settings: dict[str, str]) -> None:
        self.hub = Hub(self._begin)
        self._url, self._settings = url, settings
        self._task: asyncio.Task[None] | None = None

    async def close(self) -> None:
        self.hub.close()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait({self._task})

    def _begin(self) -> None:
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep())

    async def _keep(self) -> None:
        wait = FIRST_WAIT
        while True:
            try:
                connection = await asyncpg.connect(self._url, timeout=PATIENCE, server_settings=self._settings)
                try:
                    await connection.add_listener(CHANNEL, self._hear)
                    self.hub.tell(None)
                    wait = FIRST_WAIT
                    await _until_lost(connection)
                finally:
                    connection.terminate()
            except FAULTS as error:
                log.warning("news from other processes were cut off: %s", type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _hear(self, _connection: Any, _process: int, _channel: str, text: object) -> None:
        news = read(str(text))
        self.hub.tell(None if news is None else {news})


async def _until_lost(connection: Any) -> None:
    lost = asyncio.Event()
    connection.add_termination_listener(lambda _connection: lost.set())
    while not lost.is_set():
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOKS_EVERY):
                await lost.wait()
        await connection.fetchval("select 1", timeout=PATIENCE)

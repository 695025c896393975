"""A line to the test cluster that stays open."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any

import asyncpg


class OpenLine:
    """One connection that stays, in a thread of its own: a program started for each statement takes longer than most.

    Raises what the server answers. What is run later is run before anything that is asked for after it.
    """

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.connection = self._ask(asyncpg.connect(url)).result(30)
        self._left: list[Future[Any]] = []

    def run(self, statement: str) -> None:
        while self._left:
            self._left.pop(0).result(60)
        self._ask(self.connection.execute(statement)).result(60)

    def ask(self, work: "Coroutine[Any, Any, Any]") -> Any:
        """Runs what asks this line's connection itself, and answers what it answers."""
        return self._ask(work).result(60)

    def run_later(self, statement: str) -> None:
        self._left.append(self._ask(self._in_turn(self._left[-1:], statement)))

    async def _in_turn(self, before: "list[Future[Any]]", statement: str) -> None:
        for one in before:
            await asyncio.wrap_future(one)
        await self.connection.execute(statement)

    def close(self) -> None:
        with contextlib.suppress(Exception):  # the server goes with its folder in any case
            self._ask(self.connection.close(timeout=5)).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _ask(self, work: "Coroutine[Any, Any, Any]") -> "Future[Any]":
        return asyncio.run_coroutine_threadsafe(work, self._loop)

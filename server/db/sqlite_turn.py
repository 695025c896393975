"""A block's turn at the one writer: granted once, finished once, then kept or failed with its group."""

import asyncio

from server.db.errors import Unavailable
from server.db.news import News
from server.db.sqlite_connection import SqliteTransaction

PATIENCE = 10.0  # how long a block waits for its turn
TURN_SECONDS = 15.0  # how long a block may keep it


class Turn:
    def __init__(self) -> None:
        self.news: set[News] = set()
        self._loop = asyncio.get_running_loop()
        self._granted: asyncio.Future[SqliteTransaction] = self._loop.create_future()
        self._finished: asyncio.Future[bool] = self._loop.create_future()
        self._committed: asyncio.Future[None] = self._loop.create_future()
        self._patience = self._loop.call_later(PATIENCE, self.fail, "other writes are taking too long")

    # The block's side

    async def granted(self) -> SqliteTransaction:
        return await self._granted

    def finish(self, *, keep: bool) -> None:
        self._patience.cancel()
        if not self._finished.done():
            self._finished.set_result(keep)

    async def committed(self) -> None:
        await self._committed

    # The conductor's side

    async def grant(self, transaction: SqliteTransaction) -> bool:
        """Lets the block run, and says whether to keep what it did."""
        self._patience.cancel()
        self.news = transaction.news
        if not self._granted.done():  # or it gave up while waiting
            self._granted.set_result(transaction)
        limit = self._loop.call_later(TURN_SECONDS, self._take_back, transaction)
        try:
            return await self._finished
        except asyncio.CancelledError:
            transaction.end(Unavailable("the writer stopped"))
            raise
        finally:
            limit.cancel()

    def keep(self) -> None:
        if not self._committed.done():
            self._committed.set_result(None)

    def fail(self, reason: str) -> None:
        waited_for = self._committed if self._granted.done() else self._granted
        if not waited_for.done():
            waited_for.set_exception(Unavailable(reason))
            waited_for.exception()  # seen: the block may be gone already

    def _take_back(self, transaction: SqliteTransaction) -> None:
        transaction.end(Unavailable("a write took too long"))
        self.finish(keep=False)

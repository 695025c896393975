"""The one writer of SQLite: blocks take turns, and what waits is committed together (group commit).

Each block stands on a savepoint, so that it can be undone alone. A block returns only after the commit that
holds it, and when that commit fails every block of the group fails. Only the conductor begins and commits, in
a task that no request can cancel.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Set
from contextlib import asynccontextmanager, suppress

import aiosqlite

from server.db.errors import Unavailable
from server.db.news import News
from server.db.sqlite_connection import BUSY_SECONDS, FAULTS, SqliteTransaction, explained
from server.db.sqlite_turn import Turn

GROUP_SIZE = 64
GROUP_SECONDS = 0.02
TRUNCATE_AFTER = 30.0  # what was deleted has to leave the log too
_BEGIN = "begin immediate; savepoint turn"
_NEXT = "release turn; savepoint turn"
_UNDO = "rollback to turn"


class Writer:
    def __init__(
        self, connect: Callable[[], Awaitable[aiosqlite.Connection]], tell: Callable[[Set[News]], None]
    ) -> None:
        self.commits = 0
        self.connection: aiosqlite.Connection | None = None
        self._connect, self._tell = connect, tell
        self._line: deque[Turn] = deque()
        self._conductor: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._log_is_due = False
        self._closed = False

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[SqliteTransaction]:
        turn = self._join()
        try:
            transaction = await turn.granted()
            try:
                yield transaction
                transaction.check()
            finally:
                transaction.end()
        except BaseException:
            turn.finish(keep=False)
            raise
        turn.finish(keep=True)
        await turn.committed()

    @property
    def waiting(self) -> int:
        return len(self._line)

    async def close(self) -> None:
        self._closed = True
        if self._conductor:
            await asyncio.wait({self._conductor})
        if self._timer:
            self._timer.cancel()
            self._timer = None
            await self._truncate_log()
        await self._drop_connection()

    def _join(self) -> Turn:
        if self._closed:
            raise Unavailable("the database is closed")
        turn = Turn()
        self._line.append(turn)
        self._wake()
        return turn

    def _wake(self) -> None:
        if self._conductor is None:
            self._conductor = asyncio.create_task(self._conduct())

    async def _conduct(self) -> None:
        try:
            while self._line or self._log_is_due:
                await (self._write_group() if self._line else self._truncate_log())
        finally:
            self._conductor = None
            self._fail(self._line, "the writer stopped")

    async def _write_group(self) -> None:
        group: list[Turn] = []
        try:
            if self.connection is None:
                self.connection = await self._connect()
            doubtful = await self._take_turns(self.connection, group)
        except FAULTS as error:
            reason = str(explained(error))
            if not group:  # not even begun: nobody in the line would fare better now
                self._fail(self._line, reason)
            self._fail(group, reason)
            return await self._drop_connection()
        except BaseException:
            self._fail(group, "the writer stopped")
            raise
        self._kept(group)
        if doubtful:
            await self._drop_connection()

    async def _take_turns(self, connection: aiosqlite.Connection, group: list[Turn]) -> bool:
        """Fills the group with the turns to keep and commits them; True when the connection is in doubt."""
        clock = asyncio.get_running_loop().time
        until = clock() + GROUP_SECONDS
        before, doubtful = _BEGIN, False
        while self._line and len(group) < GROUP_SIZE and clock() < until and not doubtful:
            await connection.executescript(before)
            group.append(self._line.popleft())
            transaction = SqliteTransaction(connection)
            if await group[-1].grant(transaction):
                before = _NEXT
            else:
                group.pop()
                before = _UNDO
            doubtful = isinstance(transaction.trouble, Unavailable)
        if group:
            await connection.executescript(f"{_UNDO}; commit" if before == _UNDO else "commit")
        else:
            await connection.rollback()
        return doubtful

    def _kept(self, group: list[Turn]) -> None:
        for turn in group:
            turn.keep()
            self._tell(turn.news)
        if group:
            self.commits += 1
            self._truncate_later()

    @staticmethod
    def _fail(turns: deque[Turn] | list[Turn], reason: str) -> None:
        while turns:
            turns.pop().fail(reason)

    def _truncate_later(self) -> None:
        if self._timer is None and not self._closed:
            self._timer = asyncio.get_running_loop().call_later(TRUNCATE_AFTER, self._log_falls_due)

    def _log_falls_due(self) -> None:
        self._timer, self._log_is_due = None, True
        self._wake()

    async def _truncate_log(self) -> None:
        """Moves the log into the file and empties it; a reader in the way is not waited for long."""
        self._log_is_due = False
        try:
            self.connection = self.connection or await self._connect()
            await self.connection.execute("pragma busy_timeout = 200")
            ((in_the_way, *_),) = await self.connection.execute_fetchall("pragma wal_checkpoint(truncate)")
            await self.connection.execute(f"pragma busy_timeout = {BUSY_SECONDS * 1000:.0f}")
        except FAULTS:
            in_the_way = True
            await self._drop_connection()
        if in_the_way:
            self._truncate_later()

    async def _drop_connection(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            # Rolled back first: closing alone can leave the lock with a statement somebody still holds.
            with suppress(*FAULTS):
                await connection.rollback()
            with suppress(*FAULTS):
                await connection.close()

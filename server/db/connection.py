"""The narrow door to the database. Only this package knows whether SQLite or PostgreSQL is behind it."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

import msgspec

from server.db.counting import under_way
from server.db.errors import DatabaseError, Unavailable
from server.db.news import Hub, News, Topic
from server.db.values import bind, structs

A = TypeVar("A")
T = TypeVar("T", bound=msgspec.Struct)
Kind = Literal["sqlite", "postgresql"]


class Reader(ABC):
    """Questions to one state of the data: what one reader sees does not change until it is done.

    After an error nothing more can be asked, even when it was caught: the transaction may be gone.
    """

    def __init__(self) -> None:
        self.trouble: BaseException | None = None
        self._over = False
        self._asking = False

    async def find(self, kind: type[T], sql: str, /, **params: Any) -> T | None:
        """The first row, or None."""
        rows = await self._rows(sql, params)
        return structs(kind, rows[:1])[0] if rows else None

    async def one(self, kind: type[T], sql: str, /, **params: Any) -> T:
        """The first row; LookupError when there is none."""
        found = await self.find(kind, sql, **params)
        if found is None:
            raise LookupError(f"no {kind.__name__}")
        return found

    async def all(self, kind: type[T], sql: str, /, **params: Any) -> list[T]:
        return structs(kind, await self._rows(sql, params))

    async def rows(self, sql: str, /, **params: Any) -> list[dict[str, Any]]:
        """As they lie, whatever their columns: for a copy of all there is."""
        return [dict(row) for row in await self._rows(sql, params)]

    async def value(self, sql: str, /, **params: Any) -> Any:
        """The first column of the first row, or None."""
        rows = await self._rows(sql, params)
        return rows[0][0] if rows else None

    def end(self, trouble: BaseException | None = None) -> None:
        """Nothing may be asked through this from now on; the connection goes to somebody else."""
        self._over = True
        self.trouble = self.trouble or trouble

    def check(self) -> None:
        """Raises what went wrong inside, swallowed or not."""
        if isinstance(self.trouble, asyncio.CancelledError):
            raise Unavailable("a statement was interrupted")
        if self.trouble is not None:
            raise self.trouble

    async def _rows(self, sql: str, params: Mapping[str, Any]) -> Sequence[Any]:
        self._admit(sql)
        return await self._watched(self._fetch(sql, bind(sql, params)))

    def _admit(self, sql: str) -> None:
        self.check()
        if self._over:
            raise RuntimeError("this transaction is over")
        if self._asking:
            raise RuntimeError("a transaction takes one statement at a time")
        for counter in under_way.get():
            counter.log.append(sql)

    async def _watched(self, answer: Awaitable[A]) -> A:
        self._asking = True
        try:
            return await answer
        except (DatabaseError, asyncio.CancelledError) as trouble:
            self.trouble = self.trouble or trouble
            raise
        finally:
            self._asking = False

    @abstractmethod
    async def _fetch(self, sql: str, values: dict[str, Any]) -> Sequence[Any]: ...


class Transaction(Reader):
    """Kept whole or not at all."""

    def __init__(self) -> None:
        super().__init__()
        self.news: set[News] = set()

    def announce(self, topic: Topic, subject: str) -> None:
        """Heard wherever somebody listens once this is kept, in every process; never when it is undone."""
        self.news.add(News(topic, subject))

    async def run(self, sql: str, /, **params: Any) -> int:
        """Rows inserted, updated or deleted."""
        self._admit(sql)
        return await self._watched(self._execute(sql, bind(sql, params)))

    async def run_many(self, sql: str, rows: Sequence[Mapping[str, Any]], /) -> None:
        """One statement for each of the rows; it counts as one."""
        self._admit(sql)
        await self._watched(self._execute_many(sql, [bind(sql, row) for row in rows]))

    @abstractmethod
    async def _execute(self, sql: str, values: dict[str, Any]) -> int: ...

    @abstractmethod
    async def _execute_many(self, sql: str, rows: list[dict[str, Any]]) -> None: ...


class Database(ABC):
    kind: Kind
    news: Hub

    def within(self, clinic_id: str) -> "Database":
        """Where PostgreSQL shows the rows of one clinic alone, and with an empty id nobody's: a second wall."""
        return self

    async def guard(self) -> None: ...  # noqa: B027 - sees to it that `within` holds, where that is anything

    @abstractmethod
    def reading(self) -> AbstractAsyncContextManager[Reader]: ...

    @abstractmethod
    def writing(self) -> AbstractAsyncContextManager[Transaction]:
        """Kept when the block ends normally (the commit has then succeeded), undone on any exception."""

    @abstractmethod
    def migrating(self) -> AbstractAsyncContextManager[Transaction]:
        """Like writing, alone among all processes, patient, and free to rebuild tables."""

    @abstractmethod
    def alone(self, name: str) -> AbstractAsyncContextManager[bool]:
        """True for one process at a time; false where another is at the very same thing. Ends with the process."""

    @property
    @abstractmethod
    def waiting(self) -> int:
        """Blocks that wait for their turn: for the writer on SQLite, for a connection on PostgreSQL."""

    @abstractmethod
    async def close(self) -> None: ...

    async def ping(self) -> bool:
        try:
            async with self.reading() as reader:
                return bool(await reader.value("select 1") == 1)
        except DatabaseError:
            return False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.close()


async def open_database(place: str | Path) -> Database:
    """A path (or `sqlite:///path`) is SQLite, `postgresql://…` is PostgreSQL; only that driver is loaded."""
    address = str(place)
    if address.startswith(("postgresql://", "postgres://")):
        from server.db.postgres import open_postgres

        return await open_postgres(address)
    from server.db.sqlite import open_sqlite

    return await open_sqlite(Path(address.removeprefix("sqlite:///")))

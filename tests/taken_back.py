"""A copy of a template database that is put back as it was, and used again: a copy made anew takes five times as long.

What was written since is known from the rows themselves: every row carries the transaction that wrote it (`xmin`), and
what is gone is missed in the count. Whatever else was done to a copy (a trigger, a renamed table, somebody who is
still connected) makes it one that is not used again.
"""

import asyncio
import contextlib
import io
from collections import defaultdict
from itertools import chain
from typing import Any, Protocol

import asyncpg

from tests.open_line import OpenLine

MOST_USES = 60  # what is deleted leaves room behind that nobody clears up here
MOST_WRITTEN = 400  # rows: from there on a new copy is the quicker one
PATIENCE = 2.0
OURS = "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname"
OTHERS = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
SHAPE = {  # what says how a database is made, as far as it is not PostgreSQL's own
    "pg_class": "true", "pg_constraint": "true", "pg_index": "true", "pg_trigger": "true", "pg_policy": "true",
    "pg_namespace": "true", "pg_attrdef": "true", "pg_statistic": "true", "pg_db_role_setting": "true",
    "pg_proc": "oid >= 16384", "pg_type": "oid >= 16384", "pg_attribute": "attrelid >= 16384",
    "pg_database": "datname = current_database()",
}  # fmt: skip
Marks = dict[str, tuple[int, int]]  # of each table how many rows, and the newest transaction among them


class Server(Protocol):
    def url(self, database: str) -> str: ...
    def new_database(self, template: str) -> str: ...
    def drop_database(self, name: str) -> None: ...


class Copies:
    """Of every template those that wait to be used again."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._lent: dict[str, tuple[str, Copy]] = {}
        self._waiting: dict[str, list[Copy]] = defaultdict(list)

    def lend(self, template: str) -> str:
        """The name of a database that is like the template."""
        waiting = self._waiting[template]
        copy = waiting.pop() if waiting else self._new(template)
        self._lent[copy.name] = template, copy
        return copy.name

    def take_back(self, name: str) -> None:
        template, copy = self._lent.pop(name)
        if copy.taken_back():
            self._waiting[template].append(copy)
        else:
            copy.close()
            self._server.drop_database(name)

    def close(self) -> None:
        for copy in chain(*self._waiting.values()):
            copy.close()

    def _new(self, template: str) -> "Copy":
        name = self._server.new_database(template)
        return Copy(name, self._server.url(name))


class Copy:
    """One database, just made from its template, to which nobody is connected but this."""

    def __init__(self, name: str, url: str) -> None:
        self.name, self.uses = name, 0
        self._line = OpenLine(url)
        self._line.ask(self._learn())

    def taken_back(self) -> bool:
        """As it was when it was new. False: it is to be thrown away."""
        self.uses += 1
        with contextlib.suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            return self.uses < MOST_USES and self._line.ask(self._put_back())
        return False

    def close(self) -> None:
        self._line.close()

    async def _learn(self) -> None:
        connection = self._line.connection
        tables = [str(row[0]) for row in await connection.fetch(OURS)]
        marks = [_mark(name, "true") for name in tables]
        self._asked = await connection.prepare(" union all ".join(marks))
        shape = [_mark(name, which) for name, which in SHAPE.items()]
        self._shape_asked = await connection.prepare(" union all ".join(shape))
        self._marks, self._shape = await _read(self._asked), await _read(self._shape_asked)
        self._rows = {name: await self._copied(name) for name in tables}
        await connection.execute("set session_replication_role = replica")  # no trigger and no reference stands by

    async def _copied(self, table: str) -> bytes:
        rows = io.BytesIO()
        await self._line.connection.copy_from_table(table, output=rows, format="binary")
        return rows.getvalue()

    async def _put_back(self) -> bool:
        connection = self._line.connection
        async with asyncio.timeout(PATIENCE):
            while await connection.fetchval(OTHERS):
                await asyncio.sleep(0.001)
        if await _read(self._shape_asked) != self._shape:
            return False
        now = await _read(self._asked)
        changed = [table for table, mark in now.items() if mark != self._marks[table]]
        if sum(now[table][0] for table in changed) > MOST_WRITTEN:
            return False
        if changed:
            async with connection.transaction():
                await connection.execute(";".join(f'delete from "{table}"' for table in changed))
                for table in changed:
                    await connection.copy_to_table(table, source=io.BytesIO(self._rows[table]), format="binary")
            self._marks = await _read(self._asked)
        return True


def _mark(table: str, which: str) -> str:
    return f"select '{table}', count(*), coalesce(max(xmin::text::bigint), 0) from \"{table}\" where {which}"


async def _read(asked: Any) -> Marks:
    return {row[0]: (row[1], row[2]) for row in await asked.fetch()}

"""Writes of a command beside a clinic that serves: one busy process can keep another from its turn for long."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from server.db.connection import Database, Transaction
from server.db.errors import Unavailable

PATIENCE = 120.0  # seconds
PAUSE = 0.1  # seconds

T = TypeVar("T")


async def write_patiently(db: Database, write: Callable[[Transaction], Awaitable[T]], patience: float = PATIENCE) -> T:
    """One transaction, begun again while the database is not available: `write` must be one that may be done twice.

    Raises Unavailable when it was not available for `patience` seconds, and whatever else `write` raises at once.
    """
    until = time.monotonic() + patience
    while True:
        try:
            async with db.writing() as tx:
                return await write(tx)
        except Unavailable:
            if time.monotonic() >= until:
                raise
        await asyncio.sleep(PAUSE)

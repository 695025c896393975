"""Blocks with the database as handlers are given them, and their sure end. Litestar 2.25 forgets some."""

from collections.abc import AsyncGenerator
from typing import Any

from litestar.di import Provide
from litestar.types import ASGIApp, Receive, Scope, Send


class Block(Provide):
    """A block with the database. Litestar 2.25 forgets the ones begun when another dependency raises."""

    async def __call__(self, **given: Any) -> Any:
        block = await super().__call__(**given)
        given["request"].scope.setdefault("blocks", []).append(block)
        return block


def ending_blocks(app: ASGIApp) -> ASGIApp:
    """One that was forgotten would keep its turn, and every later write waiting, until Python collects it."""

    async def ended(scope: Scope, receive: Receive, send: Send) -> None:
        blocks: list[AsyncGenerator[Any, None]] = scope.setdefault("blocks", [])  # type: ignore[typeddict-item]
        try:
            await app(scope, receive, send)
        finally:
            for block in blocks:
                await block.aclose()

    return ended

"""How it is: ready to be sent visitors, or with one word what is missing; and alive, whatever the database does."""

import asyncio

from litestar import Response, get

from server.access.audience import PublicController
from server.access.house import House
from server.courses.own import house_of
from server.db.errors import DatabaseError
from server.db.migrate import newest_known
from server.pages.handlers import Visitor

PATIENCE = 3.0  # seconds: who asks waits no longer than that


class HealthController(PublicController):
    path = "/health"

    @get()
    async def tell_ready(self, request: Visitor) -> Response[dict[str, str]] | Response[str]:
        if missing := await what_is_missing(house_of(request)):
            return Response(missing, status_code=503, media_type="text/plain")
        return Response({"status": "ok", "database": house_of(request).db.kind})

    @get("/live")
    async def tell_alive(self) -> Response[str]:
        return Response("alive", media_type="text/plain")


async def what_is_missing(house: House) -> str:
    """One word, or nothing."""
    if house.stopping_at is not None:
        return "stopping"
    try:
        async with asyncio.timeout(PATIENCE), house.db.reading() as db:
            newest = await db.value("select max(number) from migration")
            check = await db.value("select value from installation where name = 'key_check'")
    except (DatabaseError, TimeoutError):
        return "database"
    if newest != newest_known():
        return "migrations"
    return "" if check and house.vault.fits(check) else "keys"

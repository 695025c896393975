"""A move as the command does it, and whether a clinic starts."""

import asyncio
from pathlib import Path

from server.db.copies import quiet
from server.db.errors import CannotStart
from server.records.moving import Moved, move
from server.settings import Settings
from server.start import open_house
from tests.conftest import MASTER
from tests.postgres import Cluster


def settings_of(folder: Path, url: str | None = None) -> Settings:
    return Settings(data=folder, database_url=url, demo=True, master_key=MASTER, base_url="http://clinic.test")


def moved(old: Settings, url: str) -> Moved:
    async def deed() -> Moved:
        await (await open_house(old)).db.close()
        return await move(old, url, quiet)

    return asyncio.run(deed())


def starts(settings: Settings) -> str:
    """Empty, or why not."""

    async def start() -> None:
        await (await open_house(settings)).db.close()

    try:
        asyncio.run(start())
    except CannotStart as reason:
        return str(reason)
    return ""


def count(url: str, cluster: Cluster, table: str) -> int:
    return int(cluster.sql(url.rpartition("/")[2], f"select count(*) from {table}"))

"""One demo clinic on SQLite that lives through many examples of one property, where a fresh one each would be slow."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.demo import make_demo
from server.pages.assets import Assets
from server.settings import Settings
from server.start import open_house
from tests.conftest import MASTER, MORNING
from tests.someone import Installation, MovableClock


@pytest.fixture
def lasting(assets: Assets, tmp_path: Path) -> Iterator[Installation]:
    clock, loop = MovableClock(MORNING), asyncio.new_event_loop()
    settings = Settings(data=tmp_path, database_url=None, demo=True, master_key=MASTER, base_url="http://clinic.test")
    house = loop.run_until_complete(open_house(settings, clock=clock, assets=assets))
    try:
        loop.run_until_complete(make_demo(house))
        yield Installation(house, loop, clock)
    finally:
        loop.run_until_complete(house.db.close())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

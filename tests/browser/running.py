"""The clinic that browsers visit."""

import asyncio
import shutil
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn

from server.app import create_app
from server.demo import make_demo
from server.pages.assets import Assets
from server.settings import Settings
from server.start import open_house
from tests.browser.line import Line
from tests.someone import routes


class Clinic:
    """The application in a thread of its own, with a clock that can be moved ahead. `made`: the demo is there."""

    def __init__(self, folder: Path, assets: Assets, *, made: bool = False) -> None:
        self._made = made
        self._ahead = timedelta(0)
        self._settings = Settings(data=folder, demo=True)
        self._assets = assets
        self.loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self.loop.run_until_complete, args=(self._serve(),), daemon=True)
        self._thread.start()
        assert self._ready.wait(30), "the clinic did not open"
        self.line = Line(self.port)
        self.url = self.line.url

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    @property
    def ahead(self) -> timedelta:
        return self._ahead

    @ahead.setter
    def ahead(self, by: timedelta) -> None:
        """Whoever is signed in has been at work meanwhile, and staff have signed in again in the mornings."""
        self._ahead = by
        asyncio.run_coroutine_threadsafe(self._keep_at_it(), self.loop).result(10)

    async def _keep_at_it(self) -> None:
        now = self.now()
        async with self.house.db.writing() as tx:
            await tx.run("update login set seen_at = :now, proven_at = :now where ended_at is null", now=now)
            await tx.run(
                "update login set expires_at = :later where role <> 'patient'", later=now + timedelta(hours=12)
            )

    async def _serve(self) -> None:
        house = await open_house(self._settings, clock=self.now, assets=self._assets)
        if not self._made:
            await make_demo(house)
        self.house = house
        config = uvicorn.Config(
            create_app(house, routes(True)), port=0, log_config=None, access_log=False, lifespan="off"
        )
        self.server = uvicorn.Server(config)
        self.server.install_signal_handlers = lambda: None  # type: ignore[attr-defined,method-assign]
        serving = asyncio.ensure_future(self.server.serve())
        while not self.server.started:
            await asyncio.sleep(0.01)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        self._ready.set()
        await serving
        await house.db.close()

    def value(self, sql: str, **params: object) -> object:
        async def read() -> object:
            async with self.house.db.reading() as reader:
                return await reader.value(sql, **params)

        return asyncio.run_coroutine_threadsafe(read(), self.loop).result(10)

    def stop(self) -> None:
        self.line.stop()
        self.loop.call_soon_threadsafe(self.house.db.news.close)
        self.server.should_exit = True
        self._thread.join(20)
        self.loop.close()


class Seed:
    """The demo as it is when it was just made, to copy: making it takes longer than many a journey. Its days and hours
    are told from the minute in which it is made, so that it is made anew in each."""

    def __init__(self, folders: pytest.TempPathFactory, assets: Assets) -> None:
        self._folders, self._assets = folders, assets
        self._folder, self._until = Path(), 0.0

    def copy_to(self, folder: Path) -> None:
        if time.monotonic() > self._until:
            self._folder, self._until = self._folders.mktemp("seed"), time.monotonic() + 60
            Clinic(self._folder, self._assets).stop()
        shutil.copytree(self._folder, folder, dirs_exist_ok=True)

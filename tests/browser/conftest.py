"""A real server with a demo clinic, a line that can be cut, and phones and laptops in Chromium."""

import asyncio
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from server.app import create_app
from server.demo import make_demo
from server.pages.assets import Assets
from server.settings import Settings
from server.start import open_house
from tests.browser.line import Line

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip


expect.set_options(timeout=10_000)  # two browsers share two cores in CI


class Clinic:
    """The application in a thread of its own, with a clock that can be moved ahead."""

    def __init__(self, folder: Path, assets: Assets) -> None:
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
        await make_demo(house)
        self.house = house
        config = uvicorn.Config(create_app(house), port=0, log_config=None, access_log=False, lifespan="off")
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


@pytest.fixture
def clinic(tmp_path: Path, assets: Assets) -> Iterator[Clinic]:
    running = Clinic(tmp_path, assets)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        reason = "Chromium is not installed here (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
    yield browser
    browser.close()


Open = Callable[..., BrowserContext]
Figure = Callable[[str], None]


@pytest.fixture
def figure(capsys: pytest.CaptureFixture[str]) -> Figure:
    """Prints what was measured, also where every test passes."""

    def show(text: str) -> None:
        with capsys.disabled():
            print(f"\n{text}")

    return show


@pytest.fixture
def device(chromium: Browser, clinic: Clinic) -> Iterator[Open]:
    """Makes a phone or laptop of somebody's own. What a page logs as an error fails the test."""
    made: list[BrowserContext] = []
    said: list[str] = []

    def make(**how: object) -> BrowserContext:
        context = chromium.new_context(**({"locale": "en-CA", "base_url": clinic.url} | PHONE | how))  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        context.on(
            "weberror", lambda error: said.append(str(error.error)) if "ransition" not in str(error.error) else None
        )
        context.on("console", lambda line: said.append(line.text) if "Content Security" in line.text else None)
        made.append(context)
        return context

    yield make
    for context in made:
        for page in context.pages:
            with suppress(Error):  # one that has crashed has nothing left to let go of
                page.goto("about:blank")  # lets go of a stream, on which closing would wait
        context.close()
    assert not said, said


AHEAD = """(() => {
  const Real = globalThis.RealDate ??= Date;
  const ahead = %d;
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [Real.now() + ahead])); }

    static now() { return Real.now() + ahead; }
  };
})()"""


def set_clock(context: BrowserContext, clinic: Clinic) -> None:
    """The device shows the clinic’s time and goes on from page to page; Playwright’s own clock starts anew on each."""
    script = AHEAD % (clinic.ahead.total_seconds() * 1000)
    context.add_init_script(script)
    for page in context.pages:
        page.evaluate(script)


def sign_in(context: BrowserContext, person: str) -> Page:
    page = context.new_page()
    page.goto("/sign-in")
    page.click(f"button[value={person}]")
    page.wait_for_load_state("load")
    return page

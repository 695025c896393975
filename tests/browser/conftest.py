"""A real server with a demo clinic, a line that can be cut, and phones and laptops in Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, expect, sync_playwright

from server.pages.assets import Assets
from tests.browser.running import Clinic as Clinic
from tests.browser.running import Seed

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 1, "is_mobile": True, "has_touch": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--autoplay-policy=no-user-gesture-required",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip


expect.set_options(timeout=10_000)  # two browsers share two cores in CI


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory, assets: Assets) -> Seed:
    return Seed(tmp_path_factory, assets)


@pytest.fixture
def clinic(tmp_path: Path, assets: Assets, seed: Seed) -> Iterator[Clinic]:
    seed.copy_to(tmp_path)
    running = Clinic(tmp_path, assets, made=True)
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

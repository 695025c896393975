"""A phone that shares and a desk that is open beside it: the deeds of both, and how long the desk took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page

from tests.browser.conftest import Figure

WITHIN = 2.0
COUNTS = "window.told = 0; document.addEventListener('live', () => { window.told += 1; }, true);"


def open_desk(page: Page, path: str = "/review") -> None:
    """Until it listens: a stream begins with telling the page to look."""
    page.add_init_script(COUNTS)
    page.goto(path)
    page.wait_for_function("() => window.told > 0")


def write(phone: Page, words: str) -> None:
    """As far as to the button: the deed itself is timed."""
    phone.goto("/journal/write")
    phone.fill("#body", words)
    phone.click("label:has(input[name=share][value='1'])")


def keep(phone: Page) -> None:
    phone.click("text=Keep this entry", no_wait_after=True)


def find(phone: Page, words: str) -> None:
    """As far as to the button that ends the sharing."""
    phone.goto("/journal")
    phone.locator(".entries li", has_text=words).get_by_role("link").first.click()
    phone.get_by_role("button", name="Stop sharing").wait_for()


def stop(phone: Page) -> None:
    phone.get_by_role("button", name="Stop sharing").click(no_wait_after=True)


def row_of(desk: Page, words: str) -> Locator:
    return desk.locator("#waiting li", has_text=words)


@contextmanager
def timed(figure: Figure, what: str, within: float = WITHIN) -> Iterator[None]:
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    figure(f"{what}: {took * 1000:.0f} ms")
    assert took < within

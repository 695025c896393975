"""P17: no lost words while typing: the page is killed at random, and at most the last two seconds are gone."""

import contextlib
import random
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Error, Page

from tests.browser.conftest import sign_in
from tests.promises.form import seconds, size

KILLS = size(5, 200)
MOST_LOST = 2.0
KEEPING = 0.5  # from what is read to where it is kept and said so, on a busy machine
LISTEN = """() => {
  const line = document.querySelector('[data-draft-status]');
  const told = () => { if (line.textContent) window.told = performance.now(); };
  new MutationObserver(told).observe(line, { childList: true, characterData: true, subtree: true });
  told();
}"""
LETTERS = "abcdefghijklmnopqrstuvwxyz     "
Device = Callable[..., BrowserContext]
pytestmark = pytest.mark.timeout(seconds(120, 3600))


class Typed:
    """What was typed when, and what the page had said to be kept when it was last seen."""

    def __init__(self, before: str) -> None:
        self.text, self.moments, self.said_kept = before, [(0.0, before)], ""

    def key(self, letter: str) -> None:
        self.text += letter
        self.moments.append((time.monotonic(), self.text))

    def at(self, moment: float) -> str:
        return next(text for when, text in reversed(self.moments) if when <= moment)


def type_on(page: Page, dice: random.Random, typed: Typed, how_long: float) -> None:
    until = time.monotonic() + how_long
    while time.monotonic() < until:
        letter = dice.choice(LETTERS)
        page.keyboard.type(letter)
        typed.key(letter)
        page.wait_for_timeout(dice.choice((10, 40, 90, 250)))
    ago = page.evaluate("() => (window.told === undefined ? -1 : performance.now() - window.told) / 1000")
    if ago >= 0:
        typed.said_kept = typed.at(time.monotonic() - ago - KEEPING)


def crash(page: Page, line: CDPSession) -> None:
    """Until the browser says that it is gone, which on a busy machine takes a moment; could it still save, it fails."""
    with page.expect_event("crash", timeout=10_000), contextlib.suppress(Error):  # gone before it can answer
        line.send("Page.crash", timeout=200)


def found_again(phone: BrowserContext, least: int) -> tuple[Page, str]:
    page = phone.new_page()
    page.goto("/journal/write")
    page.wait_for_load_state("load")
    text = ""
    for _try in range(30):
        text = page.input_value("textarea[name=body]")
        if len(text) >= max(1, least):
            break
        page.wait_for_timeout(100)
    return page, text


def test_p17_a_page_killed_while_typing_loses_two_seconds_at_most(
    device: Device, record_property: Callable[[str, object], None]
) -> None:
    phone, dice = device(), random.Random(17)
    page = sign_in(phone, "noor")
    page.goto("/journal/write")
    before, worst, untrue = "", 0, []
    for kill in range(KILLS):
        page.evaluate(LISTEN)
        page.focus("textarea[name=body]")
        page.keyboard.press("Control+End")
        typed = Typed(before)
        line = phone.new_cdp_session(page)
        type_on(page, dice, typed, dice.uniform(0.2, 3.5))
        killed = time.monotonic()
        crash(page, line)
        page.close()
        least = typed.at(killed - MOST_LOST)
        page, found = found_again(phone, max(len(least), len(typed.said_kept)))
        if not typed.text.startswith(found) or len(found) < len(least):
            untrue.append(f"kill {kill}: typed {typed.text!r}, found {found!r}")
        if len(found) < len(typed.said_kept):
            untrue.append(f"kill {kill}: {typed.said_kept!r} was said to be kept, found {found!r}")
        worst = max(worst, len(typed.text) - len(found))
        before = found
        if len(before) > 400:
            page.fill("textarea[name=body]", "")
            page.wait_for_timeout(1500)
            before = ""
    page.close()
    record_property(
        "P17", f"{KILLS} kills while typing, at most {worst} letters gone, {len(untrue)} lost more than 2 s"
    )
    assert not untrue, untrue[:3]

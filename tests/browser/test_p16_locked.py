"""P16: a locked phone tells nothing. Its whole profile folder is searched for planted words, in every spelling."""

import secrets
import shutil
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.conftest import FLAGS, PHONE, Clinic, Figure, sign_in
from tests.browser.locks import hide, switch_on
from tests.house.secrets import found_in

WORDS = 100
IN_THE_POCKET = """async () => {
  const name = (await caches.keys()).find((one) => one.startsWith('mine-'));
  const cache = await caches.open(name);
  const texts = await Promise.all((await cache.keys()).map(async (one) => (await cache.match(one)).text()));
  return texts.join(' ');
}"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def phone(playwright: Playwright, clinic: Clinic, profile: Path) -> Iterator[BrowserContext]:
    path = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("Chromium is not installed here (apt-get install chromium)")
    context = playwright.chromium.launch_persistent_context(
        str(profile), executable_path=path, args=FLAGS, base_url=clinic.url, locale="en-CA", **PHONE
    )  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    yield context
    context.close()


def files(profile: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(profile.rglob("*")) if path.is_file() and not path.is_symlink()]


def write(page: Page, words: list[str], *, keep: bool = True) -> None:
    page.goto("/journal/write")
    page.fill("#body", " ".join(words))
    expect(page.locator("[data-draft-status]")).to_have_text("Kept on this phone as you type.")
    if keep:
        page.click("text=Keep this entry")
        page.wait_for_url("**/journal")


def test_p16_locked_the_profile_holds_none_of_the_words(
    clinic: Clinic, phone: BrowserContext, profile: Path, figure: Figure
) -> None:
    planted = ["".join(secrets.choice(string.ascii_lowercase) for _ in range(14)) for _ in range(WORDS)]
    page = sign_in(phone, "noor")
    write(page, planted[:25])
    switch_on(page)
    write(page, planted[25:50])
    page.goto("/journal")
    clinic.line.cut()
    write(page, planted[50:75])
    write(page, planted[75:], keep=False)
    hide(page)
    sealed = page.evaluate(IN_THE_POCKET)
    page.wait_for_timeout(500)
    phone.close()

    pieces = files(profile)
    assert found_in(pieces, ["tidemark"]), "nothing at all was found"
    found = found_in(pieces, planted)
    figure(f"P16 locked: {len(found)} of {WORDS} canaries in {len(pieces)} files")
    assert not found
    assert sealed
    assert "<body" not in sealed


def test_the_same_search_finds_a_page_that_is_kept_in_the_clear(
    clinic: Clinic, phone: BrowserContext, profile: Path
) -> None:
    """Or the test above would pass over anything."""
    page = sign_in(phone, "noor")
    word = "quillwort" + secrets.token_hex(4)
    page.evaluate("async (word) => (await caches.open('planted')).put('/today', new Response(`<body>${word}`))", word)
    page.wait_for_timeout(500)
    phone.close()

    assert found_in(files(profile), [word]) == {word}

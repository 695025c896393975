"""Two tabs, a tab that dies, a phone that is full, a login that has ended: no word is lost."""

import contextlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.waits import settle

Device = Callable[..., BrowserContext]
KEPT = "Kept on this phone as you type."
QUOTA = "Storage.overrideQuotaForOrigin"


def _count(clinic: Clinic) -> int:
    return int(str(clinic.value("select count(*) from journal_entry")))


def _crash(page: Page) -> None:
    """As when the phone takes the tab's memory: nothing of the page runs any more."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=3000)
    page.close()


def _type(page: Page, words: str) -> None:
    page.goto("/journal/write")
    page.locator("#body").press_sequentially(words, delay=2)
    expect(page.locator("[data-draft-status]")).to_have_text(KEPT)
    page.wait_for_timeout(1000)  # what a tab may lose at most


def test_two_tabs_that_write_and_crash_lose_neither_text(clinic: Clinic, device: Device) -> None:
    phone = device()
    one = sign_in(phone, "mara")
    two = phone.new_page()
    _type(one, "The lantern, half a sentence")
    _type(two, "The sea, and the other half")
    _crash(one)
    _crash(two)

    again = phone.new_page()
    again.goto("/journal/write")
    expect(again.locator("#body")).to_have_value("The sea, and the other half")
    expect(again.get_by_role("heading", name="Other words that were not sent")).to_be_visible()
    expect(again.locator("#entry section.notice")).to_contain_text("The lantern, half a sentence")
    again.get_by_role("button", name="Bring these words in").click()
    expect(again.locator("#body")).to_have_value("The sea, and the other half\nThe lantern, half a sentence")
    expect(again.get_by_role("heading", name="Other words that were not sent")).to_have_count(0)
    again.wait_for_timeout(1000)
    _crash(again)

    last = phone.new_page()
    last.goto("/journal/write")
    expect(last.locator("#body")).to_have_value("The sea, and the other half\nThe lantern, half a sentence")
    expect(last.get_by_role("heading", name="Other words that were not sent")).to_have_count(0)


def test_a_second_tab_leaves_an_open_one_its_words_and_signed_out_nobody_sees_them(
    clinic: Clinic, device: Device
) -> None:
    phone = device()
    one = sign_in(phone, "mara")
    _type(one, "The lantern")
    two = phone.new_page()
    two.goto("/journal/write")
    two.wait_for_timeout(1000)
    expect(two.locator("#body")).to_have_value("")
    one.click("text=Keep this entry")
    one.wait_for_url("**/journal")
    two.reload()
    two.wait_for_timeout(500)
    expect(two.locator("#body")).to_have_value("")

    _type(two, "Half a thought")
    two.goto("/account")
    two.click("text=Sign out here")
    two.wait_for_url("**/sign-in**")
    two.goto("/journal/waiting")
    expect(two.locator("[data-others]")).to_contain_text("waits for its owner to sign in")
    expect(two.locator("main")).not_to_contain_text("Half a thought")
    expect(two.get_by_role("button", name="Save a copy as a file")).to_have_count(0)


def test_a_full_phone_says_so_and_lets_the_words_be_copied(clinic: Clinic, device: Device) -> None:
    phone = device(permissions=["clipboard-read", "clipboard-write"], service_workers="block")
    page = phone.new_page()
    phone.new_cdp_session(page).send(QUOTA, {"origin": clinic.url, "quotaSize": 20_000})
    page.goto("/sign-in")
    page.click("button[value=mara]")
    page.wait_for_load_state("load")
    page.goto("/journal/write")
    words = "The lantern went out. " * 900
    page.fill("#body", words)
    expect(page.locator("[data-draft-status]")).to_have_text(re.compile("This phone cannot keep your words just now"))
    expect(page.locator("[data-draft-status]")).not_to_have_text(KEPT)

    page.get_by_role("button", name="Copy my text").click()
    expect(page.get_by_role("button", name="Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == words

    clinic.line.cut()
    with page.expect_event("requestfailed"):
        page.click("text=Keep this entry")
    expect(page.locator("#entry")).to_contain_text("This phone cannot keep your words just now")
    assert page.url.endswith("/journal/write")
    assert page.input_value("#body") == words

    clinic.line.mend()
    before = _count(clinic)
    page.click("text=Keep this entry")
    page.wait_for_url("**/journal")
    assert _count(clinic) == before + 1


def test_a_login_that_ended_in_a_week_without_a_network_hides_no_word(
    clinic: Clinic, device: Device, tmp_path: Path
) -> None:
    phone = device(accept_downloads=True)
    page = sign_in(phone, "mara")
    settle(page)
    clinic.ahead += timedelta(days=84)
    before = _count(clinic)
    clinic.line.cut()
    page.goto("/journal/write")
    page.fill("#body", "The lantern went out,\nand I could still see.")
    page.click("text=Keep this entry")
    page.wait_for_url("**/journal")
    _type(page, "Half a thought")

    clinic.ahead += timedelta(days=7)
    clinic.line.mend()
    page.goto("/journal")
    page.wait_for_url("**/sign-in**")
    expect(page.locator("[data-behaviour=waiting-count]")).to_contain_text("One thing waits")
    page.goto("/journal/waiting")
    assert page.evaluate("document.body.dataset.person") == ""
    expect(page.locator("[data-list]")).to_contain_text("The lantern went out,\nand I could still see.")
    expect(page.locator("[data-drafts]")).to_contain_text("Half a thought")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a copy as a file").click()
    saved.value.save_as(tmp_path / "copy.html")
    copy = (tmp_path / "copy.html").read_text()
    assert "The lantern went out,\nand I could still see." in copy
    assert "Half a thought" in copy

    page.click("text=Sign in to send")
    page.click("button[value=mara]")
    page.wait_for_load_state("load")
    page.goto("/journal")
    expect(page.locator("section:not([data-behaviour]) .entries > li", has_text="The lantern went out")).to_have_count(
        1
    )
    assert _count(clinic) == before + 1
    page.goto("/journal/write")
    expect(page.locator("#body")).to_have_value("Half a thought")

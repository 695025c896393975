"""The lock on a patient's phone: switched on, closed by time and by hand, opened by the PIN; nothing left in sight."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.locks import hide, switch_on, unlock

Device = Callable[..., BrowserContext]
WORDS = "The lantern went out, and I could still see."


def test_switched_on_it_stands_before_every_page_after_a_cold_start_and_the_pin_opens_it(device: Device) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page)
    page.goto("/journal")
    expect(page.locator("h1")).not_to_have_text("Locked")
    page.close()

    page = phone.new_page()
    for path in ("/journal", "/today", "/account", "/journal/waiting"):
        page.goto(path)
        expect(page.locator("h1")).to_have_text("Locked")
        assert page.title() == "Locked · Tidemark"
    page.goto("/journal")
    unlock(page, "1234")
    expect(page.get_by_text("That was not it.")).to_contain_text("9")
    unlock(page)

    expect(page.locator("h1")).to_have_text("Your journal")
    page.goto("/today")
    expect(page.locator("h1")).to_contain_text("your third session")


def test_help_is_reached_without_the_pin_and_is_everybodys(device: Device) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page)
    hide(page)

    page.get_by_role("link", name="Help").click()

    expect(page.locator("a[href='tel:988']").first).to_be_visible()
    expect(page.locator("a[href='tel:911']").first).to_be_visible()
    assert page.get_attribute("body", "data-person") == ""
    page.goto("/hard")
    expect(page.locator(".slowly")).to_contain_text("This will pass.")


def test_hide_leaves_nothing_of_the_page_within_300_ms_and_neither_does_going_back(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.goto("/journal")
    shown = page.locator("main").inner_text()
    expect(page.get_by_role("button", name="Hide")).to_be_visible()
    took = page.evaluate("""() => {
      const from = performance.now();
      document.querySelector('[data-hide]').click();
      document.body.getBoundingClientRect();
      return [performance.now() - from, document.body.innerText, document.title];
    }""")
    assert took[0] <= 300
    assert took[1:] == ["", "Tidemark"]
    expect(page.locator("h1")).to_have_text("Locked")

    page.go_back()
    expect(page.locator("h1")).to_have_text("Locked")
    assert shown not in page.content()


def test_escape_pressed_twice_locks_and_once_does_not(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.keyboard.press("Escape")
    page.wait_for_timeout(1200)
    expect(page.locator("h1")).to_have_text("Lock on this phone")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_have_text("Locked")


def test_what_was_typed_when_it_was_hidden_is_there_again_when_it_is_opened(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.goto("/journal/write")
    page.fill("#body", WORDS)
    hide(page)
    unlock(page)

    expect(page.locator("#body")).to_have_value(WORDS)


def test_written_while_it_is_on_and_without_a_network_words_wait_sealed_and_are_sent_once_it_is_opened(
    clinic: Clinic, device: Device
) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page)
    clinic.line.cut()
    page.goto("/journal/write")
    page.fill("#body", WORDS)
    page.click("text=Keep this entry")
    expect(page.locator("[data-behaviour=waiting]")).to_contain_text(WORDS)
    page.close()
    page = phone.new_page()
    page.goto("/today")
    expect(page.locator("h1")).to_have_text("Locked")
    unlock(page)
    expect(page.locator("h1")).to_have_text(re.compile("your third session"))
    expect(page.locator("[data-behaviour=waiting-count]")).to_contain_text("One thing waits")

    clinic.line.mend()
    page.goto("/journal")
    expect(page.locator("section:not([data-behaviour]) .entries > li", has_text=WORDS)).to_have_count(1)


def test_two_tabs_open_together_and_lock_together(device: Device) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page)
    other = phone.new_page()
    other.goto("/journal")
    expect(other.locator("h1")).to_have_text("Your journal")

    hide(other)

    expect(page.locator("h1")).to_have_text("Locked")
    page.bring_to_front()
    unlock(page)
    expect(page.locator("h1")).to_have_text("Lock on this phone")
    other.reload()
    expect(other.locator("h1")).to_have_text("Your journal")


def test_away_for_longer_than_was_chosen_it_is_locked_and_for_less_it_is_not(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.goto("/journal")
    expect(page.get_by_role("button", name="Hide")).to_be_visible()
    away(page, 60)
    assert page.evaluate("[covered, document.documentElement.style.opacity]") == ["0", ""]
    expect(page.locator("h1")).to_have_text("Your journal")
    away(page, 121)
    expect(page.locator("h1")).to_have_text("Locked")


def test_a_tab_in_sight_keeps_the_others_open_and_out_of_sight_all_are_locked_at_once(device: Device) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page, minutes="0")
    other = phone.new_page()
    other.goto("/journal")
    expect(other.get_by_role("button", name="Hide")).to_be_visible()
    page.evaluate(OUT_OF_SIGHT)
    page.wait_for_timeout(1500)
    expect(page.locator("h1")).to_have_text("Lock on this phone")

    other.evaluate(OUT_OF_SIGHT)

    for one in (page, other):
        expect(one.locator("h1")).to_have_text("Locked")


OUT_OF_SIGHT = """() => {
  Object.defineProperty(document, 'hidden', { value: true, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""


def away(page: Page, seconds: int) -> None:
    """The page goes out of sight and comes back; meanwhile the clock went on, as on a phone that slept."""
    page.evaluate(
        """(ms) => {
      const see = (hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      see(true);
      window.covered = getComputedStyle(document.documentElement).opacity;
      const real = Date.now;
      Date.now = () => real() + ms;
      see(false);
    }""",
        seconds * 1000,
    )

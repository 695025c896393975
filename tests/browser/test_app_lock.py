"""The lock on a patient's phone: switched on, closed by time and by hand, opened by the PIN; nothing of the page left."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.locks import PIN, hide, switch_on, unlock
from tests.browser.waits import settle

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


def away(page: Page, seconds: int) -> None:
    """The page goes out of sight and comes back; meanwhile the clock went on, as on a phone that slept."""
    page.evaluate("""(ms) => {
      const see = (hidden) => {
        Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      };
      see(true);
      window.covered = getComputedStyle(document.documentElement).opacity;
      const real = Date.now;
      Date.now = () => real() + ms;
      see(false);
    }""", seconds * 1000)


def test_after_a_form_that_is_sent_by_the_browser_itself_it_is_still_open(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.goto("/account/devices")
    page.evaluate("""() => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action: '/account/devices/others/end' });
      document.body.append(form);
      form.submit();
    }""")
    page.wait_for_load_state("load")
    page.wait_for_timeout(700)
    expect(page.locator("h1")).to_have_text("Devices that are signed in")


def test_switched_off_with_the_pin_nothing_asks_any_more_and_what_was_kept_is_there(
    clinic: Clinic, device: Device
) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    page.goto("/journal/write")
    page.fill("#body", WORDS)
    expect(page.locator("[data-draft-status]")).to_have_text("Kept on this phone as you type.")
    page.goto("/today")
    switch_on(page)
    page.check("input[value=off]")
    page.fill("#now", PIN)
    page.click("text=Keep this")
    expect(page.get_by_text("The lock is on.")).to_be_hidden()
    page.close()

    clinic.line.cut()
    page = phone.new_page()
    page.goto("/journal/write")
    expect(page.locator("#body")).to_have_value(WORDS)


def test_signed_out_the_lock_sleeps_and_signed_in_again_it_asks(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.goto("/account")
    page.click("text=Sign out here")
    page.wait_for_url("**/sign-in**")
    expect(page.locator("h1")).to_have_text("Sign in")
    page.click("button[value=noor]")
    expect(page.locator("h1")).to_have_text("Locked")
    unlock(page)
    expect(page.locator("h1")).to_contain_text("your third session")


def test_somebody_else_on_the_same_phone_meets_no_lock_and_none_of_her_words(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    settle(sign_in_again(page, "mara"))
    page.goto("/account/lock")
    expect(page.get_by_text("The lock is on.")).to_be_hidden()
    page.goto("/journal/write")
    page.fill("#body", "Another lantern.")
    page.click("text=Keep this entry")
    expect(page.locator(".entry-body", has_text="Another lantern.")).to_have_count(1)


def sign_in_again(page: Page, name: str) -> Page:
    page.goto("/account")
    page.click("text=Sign out here")
    page.wait_for_url("**/sign-in**")
    page.click(f"button[value={name}]")
    page.wait_for_url("**/today")
    return page

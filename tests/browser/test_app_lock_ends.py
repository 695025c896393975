"""The lock's ends: switched off, signed out, and somebody else on the same phone. No word is lost on the way."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.barriers import look_at
from tests.browser.conftest import Clinic, sign_in
from tests.browser.locks import PIN, hide, switch_on, unlock
from tests.browser.waits import settle

Device = Callable[..., BrowserContext]
WORDS = "The lantern went out, and I could still see."


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
    expect(page.get_by_text("waits for its owner to sign in here")).to_be_visible()
    expect(page.get_by_role("button", name="Keep this")).to_be_disabled()
    page.goto("/journal/write")
    page.fill("#body", "Another lantern.")
    page.click("text=Keep this entry")
    expect(page.locator(".entry-body", has_text="Another lantern.")).to_have_count(1)


def test_after_a_form_that_is_sent_by_the_browser_itself_it_is_still_open(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.goto("/account/devices")
    page.evaluate("""() => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: '/account/devices/others/end' });
      document.body.append(form);
      form.submit();
    }""")
    page.wait_for_load_state("load")
    page.wait_for_timeout(700)
    expect(page.locator("h1")).to_have_text("Devices that are signed in")


def test_its_pages_are_without_barriers_switched_on_and_locked(device: Device) -> None:
    page = sign_in(device(bypass_csp=True, reduced_motion="reduce"), "noor")
    switch_on(page)
    found = look_at(page, "/account/lock", desk=False)
    hide(page)
    unlock(page, "0000")
    expect(page.locator("[data-said=wrong]")).to_be_visible()
    assert found + look_at(page, "/journal", desk=False) == []
    expect(page.locator("h1")).to_have_text("Locked")


def sign_in_again(page: Page, name: str) -> Page:
    page.goto("/account")
    page.click("text=Sign out here")
    page.wait_for_url("**/sign-in**")
    page.click(f"button[value={name}]")
    page.wait_for_url("**/today")
    return page

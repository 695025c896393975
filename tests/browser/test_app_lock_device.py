"""Unlocking with the device: fingerprint, face or its own code, as Chromium's virtual authenticator plays them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from tests.browser.authenticators import authenticator, with_a_name
from tests.browser.barriers import look_at
from tests.browser.conftest import Clinic, sign_in
from tests.browser.locks import PIN, SEALED, hide, switch_on, unlock
from tests.browser.test_app_lock_wipe import ten_wrong_tries
from tests.browser.waits import until

Device = Callable[..., BrowserContext]
BOX, BUTTON = "Unlock with this device too", "Unlock with this device"
ROW = f"() => ({SEALED.replace('row && !row.sealing', 'row')})()"
PRF = {"ctap2Version": "ctap2_1", "hasPrf": True}


@pytest.fixture
def named(clinic: Clinic) -> str:
    return with_a_name(clinic)


def choose(page: Page, *, on: bool) -> None:
    """With the PIN, as every change of the lock."""
    page.goto("/account/lock")
    page.fill("#now", PIN)
    page.get_by_label(BOX).set_checked(on)
    keep(page)


def keep(page: Page) -> None:
    page.click("text=Keep this")
    expect(page.locator("#now")).to_have_value("")
    until(page, SEALED)


def with_device(device: Device, named: str, **other: object) -> tuple[Page, CDPSession, str]:
    """A locked phone that its device opens."""
    page = sign_in(device(base_url=named), "noor")
    cdp, known = authenticator(page, **PRF | other)
    switch_on(page)
    choose(page, on=True)
    expect(page.get_by_label(BOX)).to_be_checked()
    return page, cdp, known


def tries(page: Page) -> int:
    return int(page.evaluate(ROW)["tries"])


def test_the_device_opens_it_also_without_a_network_and_the_pin_goes_on_working(
    device: Device, clinic: Clinic, named: str
) -> None:
    page, cdp, known = with_device(device, named)
    kept = cdp.send("WebAuthn.getCredentials", {"authenticatorId": known})["credentials"]
    assert [(one["rpId"], one["userName"]) for one in kept] == [("localhost", "Lock on this phone")]
    page.goto("/journal")
    hide(page)
    clinic.line.cut()
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator("h1")).to_have_text("Your journal")
    hide(page)
    unlock(page)
    expect(page.locator("h1")).to_have_text("Your journal")


def test_a_device_that_does_not_know_its_person_leaves_it_locked_and_no_try_is_counted(
    device: Device, named: str
) -> None:
    page, cdp, known = with_device(device, named)
    hide(page)
    unlock(page, "0000")
    expect(page.locator("[data-said=wrong]")).to_contain_text("9")
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": known, "isUserVerified": False})
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_text("The device did not unlock Tidemark.")).to_be_visible()
    expect(page.locator("h1")).to_have_text("Locked")
    assert tries(page) == 1
    unlock(page)
    expect(page.locator("h1")).to_have_text("Lock on this phone")


def test_the_device_also_ends_the_count_of_wrong_pins_and_needs_no_waiting(device: Device, named: str) -> None:
    page, _cdp, _known = with_device(device, named)
    hide(page)
    for n in ("9", "8", "7", "6"):
        unlock(page, "0000")
        expect(page.locator("[data-said=wrong]")).to_contain_text(n)
    unlock(page)
    expect(page.locator("[data-said=wait]")).to_contain_text("1")
    page.get_by_role("button", name=BUTTON).click()
    expect(page.locator("h1")).to_have_text("Lock on this phone")
    assert tries(page) == 0


def test_chosen_with_the_lock_itself_and_kept_when_the_pin_becomes_another(device: Device, named: str) -> None:
    page = sign_in(device(base_url=named), "noor")
    authenticator(page, **PRF)
    page.goto("/account/lock")
    expect(page.get_by_label(BOX)).to_be_visible(
        timeout=30_000
    )  # the worker is on its way: it brings the whole app along
    page.get_by_label(BOX).check()
    switch_on_here(page)
    page.fill("#now", PIN)
    page.fill("#new-pin", "31415")
    page.fill("#again", "31415")
    keep(page)
    hide(page)
    page.get_by_role("button", name=BUTTON).click()
    expect(page.get_by_label(BOX)).to_be_checked()
    hide(page)
    unlock(page, "31415")
    expect(page.locator("h1")).to_have_text("Lock on this phone")


def switch_on_here(page: Page) -> None:
    page.fill("#new-pin", PIN)
    page.fill("#again", PIN)
    page.click("text=Keep this")
    expect(page.get_by_text("The lock is on.")).to_be_visible()
    until(page, SEALED)


def test_taken_away_again_only_the_pin_opens(device: Device, named: str) -> None:
    page, cdp, known = with_device(device, named)
    choose(page, on=False)
    expect(page.get_by_label(BOX)).not_to_be_checked()
    assert cdp.send("WebAuthn.getCredentials", {"authenticatorId": known})["credentials"] == []
    assert page.evaluate(ROW).get("device") is None
    hide(page)
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    unlock(page)
    expect(page.locator("h1")).to_have_text("Lock on this phone")


def test_emptied_after_ten_wrong_pins_the_device_opens_nothing_either(
    device: Device, clinic: Clinic, named: str
) -> None:
    page, cdp, known = with_device(device, named)
    hide(page)
    clinic.line.cut()
    ten_wrong_tries(page)
    expect(page.locator("[data-said=later]")).to_be_visible()
    expect(page.get_by_role("button", name=BUTTON)).to_be_hidden()
    assert sorted(page.evaluate(ROW)) == ["escrow", "key", "tag", "wiped"]
    assert cdp.send("WebAuthn.getCredentials", {"authenticatorId": known})["credentials"] == []


def test_a_refusal_while_choosing_changes_nothing_and_says_so(device: Device, named: str) -> None:
    page = sign_in(device(base_url=named), "noor")
    authenticator(page, **PRF, isUserVerified=False)
    switch_on(page)
    page.fill("#now", PIN)
    page.get_by_label(BOX).check()
    page.click("text=Keep this")
    expect(page.get_by_text("The device did not unlock, so nothing was changed.")).to_be_visible()
    assert page.evaluate(ROW).get("device") is None


def test_a_device_without_such_a_secret_says_so_kindly_and_the_pin_stays(device: Device, named: str) -> None:
    page = sign_in(device(base_url=named), "noor")
    authenticator(page, ctap2Version="ctap2_1")
    switch_on(page)
    page.fill("#now", PIN)
    page.get_by_label(BOX).check()
    page.click("text=Keep this")
    expect(page.get_by_text("This device cannot do that for Tidemark")).to_be_visible()
    expect(page.get_by_label(BOX)).not_to_be_checked()
    keep(page)
    hide(page)
    unlock(page)
    expect(page.locator("h1")).to_have_text("Lock on this phone")


def test_where_no_device_knows_its_person_it_is_not_offered(device: Device, named: str) -> None:
    page = sign_in(device(base_url=named), "noor")
    switch_on(page)
    expect(page.get_by_label(BOX)).to_be_hidden()


def test_its_pages_are_without_barriers_with_the_device_offered_and_chosen(device: Device, named: str) -> None:
    page, _cdp, _known = with_device(lambda **to: device(bypass_csp=True, reduced_motion="reduce", **to), named)
    found = look_at(page, "/account/lock", desk=False)
    hide(page)
    expect(page.get_by_role("button", name=BUTTON)).to_be_visible()
    assert found + look_at(page, "/journal", desk=False) == []

"""A passkey's life in Chromium with a virtual authenticator: made, used by button and by itself, lost, recovered."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from server.demo_cast import CAST_IDS
from tests.browser.authenticators import authenticator, with_a_name
from tests.browser.conftest import LAPTOP, Clinic, sign_in

Device = Callable[..., BrowserContext]
pytestmark = pytest.mark.browser
BY_BUTTON = "window.PublicKeyCredential && (PublicKeyCredential.isConditionalMediationAvailable = async () => false)"
NOOR = f"/recovery/{CAST_IDS['noor']}"


@pytest.fixture
def named(clinic: Clinic) -> str:
    return with_a_name(clinic)


def make_passkey(page: Page, name: str = "Noor’s phone") -> None:
    page.goto("/account/passkeys")
    page.fill("#name", name)
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator("section[aria-labelledby=mine]")).to_contain_text(name)


def sign_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_url("**/sign-in**")


def test_made_and_used_by_the_button_and_lost_and_removed(device: Device, named: str) -> None:
    phone = device(base_url=named)
    phone.add_init_script(BY_BUTTON)
    page = sign_in(phone, "noor")
    cdp, known = authenticator(page)
    make_passkey(page)
    kept = cdp.send("WebAuthn.getCredentials", {"authenticatorId": known})["credentials"]
    assert [(one["isResidentCredential"], one["rpId"]) for one in kept] == [(True, "localhost")]

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/today")
    page.goto("/account/passkeys")
    expect(page.locator("section[aria-labelledby=mine]")).to_contain_text("last used")

    other = sign_in(device(base_url=named, **LAPTOP), "noor")
    other.goto("/account/passkeys")
    other.locator("summary").first.click()
    other.get_by_role("button", name="Remove “Noor’s phone”").click()
    expect(other.locator("section[aria-labelledby=mine]")).to_contain_text("None yet.")
    page.goto("/today")
    page.wait_for_url("**/sign-in**")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#name-error")).to_contain_text("This passkey did not open anything here.")


def test_it_is_offered_by_itself_in_the_field_for_the_name(device: Device, named: str) -> None:
    page = sign_in(device(base_url=named), "noor")
    authenticator(page)
    make_passkey(page)
    sign_out(page)

    page.wait_for_url("**/today")  # a virtual authenticator chooses at once what a person would choose in the field
    expect(page.locator("h1")).to_be_visible()


def test_later_a_passkey_answers_whether_it_is_you_and_what_was_typed_goes_on(
    device: Device, clinic: Clinic, named: str
) -> None:
    page = sign_in(device(base_url=named), "noor")
    authenticator(page)
    make_passkey(page)
    clinic._ahead += timedelta(minutes=6)
    page.goto("/account/one-time")
    page.get_by_role("button", name="Set up one-time codes").click()
    expect(page.locator("h1")).to_have_text("Is it you?")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.locator("#the-secret")).to_be_visible()


def test_before_a_passkey_is_made_it_is_asked_whether_it_is_you(device: Device, clinic: Clinic, named: str) -> None:
    page = sign_in(device(base_url=named), "noor")
    authenticator(page)
    clinic._ahead += timedelta(minutes=6)
    page.goto("/account/passkeys")
    page.fill("#name", "Blue phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator("h1")).to_have_text("Is it you?")
    page.get_by_role("button", name="Yes, it is me").click()

    expect(page.locator("#name")).to_have_value("Blue phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.locator("section[aria-labelledby=mine]")).to_contain_text("Blue phone")


def test_one_without_the_persons_own_unlock_makes_nothing_and_says_so(device: Device, named: str) -> None:
    page = sign_in(device(base_url=named), "noor")
    authenticator(page, isUserVerified=False)
    page.goto("/account/passkeys")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("No passkey was made. You can try again.")).to_be_visible()
    expect(page.locator("section[aria-labelledby=mine]")).to_contain_text("None yet.")


def test_where_the_clinic_is_opened_by_a_number_none_is_offered_and_the_page_says_where(
    device: Device, clinic: Clinic
) -> None:
    page = sign_in(device(base_url=clinic.url), "noor")
    page.goto("/account/passkeys")
    expect(page.get_by_role("button", name="Make a passkey")).to_have_count(0)
    expect(page.locator("#new ~ p").first).to_contain_text("Passkeys belong to one address")
    expect(page.get_by_role("link", name="Open this page at http://localhost:8000")).to_be_visible()


def test_who_lost_everything_comes_in_again_in_person_by_a_typed_code(device: Device, named: str) -> None:
    lost = sign_in(device(base_url=named), "noor")
    theo, pria = (sign_in(device(base_url=named, **LAPTOP), name) for name in ("theo", "pria"))
    theo.goto(NOOR)
    theo.get_by_role("button", name="Noor is here: begin").click()
    expect(theo.get_by_role("button", name="Make the code")).to_have_count(0)
    lost.goto("/today")
    expect(lost.get_by_text("Your clinic has begun a new way in for you.")).to_be_visible()
    pria.goto("/recovery")
    pria.get_by_role("link", name="Noor").click()
    pria.get_by_role("button", name="Confirm it").click()
    theo.reload()
    theo.get_by_role("button", name="Make the code").click()
    code = theo.locator("#the-code").inner_text()

    found = device(base_url=named).new_page()
    found.goto("/join")
    found.fill("#code", code)
    found.get_by_role("button", name="Continue").click()
    found.get_by_role("button", name="Begin").click()
    found.wait_for_url("**/today")

    lost.goto("/journal")
    lost.wait_for_url("**/sign-in**")


def test_staff_set_up_an_app_and_ten_codes_with_the_keyboard_alone(device: Device, clinic: Clinic) -> None:
    page = sign_in(device(base_url=clinic.url, **LAPTOP), "theo")
    page.goto("/account/one-time")
    page.get_by_role("button", name="Set up one-time codes").press("Enter")
    secret = page.locator("#the-secret").inner_text().replace(" ", "")
    page.locator("#code").press_sequentially(pyotp.TOTP(secret).at(int(clinic.now().timestamp())))
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/second")
    page.get_by_role("link", name="Recovery codes").press("Enter")
    page.get_by_role("button", name="Make ten codes").press("Enter")
    expect(page.locator("#the-codes li")).to_have_count(10)

"""Pages of signing in that no address leads to: without barriers, also in the dark; and two devices of one person."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pyotp
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from server.access.passphrases import hash_passphrase
from server.clinics.people import set_passphrase
from server.demo_cast import CAST_IDS
from tests.browser.barriers import look_over
from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.test_passkeys import BY_BUTTON, authenticator, make_passkey

Device = Callable[..., BrowserContext]
BARE = {"bypass_csp": True, "service_workers": "block", "reduced_motion": "reduce"}
PASSPHRASE = "a calm grey sea"
pytestmark = pytest.mark.browser


@pytest.fixture
def named(clinic: Clinic) -> str:
    """The clinic's address with a name, as passkeys need one."""
    url = clinic.url.replace("127.0.0.1", "localhost")
    clinic.house.settings = msgspec.structs.replace(clinic.house.settings, base_url=url)
    return url


def give_passphrase(clinic: Clinic, name: str) -> None:
    async def give() -> None:
        hashed = await hash_passphrase(PASSPHRASE)
        async with clinic.house.db.writing() as tx:
            await set_passphrase(tx, CAST_IDS[name], f"{name}@example.org", hashed)

    asyncio.run_coroutine_threadsafe(give(), clinic.loop).result(10)


def by_passphrase(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.fill("#name", f"{name}@example.org")
    page.fill("#passphrase", PASSPHRASE)
    page.locator("#sign-in button:not([type=button])").first.click()


def set_up_app(clinic: Clinic, page: Page) -> pyotp.TOTP:
    page.goto("/account/one-time")
    page.get_by_role("button", name="Set up one-time codes").click()
    app = pyotp.TOTP(page.locator("#the-secret").inner_text().replace(" ", ""))
    page.fill("#code", app.at(int(clinic.now().timestamp())))
    page.get_by_role("button", name="Use these codes").click()
    page.wait_for_url("**/account/second")
    return app


def test_the_codes_that_are_shown_once(clinic: Clinic, device: Device) -> None:
    theo = sign_in(device(**BARE, **LAPTOP), "theo")
    noor = sign_in(device(**BARE), "noor")
    found = []
    theo.goto(f"/recovery/{CAST_IDS['noor']}")
    theo.get_by_role("button", name="Noor is here: make a code that proves it").click()
    expect(theo.locator("#the-code")).to_be_visible()
    found += look_over(theo, "the code that proves", desk=True)
    noor.goto("/today")
    expect(noor.get_by_text("There is something to know about how you sign in.")).to_be_visible()
    noor.get_by_role("link", name="See what happened").click()
    expect(noor.locator("h2#made")).to_be_visible()
    found += look_over(noor, "/account/told", desk=False)
    pria = sign_in(device(**BARE, **LAPTOP), "pria")
    for person, name in ((theo, "Noor is here: begin"), (pria, "Confirm it"), (theo, "Make the code")):
        person.goto(f"/recovery/{CAST_IDS['noor']}")
        found += look_over(person, "/recovery/noor", desk=True)
        person.get_by_role("button", name=name).click()
    found += look_over(theo, "the code of a recovery", desk=True)
    noor.goto("/account/recovery")
    found += look_over(noor, "/account/recovery", desk=False)
    noor.goto("/account/one-time")
    set_up_app(clinic, noor)
    noor.goto("/account/codes")
    noor.get_by_role("button", name="Make ten codes").click()
    expect(noor.locator("#the-codes li")).to_have_count(10)
    found += look_over(noor, "ten codes", desk=False)
    assert not found, "\n".join(found)


def test_the_second_step_and_the_question_whether_it_is_you(clinic: Clinic, device: Device, named: str) -> None:
    here, found = device(**BARE, base_url=named), []
    here.add_init_script(BY_BUTTON)
    page = sign_in(here, "noor")
    authenticator(page)
    make_passkey(page)
    app = set_up_app(clinic, page)
    give_passphrase(clinic, "noor")
    clinic._ahead += timedelta(minutes=6)
    page.goto("/journal/export")
    expect(page.locator("h1")).to_have_text("Is it you?")
    found += look_over(page, "/account/prove", desk=False)
    other = device(**BARE, base_url=named).new_page()
    by_passphrase(other, "noor")
    expect(other.locator("h1")).to_have_text("One more proof")
    found += look_over(other, "/sign-in/second", desk=False)
    for number in range(20):
        if number == 10:
            clinic._ahead += timedelta(minutes=16)
        if number % 10 == 0:
            by_passphrase(other, "noor")
        other.fill("#code", "000000")
        other.get_by_role("button", name="Continue").click()
    expect(other.get_by_text("Many codes were wrong today.")).to_be_visible()
    found += look_over(other, "/sign-in/second, waiting", desk=False)
    page.goto("/account/told")
    expect(page.get_by_text("20 wrong codes after it")).to_be_visible()
    found += look_over(page, "/account/told", desk=False)
    by_passphrase(page, "noor")
    page.fill("#code", app.at(int(clinic.now().timestamp())))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/today")
    assert not found, "\n".join(found)


def test_a_code_of_the_team_proves_it_and_the_journal_is_saved(clinic: Clinic, device: Device) -> None:
    noor = sign_in(device(accept_downloads=True), "noor")
    clinic._ahead += timedelta(minutes=6)
    noor.goto("/journal/yours")
    noor.click("text=Save my journal")
    theo = sign_in(device(**LAPTOP), "theo")
    theo.goto(f"/recovery/{CAST_IDS['noor']}")
    theo.get_by_role("button", name="Noor is here: make a code that proves it").press("Enter")
    noor.get_by_role("textbox", name="A code from your clinic").press_sequentially(
        theo.locator("#the-code").inner_text().lower()
    )
    with noor.expect_download() as saved:
        noor.keyboard.press("Enter")
    assert saved.value.suggested_filename.startswith("journal-")


def test_a_passkey_is_lost_and_its_owner_comes_in_on_another_device_and_removes_it(
    clinic: Clinic, device: Device, named: str
) -> None:
    """Two devices: a passkey on one, codes on paper for the day it is lost, and the other is told."""
    phone, laptop = sign_in(device(base_url=named), "noor"), device(base_url=named, **LAPTOP).new_page()
    authenticator(phone)
    make_passkey(phone)
    set_up_app(clinic, phone)
    give_passphrase(clinic, "noor")
    phone.goto("/account/codes")
    phone.get_by_role("button", name="Make ten codes").click()
    code = phone.locator("#the-codes li").first.inner_text()
    clinic._ahead += timedelta(minutes=1)

    by_passphrase(laptop, "noor")
    laptop.fill("#code", code)
    laptop.get_by_role("button", name="Continue").click()
    laptop.wait_for_url("**/today")
    phone.goto("/today")
    expect(phone.get_by_text("A new device signed in as you.")).to_be_visible()
    laptop.goto("/account/passkeys")
    laptop.locator("summary").first.click()
    laptop.get_by_role("button", name="Remove “Noor’s phone”").click()

    expect(laptop.locator("section[aria-labelledby=mine]")).to_contain_text("None yet.")
    phone.goto("/journal")
    phone.wait_for_url("**/sign-in**")

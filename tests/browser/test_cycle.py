"""The cycle as people walk it: Noor prepares, comes, writes and shares; Theo reads and answers."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from server.courses.desk import STANDS_AFTER
from tests.browser.conftest import LAPTOP, Clinic, set_clock, sign_in

Device = Callable[..., BrowserContext]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_noor_prepares_comes_writes_and_shares_and_theo_answers(clinic: Clinic, device: Device, scripts: bool) -> None:
    phone = device(java_script_enabled=scripts)
    noor = sign_in(phone, "noor")
    theo = sign_in(device(java_script_enabled=scripts, **LAPTOP), "theo")

    _prepare(noor)
    _sleep_on_it(clinic, phone, days=1)
    _arrive(noor)
    _hold_session(theo)
    _come_back(noor)
    _sleep_on_it(clinic, phone, days=2)
    _write_and_share(noor)
    _answer(theo)
    clinic.ahead += STANDS_AFTER

    noor.goto("/journal")
    expect(noor.get_by_text(re.compile(r"Read by Theo"))).not_to_have_count(0)
    expect(noor.locator(".reply", has_text="I would like to hear about the lantern.")).to_be_visible()
    noor.goto("/today")
    expect(noor.get_by_text("Theo wrote back")).to_be_visible()


def _sleep_on_it(clinic: Clinic, phone: BrowserContext, days: int) -> None:
    """The phone's clock goes with the clinic's."""
    clinic.ahead = timedelta(days=days)
    set_clock(phone, clinic)


def _prepare(noor: Page) -> None:
    expect(noor.locator("h1")).to_have_text(re.compile("Tomorrow at 11, your third session."))
    noor.click("text=Who takes you home? >> nth=0")
    noor.locator("#P-13 input[name=words]").fill("My sister Amal")
    noor.click("#P-13 button")
    expect(noor.locator("#P-13")).to_contain_text("My sister Amal")
    noor.goto("/prepare/intention")
    noor.fill("#body", "Leave the lantern where it is.")
    noor.click("text=Keep this line")
    noor.wait_for_url("**/prepare")
    expect(noor.locator("main")).to_contain_text("Leave the lantern where it is.")
    noor.goto("/today")
    expect(noor.locator(".board .done", has_text="Ride home")).to_contain_text("My sister Amal")


def _arrive(noor: Page) -> None:
    noor.goto("/today")
    expect(noor.locator("h1")).to_have_text(re.compile("Today at 11"))
    noor.locator(".dock >> text=Say that I am here").click()
    noor.click("label:has(input[name=fasting][value=kept])")
    noor.click("label:has(input[name=ride][value=yes])")
    noor.click("label:has(input[name=feeling][value='4'])")
    noor.click("text=Send to my care team")
    noor.wait_for_url("**/today")
    noor.locator(".dock >> text=Open the session screen").click()
    expect(noor.locator("[data-toggle]")).to_be_visible()


def _hold_session(theo: Page) -> None:
    theo.goto("/caseload")
    theo.click("text=Noor")
    theo.click("text=Session record")
    expect(theo.locator("main")).to_contain_text("Nothing since the time")
    for step in ("Open the session", "The medicine is given now", "The session ends now"):
        theo.click(f"button >> text={step}")
    theo.fill("#discharge-words", "Steady, and her sister is here.")  # before the end of the stay time
    theo.click("button >> text=Discharge, by me")
    expect(theo.locator("main")).to_contain_text("The record of the steps is complete.")
    expect(theo.locator("[aria-labelledby=steps] .done")).to_have_count(4)


def _come_back(noor: Page) -> None:
    noor.goto("/today")
    expect(noor.locator("h1")).to_have_text("Welcome back. There is nothing you have to do.")
    noor.locator(".dock a").click()
    noor.fill("#body", "A lantern, and nobody carrying it.")
    noor.click("text=Keep this line")
    noor.wait_for_timeout(500)
    noor.goto("/journal")
    expect(noor.locator("h1")).to_have_text("Welcome back. There is nothing you have to do.")  # S-10


def _write_and_share(noor: Page) -> None:
    noor.goto("/journal")
    expect(noor.locator(".entry-body", has_text="A lantern, and nobody carrying it.")).to_have_count(1)
    noor.goto("/today")
    expect(noor.locator("h1")).to_have_text("Day one after your third session.")
    noor.locator(".dock >> text=Write").click()
    noor.fill("#body", "The lantern swung by itself.\n\nI did not ask it to stop.")
    noor.click("label:has(input[name=mood][value='6'])")
    noor.click("label:has(input[name=share][value='1'])")
    noor.click("text=Keep this entry")
    noor.wait_for_url("**/journal")
    row = noor.locator(".entries > li", has_text="The lantern swung by itself.")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Shared with Theo today. Not opened yet.")


def _answer(theo: Page) -> None:
    theo.goto("/review")
    theo.locator(".queue li", has_text="Noor").locator("a", has_text="after session three").click()
    expect(theo.locator(".entry-body").first).to_have_text("The lantern swung by itself.")
    expect(theo.locator(".facts")).to_contain_text("6 of 10")
    expect(theo.locator(".facts")).to_contain_text("Leave the lantern where it is.")
    theo.fill("#reply", "I would like to hear about the lantern.")
    theo.click("text=Reply and mark read")
    expect(theo.locator(".queue li", has_text="after session three")).to_have_count(0)

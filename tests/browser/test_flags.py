"""An answer in flight mode reaches a named person: heard on an open desk, passed on, closed by words alone.

P20, Y-30 to Y-35: the ninth of PHQ-9, from the phone to Theo, and on to Pria.
"""

import re
import time
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.waits import comes_to, settle

Device = Callable[..., BrowserContext]
OWNER = """
    select person.name from flag join person on person.id = flag.owner_id where flag.rule = 'item-9'
    order by flag.received_at desc limit 1
"""
PASSED_TO_PRIA = """
    select count(*) from flag_step as step join flag on flag.id = step.flag_id
    join person on person.id = step.owner_id
    where flag.rule = 'item-9' and step.deed = 'escalated' and person.name = 'Pria'
"""
OPEN = "select count(*) from flag where rule = 'item-9' and deadline is not null"


def choose_the_ninth(page: Page) -> None:
    page.goto("/measures/phq9#item-9")
    page.locator("#item-9 .choice").nth(2).click()


def test_p20_the_ninth_answered_in_flight_mode_reaches_theo_and_then_pria_and_needs_a_note(
    clinic: Clinic, device: Device
) -> None:
    desk = sign_in(device(**LAPTOP), "theo")
    desk.goto("/review")
    before = desk.locator("[data-flags]").get_attribute("data-flags") or ""
    phone = device()
    page = sign_in(phone, "noor")
    settle(page)
    clinic.line.cut()
    choose_the_ninth(page)
    expect(page.locator("#item-9 .alarmed a[href='tel:988']")).to_be_in_viewport()
    assert clinic.value(OPEN) == 0

    clinic.line.mend()
    page.goto("/today")  # the network is back: what waits goes by itself
    comes_to(page, clinic, OPEN, 1)
    arrived = time.monotonic()
    desk.wait_for_function("before => document.querySelector('[data-flags]').dataset.flags !== before", arg=before)
    expect(desk).to_have_title(re.compile(r"^\(\d+\) "))  # set a moment after the line, once the page has settled
    assert time.monotonic() - arrived < 2
    expect(desk.locator("#flags")).to_contain_text("Noor")
    assert clinic.value(OWNER) == "Theo"

    clinic.ahead += timedelta(hours=3)  # Theo does not answer
    other = sign_in(device(**LAPTOP), "pria")
    other.goto("/flags")
    assert int(str(clinic.value(PASSED_TO_PRIA))) >= 1
    other.locator("#flags .flag", has_text="question nine").get_by_role("link", name="Open this flag").first.click()
    expect(other.get_by_text("question 9: More than half the days")).to_be_visible()
    other.get_by_role("button", name="Close with this note").click()
    expect(other.locator("#note-error")).to_be_visible()
    assert clinic.value(OPEN) == 1
    other.fill("#note", "We spoke. She is with her sister, and we speak again tomorrow at nine.")
    other.get_by_role("button", name="Close with this note").click()
    comes_to(other, clinic, OPEN, 0)

"""Check-in and safety plan on a phone without a network: people to call at once, and everything arrives once."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Clinic, set_clock, sign_in
from tests.browser.test_intake_offline import answer
from tests.browser.waits import comes_to, go_on, settle

Device = Callable[..., BrowserContext]
TOLD = "select count(*) from check_in_answer"
PLANS = "select count(*) from safety_plan"


def test_y_08_leads_to_people_without_a_network_and_the_answer_follows_once(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "mara")
    settle(page)
    before = int(str(clinic.value(TOLD)))
    clinic.line.cut()

    page.goto("/check-in#thoughts")
    call = page.locator("#thoughts a[href='tel:988']")
    expect(call).to_be_hidden()
    page.locator("#thoughts label.choice", has_text="Yes, often").click()
    expect(call).to_be_visible()
    page.locator("#thoughts button", has_text="Continue").click()
    expect(page.locator("h1")).to_have_text("You do not have to carry this alone.")
    expect(page.locator("main")).to_contain_text("Are you safe right now?")
    assert clinic.value(TOLD) == before

    clinic.line.mend()
    page.goto("/check-in/answers")
    comes_to(page, clinic, TOLD, before + 1)


def test_y_11_is_said_beside_the_answer_without_a_network_and_answers_stand_there_again(
    clinic: Clinic, device: Device
) -> None:
    page = sign_in(device(), "mara")
    settle(page)
    before = int(str(clinic.value(TOLD)))
    clinic.line.cut()

    page.goto("/check-in#bladder")
    said = page.locator("#bladder", has_text="wait for their answer before any dose").locator(".called")
    expect(said).to_be_hidden()
    page.locator("#bladder label.choice", has_text="Blood").click()
    expect(said).to_be_visible()
    page.locator("#bladder button", has_text="Continue").click()
    expect(page.locator(".ask:visible .when")).to_contain_text("5 of 10")
    answer(page, "About the same")
    page.goto("/check-in#bladder")
    expect(page.locator("#bladder [name=pick-blood]")).to_be_checked()
    page.goto("/check-in/answers")
    expect(page.locator("main")).to_contain_text("nobody at the clinic has it yet")

    clinic.line.mend()
    page.goto("/check-in/answers")
    comes_to(page, clinic, TOLD, before + 2)
    go_on(page, "/check-in/answers")
    expect(page.locator("h1")).to_have_text("Please call your clinic today, and wait for their answer before any dose.")


def test_what_was_answered_last_week_is_not_filled_in_again(clinic: Clinic, device: Device) -> None:
    """The phone keeps what it sent for a month; a new check-in begins empty all the same."""
    context = device()
    page = sign_in(context, "mara")
    before = int(str(clinic.value(TOLD)))
    page.goto("/check-in#memory")
    answer(page, "Clearly harder")
    comes_to(page, clinic, TOLD, before + 1)
    go_on(page, "/check-in#memory")
    expect(page.locator("#memory :checked")).to_have_count(1)

    clinic.ahead = timedelta(days=8)
    set_clock(context, clinic)
    page = sign_in(context, "mara")
    page.goto("/check-in#memory")
    expect(page.locator("#memory")).to_be_visible()
    page.wait_for_timeout(500)  # what a phone keeps is filled in after the page has come
    expect(page.locator("#memory :checked")).to_have_count(0)


def test_the_safety_plan_is_two_taps_from_help_without_a_network_and_can_be_written_there(
    clinic: Clinic, device: Device
) -> None:
    page = sign_in(device(), "noor")
    settle(page)
    before = int(str(clinic.value(PLANS)))
    clinic.line.cut()

    page.goto("/help")
    expect(page.locator("a.call", has_text="Amira")).to_have_attribute("href", "tel:4165550121")
    page.click("text=My safety plan")
    expect(page.locator("main")).to_contain_text("Walk to the bridge and back.")
    expect(page.locator("main a", has_text="416 555 0163")).to_have_attribute("href", "tel:4165550163")

    clinic.line.mend()
    page.goto("/safety-plan/edit")
    clinic.line.cut()
    page.fill("#reason", "The lemon tree.")
    page.click("button:has-text('Keep it')")
    expect(page.locator("h1")).to_have_text("My safety plan")
    assert clinic.value(PLANS) == before
    clinic.line.mend()
    page.goto("/safety-plan")
    comes_to(page, clinic, PLANS, before + 1)
    go_on(page, "/safety-plan")
    expect(page.locator("main")).to_contain_text("The lemon tree.")


def test_signed_out_help_names_nobody_of_the_plan(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    settle(page)
    page.goto("/account")
    page.click("form[action='/sign-out'] button >> nth=0")
    page.wait_for_url("**/sign-in**")
    clinic.line.cut()
    page.goto("/help")
    expect(page.locator("a[href='tel:988']").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Amira")
    expect(page.locator("body")).not_to_contain_text("My safety plan")

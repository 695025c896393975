"""A message without a network: kept on the phone with its words, sent by itself once, and said how far it has come."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.waits import comes_to, settle

Device = Callable[..., BrowserContext]
WORDS = "Is there <b>somewhere</b> my sister can sit?"
SENT = "select count(*) from message"
THREAD = (
    "select '/courses/' || course.id || '/messages' from course join person on person.id = course.patient_id"
    " where person.name = 'Noor'"
)


def test_written_without_a_network_it_says_so_and_goes_from_there_to_read(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    settle(page)
    before = int(str(clinic.value(SENT)))
    clinic.line.cut()

    page.goto("/messages")
    expect(page.locator("main")).to_contain_text("Outside these hours what you write waits until the clinic opens")
    page.click("text=Write a message")
    page.fill("#body", WORDS)
    page.click("text=Send to my care team")
    page.wait_for_url("**/messages")
    waiting = page.locator("[data-behaviour=waiting]")
    expect(waiting).to_contain_text(WORDS)
    expect(waiting).to_contain_text("On this phone. It goes to the clinic when there is a network.")
    assert clinic.value(SENT) == before

    clinic.line.mend()
    page.goto("/messages")
    comes_to(page, clinic, SENT, before + 1)
    row = page.locator("[aria-label^='Messages'] > li", has_text=WORDS)
    expect(row).to_have_count(1)
    expect(row).to_contain_text("At the clinic. Nobody has opened it yet.")
    expect(waiting).to_be_hidden()

    theo = sign_in(device(**LAPTOP), "theo")
    theo.goto(str(clinic.value(THREAD)))
    expect(theo.locator(".message-body", has_text=WORDS)).to_have_count(1)
    theo.fill("#body", "Yes, beside the desk.")
    theo.click("button:has-text('Send answer')")
    expect(theo.locator("main")).not_to_contain_text("Not answered yet")
    page.goto("/today")
    page.click("text=Theo wrote to you today")
    expect(row).to_contain_text("Read by Theo today")
    expect(row).to_contain_text("Answered.")


def test_about_an_entry_without_a_network_it_still_says_which(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    settle(page)
    page.goto("/journal")
    page.locator(".entry-body a").first.click()
    link = page.get_by_role("link", name="Write to your care team about this entry")
    entry = str(link.get_attribute("href")).rpartition("=")[2]
    before = int(str(clinic.value(SENT)))
    clinic.line.cut()

    link.click()
    page.fill("#body", "About this one.")
    page.click("text=Send to my care team")
    page.wait_for_url("**/messages")
    clinic.line.mend()
    page.goto("/messages")
    comes_to(page, clinic, SENT, before + 1)
    assert clinic.value("select count(*) from message where entry_id = :id", id=entry) == 1


def test_what_is_refused_comes_back_with_its_words_and_goes_without_what_was_wrong(
    clinic: Clinic, device: Device
) -> None:
    page = sign_in(device(), "noor")
    before = int(str(clinic.value(SENT)))
    page.goto("/messages/write")
    page.locator("[name=about]").evaluate("(field, id) => { field.value = id; }", str(uuid4()))
    page.fill("#body", "Kept.")
    page.click("text=Send to my care team")
    expect(page.locator("main")).to_contain_text("The message can go without it.")
    expect(page.locator("#body")).to_have_value("Kept.")

    page.goto("/messages")
    page.click("text=Open it and correct it")
    expect(page.locator("#body")).to_have_value("Kept.")
    page.click("text=Send to my care team")
    page.wait_for_url("**/messages")
    comes_to(page, clinic, SENT, before + 1)
    expect(page.locator("[data-behaviour=waiting]")).to_be_hidden()


def test_it_is_taken_back_from_the_page_until_somebody_has_opened_it(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "iris")
    page.goto("/messages/write")
    page.fill("#body", "I did not mean this.")
    page.click("text=Send to my care team")
    page.wait_for_url("**/messages")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("main")).to_contain_text("You took this back before anybody had opened it.")
    expect(page.locator("main")).not_to_contain_text("mean this")

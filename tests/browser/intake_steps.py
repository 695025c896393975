"""Intake as a person walks it on a phone: a code, a question a screen, the lists and the texts to sign."""

import asyncio
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from server.accounts.invitations import invite
from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR
from server.intake.consent import document_now
from server.intake.content import asked
from tests.browser.conftest import Clinic
from tests.browser.intake_words import TALKS, ZOLOFT, Replies, Reply, reply_to

COURSE = "(select course.id from course join person on person.id = course.patient_id where person.name = 'Iris')"


def invited_before(clinic: Clinic) -> None:
    """Theo invited Iris two weeks ago; she lost that code."""

    async def write() -> None:
        now = clinic.now() - timedelta(days=15)
        async with clinic.house.db.writing() as tx:
            await invite(tx, clinic.house.keys, (HARBOUR, CAST_IDS["iris"]), CAST_IDS["theo"], now)

    asyncio.run_coroutine_threadsafe(write(), clinic.loop).result(10)


def join(phone: Page, staff: Page) -> None:
    """With a code that is made on the clinic's page and read out, typed as people type."""
    staff.goto("/invitations")
    staff.get_by_role("button", name="New code for Iris").click()
    code = staff.locator("#the-code").inner_text()
    phone.goto("/sign-in")
    phone.click("text=I have an invitation or a code")
    phone.locator("#code").press_sequentially(code.lower())
    phone.get_by_role("button", name="Continue").click()
    expect(phone.locator("h1")).to_have_text("Welcome, Iris")
    phone.get_by_role("button", name="Begin").click()
    phone.wait_for_url("**/today")


def open_part(page: Page, title: str) -> None:
    page.locator(".overview a", has_text=title).click()


def answer_part(page: Page, part: str, replies: Replies) -> None:
    """From the overview through all its questions by Continue alone, and back to the overview."""
    questions = asked().of_part(part)
    open_part(page, next(one.title for one in asked().parts if one.id == part))
    for number, question in enumerate(questions, 1):
        section = page.locator(f"#{question.id}")
        expect(page.locator(".ask:visible .when")).to_contain_text(f", {number} of {len(questions)}")
        _fill(section, reply_to(question, replies))
        section.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/intake")


def _fill(section: Locator, given: Reply) -> None:
    for label in given.chosen:
        section.get_by_label(label, exact=True).check()
    for name, text in given.typed.items():
        section.locator(f"[name={name}]").fill(text)
    if given.words:
        section.locator("[name=words]").fill(given.words)


def tell_what_was_tried(page: Page) -> None:
    """A medicine and a therapy, from the overview and back."""
    open_part(page, "What was tried")
    _add_trial(page, ZOLOFT, "Medicine", "It helped a little", "Side effects", "In this time of depression")
    _add_trial(page, TALKS, "Talking therapy", "I am not sure", "Its cost", "In an earlier one")
    back(page)


def _add_trial(page: Page, typed: dict[str, str], *chosen: str) -> None:
    page.locator(".dock a", has_text="Add").click()
    for name, label in zip(("kind", "effect", "ended", "when"), chosen, strict=True):
        page.locator(f"#{name}").get_by_label(label, exact=True).check()
    for name, text in typed.items():
        page.locator(f"#{name}").fill(text)
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/intake/tried")


def tell_referral(page: Page, way: str, **typed: str) -> None:
    """From the overview; it ends where the papers can be followed."""
    open_part(page, "Referral")
    page.locator(f"[name=way][value={way}]").check()
    for name, text in typed.items():
        page.fill(f"#{name}", text)
    if way == "self":
        page.locator("#agree input").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator("#where")).to_be_visible()


def tell_who_pays(page: Page, status: str) -> None:
    open_part(page, "Coverage")
    page.select_option("#visits-payer", "public")
    page.fill("#visits-source", "The front desk, on the phone")
    page.locator("form[action$=visits] button").click()
    expect(page.locator("form[action$=visits] [role=status]").last).to_contain_text(status)
    back(page)


def back(page: Page) -> None:
    page.locator(".back").click()
    page.wait_for_url("**/intake")


def say_complete(page: Page) -> None:
    page.get_by_role("button", name="That is all").click()
    page.wait_for_url("**/intake")


def hand_in(page: Page) -> None:
    """From the page where answers are checked."""
    page.get_by_role("button", name="Tell my clinic that this is ready").click()
    page.wait_for_url("**/intake")


def add_medicine(page: Page, typed: str, choice: str = "", dose: str = "") -> None:
    """On the page of the list; with `choice`, one of what the phone offers is confirmed."""
    page.locator("#typed").press_sequentially(typed)
    if choice:
        page.locator("[data-suggestions] label", has_text=choice).first.click()
    page.fill("#dose", dose)
    page.evaluate("window.before = true")
    page.get_by_role("button", name="Add to my list").click()
    page.wait_for_function("() => !window.before && document.readyState === 'complete'")


def sign(page: Page, purpose: str, name: str, *, drawn: bool = False) -> None:
    """From the list of texts, and back to it."""
    document = document_now(purpose)
    page.locator(".board a", has_text=document.title).click()
    expect(page.locator("h1")).to_have_text(document.title)
    for one in document.questions:
        page.locator(f"[name={one.field}][value={one.right}]").check()
    page.get_by_label(document.asks).check()
    page.fill("[name=name]", name)
    if drawn:
        draw_a_name(page)
    page.get_by_role("button", name="Keep my answer").click()
    page.wait_for_url("**/intake/consent")


def draw_a_name(page: Page) -> None:
    pad = page.locator("[data-pad] svg")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 90, box["y"] + 40, steps=5)
    page.mouse.up()

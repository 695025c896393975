"""Intake on a phone without a network: questions, medicines and consent go on, and everything arrives once."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.intake_steps import draw_a_name
from tests.browser.waits import comes_to, go_on, settle

Device = Callable[..., BrowserContext]
TOLD = "select count(*) from intake_fact where kind = 'answer'"
LISTED = "select count(*) from intake_fact where kind = 'medicine'"


def shown(page: Page) -> str:
    """The one question that is on the screen."""
    (seen,) = [one for one in page.locator(".ask h2").all() if one.is_visible()]
    return seen.inner_text()


def answer(page: Page, label: str) -> None:
    page.locator(".ask:visible label.choice", has_text=label).first.click()
    page.locator(".ask:visible button", has_text="Continue").click()


def test_questions_answered_without_a_network_stand_there_again_and_arrive_once(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "iris")
    settle(page)
    before = int(str(clinic.value(TOLD)))
    clinic.line.cut()

    page.goto("/intake/heart")
    first = shown(page)
    answer(page, "Yes, and it is often high")
    expect(page.locator(".ask:visible .when")).to_contain_text("2 of")
    page.locator(".ask:visible button", has_text="Continue").click()
    expect(page.locator(".ask:visible .when")).to_contain_text("3 of")
    answer(page, "No")
    expect(page.locator(".ask:visible .when")).to_contain_text("4 of")  # the next one: this answer is kept
    page.goto("/intake/heart")
    assert shown(page) == first
    expect(page.locator("#heart-pressure [value=high]")).to_be_checked()
    assert clinic.value(TOLD) == before

    clinic.line.mend()
    page.goto("/intake/answers")
    comes_to(page, clinic, TOLD, before + 3)
    go_on(page, "/intake/answers")
    expect(page.locator("main")).to_contain_text("Yes, and it is often high")
    expect(page.locator("main")).to_contain_text("Your clinician must decide before anything is booked")
    pria = sign_in(device(**LAPTOP), "pria")
    pria.goto("/intake-board")
    pria.click("text=Iris")
    expect(pria.locator("main")).to_contain_text("Yes, and it is often high")


def test_e_47_who_thinks_of_ending_their_life_is_led_to_people_without_a_network(
    clinic: Clinic, device: Device
) -> None:
    page = sign_in(device(), "iris")
    settle(page)
    clinic.line.cut()

    page.goto("/intake/mind#mind-suicide-now")
    calls = page.locator("#mind-suicide-now a[href='tel:911'], #mind-suicide-now a[href='tel:988']")
    expect(calls.first).to_be_hidden()
    page.locator("#mind-suicide-now label.choice", has_text="Yes, a plan").click()
    expect(calls.first).to_be_visible()
    page.locator("#mind-suicide-now button", has_text="Continue").click()

    expect(page.locator("h1")).to_have_text("You do not have to carry this alone.")
    expect(page.locator("a[href='tel:911']")).to_be_visible()


def test_an_answer_that_the_clinic_cannot_take_is_opened_again_at_its_own_question(
    clinic: Clinic, device: Device
) -> None:
    page = sign_in(device(), "iris")
    settle(page)
    clinic.line.cut()
    page.goto("/intake/heart#heart-rhythm")
    words = page.locator("#heart-rhythm textarea")
    page.locator("#heart-rhythm label.choice", has_text="Yes").first.click()
    words.evaluate("one => one.removeAttribute('maxlength')")
    words.fill("Since the spring. " * 150)
    page.locator("#heart-rhythm button", has_text="Continue").click()
    expect(page.locator("#heart-rhythm")).to_be_hidden()

    clinic.line.mend()
    page.goto("/journal/waiting")
    page.click("text=Open it and correct it")

    expect(page.locator("#heart-rhythm [role=status]").last).to_contain_text("Please shorten it by 700.")
    expect(words).to_have_value("Since the spring. " * 150)
    assert shown(page) == page.locator("#heart-rhythm h2").inner_text()
    filled = [
        one.get_attribute("id")
        for one in page.locator(".ask:has(textarea)").all()
        if one.locator("textarea").input_value()
    ]
    assert filled == ["heart-rhythm"]


def test_a_medicine_is_found_and_chosen_without_a_network(clinic: Clinic, device: Device) -> None:
    """M-05: what it may be is asked; two of them written on one copy of the page arrive as two."""
    page = sign_in(device(), "iris")
    settle(page)
    before = int(str(clinic.value(LISTED)))
    clinic.line.cut()

    for typed, choice in (("sertralene", "sertraline"), ("grandmothers drops", "")):
        page.goto("/intake/medicines")
        page.locator("#typed").press_sequentially(typed)
        if choice:
            page.locator("[data-suggestions] label", has_text=choice).first.click()
        else:
            expect(page.locator("[data-suggestions]")).to_be_hidden()
        page.click("button:has-text('Add to my list')")
        expect(page.locator("[data-behaviour=waiting]")).to_contain_text(typed)
        page.wait_for_timeout(500)  # the page that was asked for has come to rest
    assert clinic.value(LISTED) == before

    clinic.line.mend()
    again = page.context.new_page()  # the first one may be loading itself anew, now that they arrive
    again.goto("/intake")
    comes_to(again, clinic, LISTED, before + 2)
    go_on(again, "/intake/medicines")
    expect(again.locator(".meds h2", has_text="Sertraline")).to_have_count(1)
    expect(again.locator(".meds h2", has_text="grandmothers drops")).to_have_count(1)
    expect(again.locator(".meds")).to_contain_text("No strong concern is recorded here.")


def test_a_name_drawn_with_a_finger_is_kept_with_the_consent(clinic: Clinic, device: Device) -> None:
    """E-15: and the copy that one keeps shows it."""
    page = sign_in(device(), "iris")
    page.goto("/intake/consent/touch")
    for field in page.locator("form fieldset").all():
        field.locator("label.choice").first.scroll_into_view_if_needed()

    page.fill("[name=name]", "Iris")
    draw_a_name(page)
    drawn = page.input_value("[name=drawing]")
    assert drawn.startswith("M")
    assert drawn.count("L") > 3

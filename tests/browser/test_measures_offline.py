"""A questionnaire answered in flight mode: numbers at once where the ninth needs a person; it arrives once (Y-30)."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.waits import comes_to, go_on, settle

Device = Callable[..., BrowserContext]
MINE = (
    "select count(*) from measure_answer join course on course.id = measure_answer.course_id"
    " join person on person.id = course.patient_id where person.name = 'Noor' and instrument = 'phq9'"
)
LAST = ".alarmed a[href='tel:988']"


def choose(page: Page, number: int, nth: int) -> None:
    page.locator(f"#item-{number} .choice").nth(nth).click()


def test_y_30_in_flight_mode_the_ninth_shows_numbers_at_once_and_the_answers_arrive_once(
    clinic: Clinic, device: Device
) -> None:
    page = sign_in(device(), "noor")
    settle(page)
    clinic.line.cut()
    page.goto("/measures/phq9")
    for number in range(1, 9):
        if number != 5:
            choose(page, number, 1)
        page.click(f"#item-{number} .dock .button:not(.text)")
    expect(page.locator(LAST)).to_be_hidden()
    choose(page, 9, 1)
    expect(page.locator(LAST)).to_be_in_viewport()
    page.click("#item-9 .dock .button:not(.text)")
    page.get_by_role("button", name="Keep these answers").click()
    expect(page.locator("#item-5 [data-missing]")).to_be_visible()  # nothing half is sent
    choose(page, 5, 2)
    for number in range(5, 10):
        page.click(f"#item-{number} .dock .button:not(.text)")
    page.get_by_role("button", name="Keep these answers").click()
    page.wait_for_url("**/not-safe")
    expect(page.get_by_role("heading", name="You do not have to carry this alone.")).to_be_visible()
    assert clinic.value(MINE) == 2

    clinic.line.mend()
    page.goto("/measures")
    comes_to(page, clinic, MINE, 3)
    go_on(page, "/measures")
    expect(page.locator("svg.trend").first).to_be_visible()
    expect(page.locator("dl.facts").first).to_contain_text("10, moderate")

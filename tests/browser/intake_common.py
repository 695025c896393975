"""What both journeys through intake have in common: their beginning, how it stands, and a list that changes."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.intake_clinic import nobody_waits, open_summary, review_medicines, whose
from tests.browser.intake_steps import COURSE, add_medicine, back, invited_before, join, open_part, sign
from tests.browser.waits import comes_to

Device = Callable[..., BrowserContext]
STILL = {"reduced_motion": "reduce"}
IN_ORDER = (
    "select string_agg(case kind when 'answer' then subject else kind end, ' ' order by received_at, id)"
    f" from intake_fact where course_id = {COURSE}"
)
KEPT_WITH_THE_BOARD = "async () => (await (await caches.match('/today')).text()).includes('Medicines reviewed')"
READY = ("The prescriber", "Everything is here for the prescriber to read and decide.")
CHANGED = ("The prescriber", "The list of medicines changed after the prescriber went through it.")


def begin(clinic: Clinic, device: Device) -> tuple[Page, Page]:
    """Iris on her phone, signed in by a typed code, on the overview; and Pria on a laptop."""
    at_the_clinic = {"base_url": f"http://127.0.0.1:{clinic.port}"}  # a line of her own, which nobody cuts
    pria, phone = sign_in(device(**STILL, **LAPTOP, **at_the_clinic), "pria"), device(**STILL).new_page()
    invited_before(clinic)
    assert whose(pria) == ("Iris", "Invited, and has not begun.")
    join(phone, pria)
    expect(phone.locator("h1")).to_have_text("Welcome. This is a slow beginning.")
    phone.get_by_role("link", name="Begin with a few questions").click()
    expect(phone.locator("h1")).to_have_text("Getting to know you")
    return phone, pria


def where_it_is(phone: Page, headline: str) -> None:
    """As she reads it on Today, and on the overview of her intake."""
    phone.goto("/today")
    expect(phone.locator("h1")).to_have_text(headline)
    phone.locator(".dock a").click()
    expect(phone.locator("h1")).to_have_text(headline)


def arrived(phone: Page, clinic: Clinic, order: str, done: str) -> None:
    """Everything once, in order; and the page that stood open loads itself anew."""
    clinic.line.mend()
    phone.evaluate("dispatchEvent(new Event('online'))")  # as a phone says it
    comes_to(phone, clinic, IN_ORDER, order)
    expect(phone.locator(".overview .done", has_text=done)).to_be_visible()
    expect(phone.locator("[data-behaviour=waiting-count]")).to_be_hidden()


def sign_both(phone: Page) -> None:
    open_part(phone, "Consent")
    sign(phone, "treatment", "Iris Lindqvist", drawn=True)
    sign(phone, "sharing", "Iris Lindqvist")
    back(phone)


def read_decision(phone: Page, message: str, condition: str) -> None:
    where_it_is(phone, "Your clinic has decided")
    expect(phone.locator("#decision")).to_have_text("Planning can go on")
    expect(phone.locator(".notice .said")).to_have_text(message)
    expect(phone.locator(".notice")).to_contain_text(f"Before that: {condition}")
    expect(phone.locator(".sky")).to_contain_text("It plans the first day with you.")


def add_one_later(phone: Page) -> None:
    """With the board green, from the way that a patient finds it."""
    board_says(phone, "done", "noted by Pria")
    phone.get_by_role("link", name="Course").click()
    phone.get_by_role("link", name="Your medicines").click()
    add_medicine(phone, "Sudafed", "pseudoephedrine", "for a cold")


def with_the_board_in_the_pocket(phone: Page) -> None:
    """What reading time gives a phone: Playwright's own waiting takes a promise for a yes."""
    for _try in range(100):
        if phone.evaluate(KEPT_WITH_THE_BOARD):
            return
        phone.wait_for_timeout(100)
    raise AssertionError("the page was not kept with the board")


def review_again(phone: Page, pria: Page) -> None:
    """The board turned red with the reason, Pria is asked, and after her review it is green again."""
    board_says(phone, "open", "Your list has changed since Pria went through it. Pria can turn this green")
    assert whose(pria) == CHANGED
    summary = open_summary(pria)
    expect(summary.locator("section[aria-labelledby=medicines] li", has=pria.locator("mark"))).to_contain_text(
        "Sudafed"
    )
    review_medicines(pria, "Only with a cold, and not in the days around a session.")
    nobody_waits(pria)
    board_says(phone, "done", "noted by Pria")


def board_says(phone: Page, state: str, words: str) -> None:
    phone.goto("/today")
    line = phone.locator(f".board > .{state}", has_text="Medicines reviewed")
    expect(line).to_contain_text(words, use_inner_text=True)

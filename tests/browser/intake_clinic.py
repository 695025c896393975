"""Intake from the clinic's side, on a laptop: whose move it is, the summary, and what a prescriber does there."""

from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Clinic

PAIRS = """(rows) => rows.map((dt) => [dt, dt.nextElementSibling].map((one) => {
  const copy = one.cloneNode(true);
  for (const gone of copy.querySelectorAll('a, mark')) gone.remove();
  return [...copy.childNodes].map((node) => node.textContent.trim()).filter(Boolean).join(' ');
}))"""


def whose(staff: Page) -> tuple[str, str]:
    """On the intake board, for Iris: whose move it is, and why."""
    staff.goto("/intake-board")
    row = staff.locator("main .rows li", has_text="Iris")
    said, since = row.locator("p").last.inner_text(), row.locator(".quietly").inner_text()
    return row.locator(".state").inner_text(), said.removesuffix(since).strip()


def nobody_waits(staff: Page) -> None:
    """Iris is decided about, and nothing is asked of anybody."""
    staff.goto("/intake-board")
    expect(staff.locator("section[aria-labelledby=decided] li", has_text="Iris")).to_have_count(1)
    expect(staff.locator("main .rows li", has_text="Iris")).to_have_count(1)


def open_summary(staff: Page) -> Locator:
    staff.goto("/intake-board")
    staff.locator("main").get_by_role("link", name="Iris").click()
    expect(staff.locator("h1")).to_have_text("Intake of Iris")
    return staff.locator("main")


def pairs(page: Page, rows: str) -> dict[str, str]:
    """What is read back, by its name: of the patient's own page and of the clinic's alike."""
    found: list[tuple[str, str]] = page.locator(rows).evaluate_all(PAIRS)
    told = dict(found)
    assert len(told) == len(found)
    return told


def note_step(staff: Page, step: str, words: str) -> None:
    staff.select_option("#step", label=step)
    staff.fill("#step-words", words)
    staff.get_by_role("button", name="Note it").click()
    expect(staff.locator("section[aria-labelledby=referral] ol li").last).to_contain_text(words)


def tick(staff: Page, treatment: str, *enough: str) -> None:
    """Dose and weeks of one trial, as its clinician judges them."""
    row = staff.locator("section[aria-labelledby=trials] li", has_text=treatment)
    for one in enough:
        row.get_by_label(one).check()
    row.get_by_role("button", name="Keep").click()
    expect(row).to_contain_text("Pria, ")
    for one in ("Dose was enough", "Weeks were enough"):
        expect(row.get_by_label(one)).to_be_checked(checked=one in enough)


def review_medicines(staff: Page, words: str) -> None:
    staff.fill("#review-words", words)
    staff.get_by_role("button", name="I went through this list").click()
    expect(staff.locator("section[aria-labelledby=medicines]")).to_contain_text(f"“{words}”")


def decide(staff: Page, outcome: str, **typed: str) -> None:
    staff.get_by_label(outcome, exact=True).check()
    for name, text in typed.items():
        staff.fill(f"#{name}", text)
    staff.get_by_role("button", name="Write this decision").click()
    expect(staff.locator("section[aria-labelledby=decision] .notice")).to_contain_text(typed["reason"])


def plan_session(staff: Page, clinic: Clinic) -> None:
    """One, in nine days, from the patient's page: proposed, read with what stands against it, and kept."""
    open_summary(staff)
    staff.click("text=Patient page")
    staff.get_by_role("link", name="Plan and move").click()
    staff.fill("#day", (clinic.now() + timedelta(days=9)).date().isoformat())
    staff.fill("#count", "1")
    staff.get_by_role("button", name="Propose these dates").click()
    if staff.get_by_label("Plan it all the same").count():
        staff.get_by_label("Plan it all the same").check()
    staff.get_by_role("button", name="Keep these dates").click()
    expect(staff.locator("#sessions ~ .rows > li")).to_have_count(1)
    staff.locator("header .bar a").click()
    expect(staff.locator("#ready")).to_contain_text("Session one")

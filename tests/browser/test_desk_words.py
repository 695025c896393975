"""What staff type is still there after a reload, is let go once it is sent, and stays for nobody else."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.days import Device
from tests.browser.waits import until

MARA = "select course.id from course join person on person.id = course.patient_id where person.name = 'Mara'"
WORDS = "Yes, bring the grey blanket."
STATUS = "main form [data-draft-status]"
KEPT = """() => new Promise((done) => {
  indexedDB.open('tidemark').onsuccess = ({ target }) => {
    target.result.transaction('drafts').objectStore('drafts').getAllKeys().onsuccess = (found) => {
      target.result.close();
      done(found.target.result);
    };
  };
})"""


def write(page: Page, field: str, words: str = WORDS) -> None:
    page.wait_for_load_state("networkidle")  # every script of the page has come
    page.fill(field, words)
    expect(page.locator(STATUS).first).to_have_text("Kept on this computer as you type, until you sign out.")


def found_again(page: Page, field: str) -> None:
    expect(page.locator(field)).to_have_value(WORDS)
    expect(page.locator(STATUS).first).to_contain_text("Kept from before.")


def test_a_message_is_there_after_a_reload_and_gone_once_it_is_sent(clinic: Clinic, device: Device) -> None:
    theo = sign_in(device(**LAPTOP), "theo")
    thread = f"/courses/{clinic.value(MARA)}/messages"
    theo.goto(thread)
    write(theo, "#body")
    theo.reload()
    found_again(theo, "#body")
    theo.goto("/caseload")
    theo.goto(thread)
    found_again(theo, "#body")

    theo.get_by_role("button", name="Send").first.click()
    expect(theo.locator("main .message-body", has_text=WORDS)).to_be_visible()
    theo.wait_for_load_state("networkidle")
    expect(theo.locator("#body")).to_have_value("")
    theo.reload()
    theo.wait_for_load_state("networkidle")
    expect(theo.locator("#body")).to_have_value("")
    assert theo.evaluate(KEPT) == []


def test_an_answer_on_the_desk_is_there_after_a_reload_and_gone_once_it_is_sent(clinic: Clinic, device: Device) -> None:
    theo = sign_in(device(**LAPTOP), "theo")
    theo.goto("/review?kind=entry")
    theo.locator("#waiting ol a").first.click()
    expect(theo.locator("#reply")).to_be_visible()
    entry = theo.url
    write(theo, "#reply")
    theo.reload()
    found_again(theo, "#reply")

    theo.get_by_role("button", name="Reply and mark read").click()
    expect(theo.locator("#reply")).to_have_count(0)
    until(theo, f"async () => (await ({KEPT})()).length === 0")
    theo.goto(entry)
    theo.wait_for_load_state("networkidle")
    expect(theo.get_by_text("Kept from before.")).to_have_count(0)


def test_what_came_back_can_be_discarded(clinic: Clinic, device: Device) -> None:
    theo = sign_in(device(**LAPTOP), "theo")
    theo.goto(f"/courses/{clinic.value(MARA)}/assigned")
    write(theo, "#line")
    theo.reload()
    found_again(theo, "#line")
    theo.get_by_role("button", name="Discard it").click()
    expect(theo.locator("#line")).to_have_value("")
    until(theo, f"async () => (await ({KEPT})()).length === 0")
    theo.reload()
    theo.wait_for_load_state("networkidle")
    expect(theo.locator("#line")).to_have_value("")


def test_a_refused_form_and_a_login_that_ended_keep_the_words(clinic: Clinic, device: Device) -> None:
    computer = device(**LAPTOP)
    theo = sign_in(computer, "theo")
    assigned = f"/courses/{clinic.value(MARA)}/assigned"
    theo.goto(assigned)
    write(theo, "#line")
    theo.get_by_role("button", name="Ask Mara").click()
    expect(theo.locator("main .error").first).to_be_visible()
    theo.goto(assigned)
    found_again(theo, "#line")

    thread = f"/courses/{clinic.value(MARA)}/messages"
    theo.goto(thread)
    write(theo, "#body")
    computer.clear_cookies()
    theo.get_by_role("button", name="Send").first.click()
    expect(theo.locator("h1")).to_have_text("Please sign in first.")
    theo.wait_for_load_state("networkidle")
    theo = sign_in(computer, "theo")
    theo.goto(thread)
    found_again(theo, "#body")


def test_after_a_sign_out_nothing_stays_on_the_computer(clinic: Clinic, device: Device) -> None:
    computer = device(**LAPTOP)
    theo = sign_in(computer, "theo")
    thread = f"/courses/{clinic.value(MARA)}/messages"
    notes = f"/courses/{clinic.value(MARA)}/notes"
    for page in (notes, thread):
        theo.goto(page)
        write(theo, "#body")
    assert len(theo.evaluate(KEPT)) == 2

    theo.get_by_role("button", name="Sign out").click()
    theo.wait_for_url("**/sign-in**")
    until(theo, f"async () => (await ({KEPT})()).length === 0")
    theo = sign_in(computer, "theo")
    for page in (notes, thread):
        theo.goto(page)
        theo.wait_for_load_state("networkidle")
        expect(theo.locator("#body")).to_have_value("")


def test_the_next_one_at_the_computer_finds_nothing(clinic: Clinic, device: Device) -> None:
    computer = device(**LAPTOP)
    theo = sign_in(computer, "theo")
    thread = f"/courses/{clinic.value(MARA)}/messages"
    theo.goto(thread)
    write(theo, "#body")
    computer.clear_cookies()

    pria = sign_in(computer, "pria")
    pria.goto(thread)
    pria.wait_for_load_state("networkidle")
    expect(pria.locator("#body")).to_have_value("")
    until(pria, f"async () => (await ({KEPT})()).length === 0")

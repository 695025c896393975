"""Words that staff type survive what refuses them, and a patient lets something go without a network."""

from playwright.sync_api import expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.days import Device, reach_the_clinic
from tests.browser.waits import comes_to, go_on, settle

MARA = "select course.id from course join person on person.id = course.patient_id where person.name = 'Mara'"
NOTES = "select count(*) from note_version"
ENDED = "select count(*) from asked_end"
WORDS = "He stays until she has eaten."


def test_a_note_that_was_not_sent_is_still_there_and_arrives_once(clinic: Clinic, device: Device) -> None:
    theo = sign_in(device(**LAPTOP), "theo")
    here = f"/courses/{clinic.value(MARA)}/notes/team"
    theo.goto(here)
    theo.fill("#body", WORDS)
    expect(theo.locator("[data-draft-status]")).not_to_have_text("")
    theo.goto("/caseload")
    theo.goto(here)
    expect(theo.locator("#body")).to_have_value(WORDS)
    theo.wait_for_load_state("networkidle")  # every script of the page has come

    before = int(str(clinic.value(NOTES)))
    clinic.line.cut()
    theo.get_by_role("button", name="Keep it for the team").click()
    expect(theo.locator("form [role=status]:not([data-draft-status])")).not_to_have_text("")
    reach_the_clinic(theo, clinic)
    comes_to(theo, clinic, NOTES, before + 1)
    go_on(theo, here)
    expect(theo.locator("main .rows")).to_contain_text(WORDS)
    expect(theo.locator("#body")).to_have_value("")


def test_a_note_that_was_taken_back_meanwhile_says_so_and_keeps_the_words(clinic: Clinic, device: Device) -> None:
    theo, pria = sign_in(device(**LAPTOP), "theo"), sign_in(device(**LAPTOP), "pria")
    theo.goto(f"/courses/{clinic.value(MARA)}/notes/team")
    theo.locator("main .rows a.go").first.click()
    expect(theo.locator("#reason")).to_be_visible()
    pria.goto(theo.url)
    pria.fill("#reason", "It was about somebody else.")
    pria.get_by_role("button", name="Take it back").click()
    expect(pria.locator(".notice")).to_contain_text("Taken back by Pria")

    before = clinic.value(NOTES)
    theo.fill("#body", WORDS)
    theo.get_by_role("button", name="Keep this version").click()
    expect(theo.locator("form [role=status]").filter(has_text="Pria has taken this note back")).to_be_visible()
    expect(theo.locator("#body")).to_have_value(WORDS)
    assert clinic.value(NOTES) == before


def test_something_asked_is_let_go_without_a_network_and_arrives(clinic: Clinic, device: Device) -> None:
    mara = sign_in(device(), "mara")
    settle(mara)
    mara.goto("/asked")
    mara.wait_for_load_state("networkidle")  # every script of the page has come
    before = mara.locator("main .rows li").count()
    assert before > 1
    ended = int(str(clinic.value(ENDED)))
    clinic.line.cut()
    mara.get_by_role("button", name="Not for me now").first.click()
    reach_the_clinic(mara, clinic)
    comes_to(mara, clinic, ENDED, ended + 1)
    go_on(mara, "/asked")
    expect(mara.locator("main .rows li")).to_have_count(before - 1)

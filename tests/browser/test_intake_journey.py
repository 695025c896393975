"""Iris from a typed code to Pria's decision, half of it without a network, on both ways of referral."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic
from tests.browser.intake_clinic import (
    decide,
    nobody_waits,
    note_step,
    open_summary,
    pairs,
    plan_session,
    review_medicines,
    tick,
    whose,
)
from tests.browser.intake_common import (
    IN_ORDER,
    READY,
    add_one_later,
    arrived,
    begin,
    read_decision,
    review_again,
    sign_both,
    where_it_is,
    with_the_board_in_the_pocket,
)
from tests.browser.intake_steps import (
    COURSE,
    add_medicine,
    answer_part,
    back,
    hand_in,
    open_part,
    say_complete,
    tell_referral,
    tell_what_was_tried,
    tell_who_pays,
)
from tests.browser.intake_words import SAID, TALKED_ABOUT, TO_BE_DECIDED, ids_of, read_back
from tests.browser.waits import settle

Device = Callable[..., BrowserContext]
SIGNED = f"select string_agg(purpose, ' ' order by signed_at) from consent where course_id = {COURSE}"
REASON = "Pressure high at the pharmacy; two treatments, one of them long enough."
CONDITION = "A log of blood pressure for two weeks."
MESSAGE = "We can begin to plan. Please bring the log with you."


def test_referred_by_a_physician_with_the_body_told_in_flight_mode(clinic: Clinic, device: Device) -> None:
    phone, pria = begin(clinic, device)
    answer_part(phone, "you", TO_BE_DECIDED)
    assert whose(pria) == ("Iris", "Is still telling: 5 questions are answered so far.")
    settle(phone)

    clinic.line.cut()
    for part in ("heart", "head", "body", "mind"):
        answer_part(phone, part, TO_BE_DECIDED)
    tell_what_was_tried(phone)
    open_part(phone, "Medicines")
    add_medicine(phone, "Ativen", "lorazepam", "1 mg, only sometimes")
    add_medicine(phone, "grandmother’s drops", dose="ten, at night")
    expect(phone.locator("[data-behaviour=waiting] .said")).to_have_text(
        ["A medicine · grandmother’s drops · ten, at night", "A medicine · Ativen · lorazepam · 1 mg, only sometimes"]
    )
    say_complete(phone)
    expect(phone.locator(".overview .here")).to_have_count(6)
    expect(phone.locator(".dock a")).to_have_text("Go on: Referral")
    assert clinic.value(IN_ORDER) == ids_of("you")

    told = f"{ids_of('you', 'heart', 'head', 'body', 'mind')} trial trial medicine medicine handed in"
    arrived(phone, clinic, told, "Mind and mood")
    tell_referral(phone, "clinician", name="Dr. Ama Okafor", practice="Lakeside", contact="416 555 0177")
    back(phone)
    for part in ("substances", "day"):
        answer_part(phone, part, TO_BE_DECIDED)
    tell_who_pays(phone, "Kept at the clinic.")
    sign_both(phone)
    phone.locator(".dock").get_by_role("link", name="Check your answers").click()
    assert pairs(phone, ".told dt") == read_back(TO_BE_DECIDED, "Left empty")
    expect(phone.locator("main")).to_contain_text("Your clinician must decide before anything is booked")
    hand_in(phone)
    where_it_is(phone, "Waiting for your referral")
    assert whose(pria) == ("The clinic", "The referral or the records have not been asked for.")

    open_summary(pria)
    note_step(pria, "Received", "All four pages.")
    assert whose(pria) == READY
    where_it_is(phone, "Your clinic is reading")
    read_summary(pria)
    read_decision(phone, MESSAGE, CONDITION)
    plan_session(pria, clinic)
    add_one_later(phone)
    expect(phone.locator("main")).to_contain_text("It has changed since, and will be read again.")
    review_again(phone, pria)


def read_summary(pria: Page) -> None:
    """What she told stands there as she told it, word for word, and the prescriber works through it."""
    summary = open_summary(pria)
    summary.get_by_text("Every answer").click()
    assert pairs(pria, "details dl.facts dt") == read_back(TO_BE_DECIDED)
    flags = summary.locator("section[aria-labelledby=flags] > ul > li")
    expect(flags).to_have_count(3)
    expect(flags.nth(0)).to_contain_text("Yes, and it is often high “160 at the pharmacy, twice.”")
    expect(flags.nth(0).locator(".state")).to_have_text("Before booking")
    expect(flags.filter(has_text="A fall from a horse. Nobody looked.").locator(".state")).to_have_text("Not sure")
    trials = summary.locator("section[aria-labelledby=trials]")
    for said, words in SAID.items():
        expect(trials.locator("li", has_text=said)).to_contain_text(f"“{words}”")
    medicines = summary.locator("section[aria-labelledby=medicines] > ul > li")
    expect(medicines.nth(0)).to_contain_text("Wrote “Ativen”. 1 mg, only sometimes")
    expect(medicines.nth(0)).to_contain_text("Added drowsiness and slowed breathing")
    expect(medicines.nth(1).locator("b")).to_have_text("“grandmother’s drops”")
    tick(pria, "Zoloft", "Dose was enough", "Weeks were enough")
    tick(pria, "Talking", "Weeks were enough")
    review_medicines(pria, "Lorazepam twice a week at most.")
    decide(pria, "Go on with planning", reason=REASON, conditions=CONDITION, message=MESSAGE)
    nobody_waits(pria)


def test_by_herself_with_consents_and_handing_in_told_in_flight_mode(clinic: Clinic, device: Device) -> None:
    phone, pria = begin(clinic, device)
    tell_referral(phone, "self", sources="St. Brigid hospital, and Dr. Okafor at Lakeside", agreed_as="Iris Lindqvist")
    phone.get_by_role("button", name="I have asked for it").click()
    expect(phone.locator(".when")).to_have_text("You asked for it.")
    back(phone)
    tell_what_was_tried(phone)
    open_part(phone, "Medicines")
    add_medicine(phone, "Zolofft 50mg")
    phone.get_by_role("button", name="Sertraline").click()
    expect(phone.locator(".meds h2")).to_have_text("Sertraline")
    expect(phone.locator(".meds")).to_contain_text("You wrote “Zolofft 50mg”.")
    say_complete(phone)
    for part in ("heart", "head", "body"):
        answer_part(phone, part, TALKED_ABOUT)
    settle(phone)

    clinic.line.cut()
    for part in ("you", "mind", "substances", "day"):
        answer_part(phone, part, TALKED_ABOUT)
    tell_who_pays(phone, "On this phone.")
    sign_both(phone)
    expect(phone.locator(".overview .here")).to_have_count(6)
    phone.locator(".dock").get_by_role("link", name="Check your answers").click()
    expect(phone.locator(".told .here")).to_have_count(len(ids_of("you", "mind", "substances", "day").split()))
    hand_in(phone)
    expect(phone.locator("[data-behaviour=waiting]")).to_contain_text("Your answers are ready")
    assert whose(pria)[0] == "Iris"

    before = f"referral trial trial medicine medicine handed in {ids_of('heart', 'head', 'body')}"
    offline = f"{ids_of('you', 'mind', 'substances', 'day')} coverage handed in"
    arrived(phone, clinic, f"{before} {offline}", "Coverage")
    assert clinic.value(SIGNED) == "treatment sharing"
    phone.get_by_role("link", name="Check your answers").last.click()
    assert pairs(phone, ".told dt") == read_back(TALKED_ABOUT, "Left empty")
    expect(phone.locator("main")).to_contain_text("To discuss with your clinician")
    follow_the_papers(phone, pria)
    review_medicines(pria, "Sertraline goes on as it is.")
    decide(pria, "Go on with planning", reason="Nothing against it.", conditions=CONDITION, message=MESSAGE)
    read_decision(phone, MESSAGE, CONDITION)
    change_the_list_in_flight_mode(clinic, phone, pria)


def follow_the_papers(phone: Page, pria: Page) -> None:
    """The records are on their way, lack a page, and are whole: each step as both sides see it."""
    where_it_is(phone, "Waiting for your referral")
    assert whose(pria) == ("Another office", "The referral was asked for and has not come.")
    summary = open_summary(pria)
    expect(summary.locator("#referral + dl")).to_contain_text("St. Brigid hospital, and Dr. Okafor at Lakeside")
    note_step(pria, "A page is missing", "Page 2 cannot be read.")
    where_it_is(phone, "Something is still open")
    open_part(phone, "Referral")
    expect(phone.locator(".board .open")).to_contain_text("“Page 2 cannot be read.”")
    assert whose(pria) == ("Another office", "A page of the referral is missing.")
    open_summary(pria)
    note_step(pria, "Received", "All of it now.")
    where_it_is(phone, "Your clinic is reading")
    assert whose(pria) == READY
    open_summary(pria)


def change_the_list_in_flight_mode(clinic: Clinic, phone: Page, pria: Page) -> None:
    plan_session(pria, clinic)
    phone.goto("/today")
    with_the_board_in_the_pocket(phone)
    clinic.line.cut()
    add_one_later(phone)
    nobody_waits(pria)
    clinic.line.mend()
    phone.evaluate("dispatchEvent(new Event('online'))")
    expect(phone.locator("main")).to_contain_text("It has changed since, and will be read again.")
    review_again(phone, pria)

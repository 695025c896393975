"""A review day by the keyboard alone: twelve things of several kinds, some with words, one taken back."""

from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in

Device = Callable[..., BrowserContext]
WAITING = """
    select count(*) from desk_item join care_team on care_team.course_id = desk_item.course_id
    join person on person.id = care_team.person_id
    where person.name = 'Theo' and desk_item.done_at is null and desk_item.audience in ('team', 'therapist')
"""
WORDS = "select count(*) from answer where body_locked is not null and answered_at >= :since"
ITEMS = 12


def share_some(clinic: Clinic, device: Device, many: int) -> None:
    """As Iris's phone sends them."""
    phone = device()
    page = sign_in(phone, "iris")
    origin = {"origin": clinic.url}
    told = {"id": str(uuid4()), "pick-none": "1"}
    assert page.request.post("/check-in/answers/bladder", form=told, headers=origin).ok
    for number in range(many - 1):
        entry = {"id": str(uuid4()), "body": f"Number {number}.", "share": "1"}
        assert page.request.post("/journal/entries", form=entry, headers=origin).ok


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def next_is_open(page: Page) -> None:
    """The button to the next one has the focus by itself, and Enter opens it."""
    expect(page.get_by_role("link", name="Open the next")).to_be_focused()
    press(page, "Enter")
    awake(page)


def awake(page: Page) -> None:
    """Something is open, and the script that knows the keys has begun."""
    expect(page.locator("#e")).to_be_visible()
    expect(page.get_by_text("Keys", exact=True)).to_be_visible()


def answer_the_message(clinic: Clinic, device: Device) -> None:
    """A thread has a page of its own, where an answer is a field and a button; the desk's keys are not for it."""
    desk = sign_in(device(**LAPTOP), "theo")
    desk.goto("/review?kind=message")
    desk.locator("#waiting ol a").press("Enter")
    desk.locator("#body").press_sequentially("Yes, bring it.")
    desk.get_by_role("button", name="Send answer").press("Enter")
    expect(desk.locator("#body")).to_have_value("")


def test_twelve_things_are_worked_through_by_keys_alone(clinic: Clinic, device: Device) -> None:
    answer_the_message(clinic, device)
    share_some(clinic, device, ITEMS - int(str(clinic.value(WAITING))))
    assert clinic.value(WAITING) == ITEMS
    began = clinic.now()
    desk = sign_in(device(**LAPTOP), "theo")
    desk.goto("/review")
    expect(desk.get_by_text("Keys", exact=True)).to_be_visible()  # the script is awake

    press(desk, "j", "j", "k", "Enter")
    awake(desk)
    for done in range(ITEMS):
        left = ITEMS - done
        is_entry = desk.locator("#reply").count() == 1
        if is_entry and done % 3 == 0:
            press(desk, "r")
            expect(desk.locator("#reply")).to_be_focused()
            desk.keyboard.type("jar. Thank you, quietly.")  # its letters are no keys of the desk
            press(desk, "Enter")
        else:
            press(desk, "a")
        expect(desk.locator("button.undo")).to_be_visible()
        assert clinic.value(WAITING) == left - 1
        if done == 1:
            expect(desk.get_by_text("Keys", exact=True)).to_be_visible()
            press(desk, "u")
            awake(desk)
            assert clinic.value(WAITING) == left
            press(desk, "a")
            expect(desk.locator("button.undo")).to_be_visible()
        if left > 1:
            next_is_open(desk)

    expect(desk.get_by_text("You owe nobody an answer.")).to_be_visible()
    assert clinic.value(WAITING) == 0
    assert int(str(clinic.value(WORDS, since=began))) >= 2


def test_the_keys_can_be_switched_off_and_stay_off(clinic: Clinic, device: Device) -> None:
    desk = sign_in(device(**LAPTOP), "theo")
    desk.goto("/review")
    expect(desk.get_by_text("Keys", exact=True)).to_be_visible()
    press(desk, "?")
    expect(desk.get_by_text("the next, the one before")).to_be_visible()
    press(desk, "Tab", "Space")
    expect(desk.get_by_label("Use these keys on this computer")).not_to_be_checked()

    desk.goto("/review")
    expect(desk.get_by_text("Keys", exact=True)).to_be_visible()
    press(desk, "j", "?")

    expect(desk.get_by_text("the next, the one before")).to_be_hidden()
    assert desk.evaluate("document.activeElement === document.body")

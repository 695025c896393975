"""The desk on a phone, and in very large text: what is open comes first, and nothing lies over it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.barriers import WIDER
from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.test_every_page import ADA, IDS, THEO

Device = Callable[..., BrowserContext]
TWICE = "document.documentElement.style.fontSize = '200%'"
OVER = """() => {
  const words = document.querySelector('#words').getBoundingClientRect();
  const reply = document.querySelector('.answer').getBoundingClientRect();
  return words.bottom - reply.top;
}"""
NARROWEST = """() => Math.min(...[...document.querySelectorAll('.receipt > :not(.marks)')]
  .map((one) => one.getBoundingClientRect().width / document.documentElement.clientWidth))"""


def open_entry(clinic: Clinic, context: BrowserContext) -> Page:
    page = sign_in(context, "theo")
    page.goto(f"/review/{clinic.value(IDS['shared'])}")
    return page


def test_on_a_phone_what_is_open_comes_before_the_list(clinic: Clinic, device: Device) -> None:
    page = open_entry(clinic, device())

    expect(page.locator("#waiting ol")).to_be_hidden()
    box = page.locator("#e").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("#waiting ol")).to_be_visible()


def test_on_a_laptop_the_list_stays_beside_it(clinic: Clinic, device: Device) -> None:
    page = open_entry(clinic, device(**LAPTOP))

    expect(page.locator("#waiting ol")).to_be_visible()
    expect(page.get_by_role("link", name="Back to the list")).to_be_hidden()


@pytest.mark.parametrize("size", [{}, LAPTOP], ids=["phone", "laptop"])
def test_in_very_large_text_the_reply_does_not_lie_over_the_words(
    clinic: Clinic, device: Device, size: dict[str, object]
) -> None:
    page = open_entry(clinic, device(**size))

    assert page.evaluate(f"() => {{ {TWICE}; scrollTo(0, 0); return ({OVER})(); }}") <= 1


def test_a_receipt_of_a_message_is_no_column_of_letters(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    page.goto("/messages")

    assert page.locator(".receipt").count() >= 2
    # At once: a page that loads itself anew has its text in the usual size again.
    assert page.evaluate(f"() => {{ {TWICE}; return ({NARROWEST})(); }}") > 0.4


@pytest.mark.parametrize(("person", "paths"), [("theo", THEO), ("ada", ADA)], ids=["theo", "ada"])
def test_no_page_of_the_desk_is_wider_than_a_phone(
    clinic: Clinic, device: Device, person: str, paths: list[str]
) -> None:
    page = sign_in(device(service_workers="block"), person)
    ids = {name: clinic.value(sql) for name, sql in IDS.items() if name != "flag"}
    found = []
    for path in paths:
        if "{flag}" in path:
            continue
        page.goto(path.format(**ids))
        for text in ("100%", "200%"):
            page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
            if (wider := page.evaluate(WIDER)) > 1:
                found.append(f"{path} at {text}: {wider} px")
    assert found == []

"""What is shared on a phone stands on an open desk at once, and what is withdrawn leaves it as fast (within 2 s)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import LAPTOP, Clinic, Figure, sign_in
from tests.browser.live import find, keep, open_desk, row_of, stop, timed, write

Device = Callable[..., BrowserContext]
WORDS, LINE = "The lantern went out by itself.", "I would like to hear about the lantern"


@pytest.mark.alone
def test_shared_and_withdrawn_on_the_phone_it_comes_to_the_open_desk_and_leaves_it(
    clinic: Clinic, device: Device, figure: Figure
) -> None:
    phone, desk = sign_in(device(), "mara"), sign_in(device(**LAPTOP), "theo")
    open_desk(desk)
    desk.locator("#waiting ol a").first.focus()
    write(phone, WORDS)
    with timed(figure, "one process on SQLite: shared"):
        keep(phone)
        expect(row_of(desk, WORDS)).to_be_visible()
    expect(desk.locator("#waiting ol a").first).to_be_focused()

    open_desk(desk, row_of(desk, WORDS).locator("a").get_attribute("href") or "")
    expect(desk.locator("#words")).to_contain_text(WORDS)
    desk.locator("#reply").press_sequentially(LINE)
    find(phone, WORDS)
    with timed(figure, "one process on SQLite: withdrawn, from the list and from the open page"):
        stop(phone)
        expect(desk.locator("#words")).to_contain_text("Mara has stopped sharing this entry.")
        expect(row_of(desk, WORDS)).to_have_count(0)
    expect(desk.locator("#words")).not_to_contain_text("lantern")
    expect(desk.locator("#reply")).to_have_value(LINE)
    expect(desk.locator("#reply")).to_be_focused()


@pytest.mark.alone
def test_two_tabs_hold_one_stream_and_both_are_told(clinic: Clinic, device: Device, figure: Figure) -> None:
    phone, laptop = sign_in(device(), "mara"), device(**LAPTOP)
    streams: list[str] = []
    laptop.on("request", lambda request: streams.append(request.url) if request.url.endswith("/live") else None)
    first = sign_in(laptop, "theo")
    open_desk(first)
    one = len(streams)  # each page that was left had its own
    second = laptop.new_page()
    open_desk(second)
    assert len(streams) == one
    write(phone, WORDS)
    with timed(figure, "two tabs with one stream: shared"):
        keep(phone)
        expect(row_of(first, WORDS)).to_be_visible()
        expect(row_of(second, WORDS)).to_be_visible()

    first.close()  # the stream passes to the one that is left
    second.wait_for_function("() => window.told > 2")
    assert len(streams) == one + 1
    find(phone, WORDS)
    with timed(figure, "the tab that is left: withdrawn"):
        stop(phone)
        expect(row_of(second, WORDS)).to_have_count(0)


def test_without_a_stream_the_desk_asks_by_itself(clinic: Clinic, device: Device) -> None:
    phone, laptop = sign_in(device(), "mara"), device(**LAPTOP)
    laptop.route("**/live", lambda route: route.abort())
    desk = sign_in(laptop, "theo")
    desk.clock.install()
    desk.goto("/review")
    expect(desk.locator("#waiting")).to_be_visible()
    write(phone, WORDS)
    keep(phone)
    phone.wait_for_url("**/journal")
    expect(row_of(desk, WORDS)).to_have_count(0)
    desk.clock.fast_forward(16_000)
    expect(row_of(desk, WORDS)).to_be_visible()


def test_a_desk_with_nothing_on_it_says_so_no_longer_than_it_is_true(clinic: Clinic, device: Device) -> None:
    phone, desk = sign_in(device(), "sol"), sign_in(device(**LAPTOP), "otto")
    for _ in range(5):
        desk.goto("/review")
        if not desk.locator("#waiting li").count():
            break
        desk.locator("#waiting li a").first.click()
        desk.click("text=Only mark read")
        desk.wait_for_load_state("networkidle")
    open_desk(desk)
    expect(desk.locator("#rest")).to_contain_text("You owe nobody an answer.")
    write(phone, WORDS)
    keep(phone)
    expect(desk.locator("#rest")).to_contain_text("Choose one from the list.")
    expect(desk.locator("#rest")).not_to_contain_text("owe nobody")

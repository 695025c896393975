"""The pacer in a real browser: one control, phases that keep time, also without a network (B-01..B-03, B-07, B-15)."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic

Device = Callable[..., BrowserContext]
PACER = "[data-behaviour=pacer]"
WATCH = """() => { const seen = []; window.seen = seen; const pacer = document.querySelector('[data-behaviour=pacer]');
  new MutationObserver(() => seen.push([pacer.dataset.phase, performance.now()]))
    .observe(pacer, { attributes: true, attributeFilter: ['data-phase'] }); }"""


def _open(device: Device, **how: object) -> Page:
    page = device(**how).new_page()
    page.goto("/breathe")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


@pytest.mark.alone
def test_one_control_is_named_start_and_then_stop_and_the_phases_keep_time(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    expect(page.locator(PACER)).to_have_attribute("data-pattern", "B-02")
    page.evaluate(WATCH)
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    expect(page.locator(PACER)).to_have_attribute("data-phase", "in")
    page.wait_for_function("() => seen.filter(([phase]) => phase).length > 2", timeout=20_000)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(page.locator(PACER)).not_to_have_attribute("data-phase", re.compile(".+"))

    phases = [(phase, at) for phase, at in page.evaluate("seen") if phase]
    assert [phase for phase, _at in phases][:3] == ["in", "out", "in"], phases
    assert abs((phases[1][1] - phases[0][1]) - 4000) < 250, phases
    assert abs((phases[2][1] - phases[0][1]) - 10_000) < 250, phases


def test_the_stop_line_stands_before_every_pattern_b_17(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    line = "If you feel dizzy, tingly, breathless or uneasy, let go of the count and breathe as you like."
    expect(page.get_by_text(line)).to_be_visible()
    page.click("summary")
    for pattern in ("B-03", "B-07", "B-01"):
        page.click(f"label:has(input[value={pattern}])")
        expect(page.get_by_text(line)).to_be_visible()
        expect(page.locator(PACER)).to_have_attribute("data-pattern", pattern)


def test_just_notice_has_no_count_b_01(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    page.click("summary")
    page.click("label:has(input[value=B-01])")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="Stop", exact=True)).to_be_visible()
    expect(page.locator(".cue")).to_be_hidden()


def test_after_the_set_time_it_lets_go_and_one_tap_takes_it_up_again_b_15(clinic: Clinic, device: Device) -> None:
    page = _open(device)
    page.eval_on_selector(PACER, "pacer => { pacer.dataset.fadeMinutes = '0.05'; }")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(PACER)).to_have_attribute("data-phase", "in")
    expect(page.get_by_text("Just notice your breath. Start brings the count back.")).to_be_visible()
    expect(page.locator(PACER)).to_have_attribute("data-pattern", "B-01")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(PACER)).to_have_attribute("data-pattern", "B-02")
    expect(page.locator(PACER)).to_have_attribute("data-phase", "in")


def test_breathing_starts_without_a_network_and_with_reduced_motion(clinic: Clinic, device: Device) -> None:
    page = _open(device, reduced_motion="reduce")
    clinic.line.cut()
    page.goto("/breathe")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_enabled()
    page.get_by_role("button", name="Start", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(PACER)).to_have_attribute("data-phase", "in")
    expect(page.locator("[data-cue=in]")).to_be_visible()
    page.goto("/hard")
    expect(page.locator(".slowly")).to_contain_text("You have taken a medicine.")
    expect(page.locator("a[href='tel:911']")).to_be_visible()

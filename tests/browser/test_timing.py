"""The breath keeps time: measured in what is heard, and on the audio clock, not by eye. Prints what it measured."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic, Figure

Device = Callable[..., BrowserContext]
pytestmark = pytest.mark.alone
HALF_HOUR = 1800
PATTERNS = {"B-02": (4, 0, 6, 0), "B-03": (5.5, 0, 5.5, 0), "B-04": (4, 4, 4, 4)}
# The real sound and pacing on an offline context. The noise is made of Math.random: of steady ones instead, what is
# rendered is the loudness itself. The page's timers ring late, up to a minute, as those of a hidden page do.
RENDER = """async ({ pattern, seconds }) => {
  const { root } = document.body.dataset;
  const { createSound } = await import(`${root}/js/session_day/sound.js`);
  const { createPacing } = await import(`${root}/js/session_day/pacing.js`);
  const rate = 8000;
  const studio = new OfflineAudioContext(1, seconds * rate, rate);
  const go = studio.resume.bind(studio);
  studio.resume = async () => {};
  Object.defineProperty(studio, 'state', { get: () => 'running' });
  const { random } = Math;
  Math.random = () => 1;
  const sound = createSound({ Context: function Context() { return studio; } });
  let timer;
  const after = (wait, act) => {
    const mine = { at: studio.currentTime + wait / 1000, act };
    timer = mine;
    return () => { if (timer === mine) timer = undefined; };
  };
  const view = { phase() {}, free() {}, faded() {}, stopped() {}, paused() {} };
  const pacing = createPacing({ now: () => studio.currentTime, after, sound, view });
  await pacing.start(pattern, { wants: true, limit: Infinity });
  Math.random = random;
  let state = 5;
  const dice = () => { state = (state * 1664525 + 1013904223) % 2 ** 32; return state / 2 ** 32; };
  let wakes = 0;
  for (let at = 1; at < seconds; at += 1 + dice() * 59) {
    wakes += 1;
    studio.suspend(at).then(() => {
      const due = timer;
      if (due?.at <= studio.currentTime) { timer = undefined; due.act(); }
      go();
    });
  }
  const samples = (await studio.startRendering()).getChannelData(0);
  const found = { starts: [], peaks: [], wakes };
  let low = 0; let high = -1;
  samples.forEach((value, i) => {
    if (high < 0) {
      if (value <= samples[low]) low = i;
      else if (value > samples[low] + 0.002) { if (samples[low] < 0.001) found.starts.push(low / rate); high = i; }
    } else if (value > samples[high]) high = i;
    else if (value < samples[high] - 0.002) {
      if (samples[high] > 0.115) found.peaks.push(high / rate);
      low = i; high = -1;
    }
  });
  return found;
}"""
HEAR = """const Real = window.AudioContext;
window.AudioContext = class extends Real { constructor(...how) { super(...how); window.heard = this; } };"""
WATCH = """() => { const pacer = document.querySelector('[data-behaviour=pacer]'); window.seen = [];
  const latency = Math.min(heard.outputLatency || heard.baseLatency || 0, 0.5);
  new MutationObserver(() => {
    const { phase } = pacer.dataset;
    if (phase !== seen.at(-1)?.[0]) seen.push([phase, heard.currentTime - latency]);
  })
    .observe(pacer, { attributes: true, attributeFilter: ['data-phase'] }); }"""
HIDE = """(hidden) => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange')); }"""
LEVEL = "() => parseFloat(getComputedStyle(document.querySelector('.water')).translate.split(' ')[1])"
STARTS = {"in": 0, "out": 4}


def _running(device: Device) -> Page:
    context = device()
    context.add_init_script(HEAR)
    page = context.new_page()
    page.goto("/breathe")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.get_by_role("button", name="Start", exact=True).click()
    page.wait_for_function("() => window.heard?.state === 'running'")
    page.evaluate(WATCH)
    return page


def _offsets(seen: list[Any]) -> list[float]:
    """Of every change, how far from a boundary of the counted breath it came, in seconds of the audio clock."""
    first = seen[0][1] - STARTS[seen[0][0]]
    return [(at - first - STARTS[phase] + 5) % 10 - 5 for phase, at in seen]


def test_thirty_minutes_as_they_are_heard_do_not_drift(clinic: Clinic, device: Device, figure: Figure) -> None:
    page = device().new_page()
    page.goto("/breathe")
    page.set_default_timeout(60_000)
    for name, seconds in PATTERNS.items():
        _measure(page, figure, name, dict(zip(("in", "hold", "out", "rest"), seconds, strict=True)))


def _measure(page: Page, figure: Figure, name: str, pattern: dict[str, float]) -> None:
    cycle = sum(pattern.values())
    found = page.evaluate(RENDER, {"pattern": pattern, "seconds": HALF_HOUR})
    starts, peaks = found["starts"], found["peaks"]
    breath = max(abs(later - sooner - cycle) for sooner, later in pairwise(starts))
    turn = max(abs(at - index * cycle - pattern["in"]) for index, at in enumerate(peaks))
    end = abs(starts[-1] - (len(starts) - 1) * cycle)
    figure(
        f"{name}: {len(starts)} breaths heard, {found['wakes']} late wake-ups; worst breath {breath * 1000:.2f} ms, "
        f"worst turn {turn * 1000:.2f} ms, after 30 minutes {end * 1000:.2f} ms"
    )

    assert len(starts) in (len(peaks), len(peaks) + 1)
    assert len(starts) == -(-HALF_HOUR // cycle)
    assert breath < 0.03
    assert turn < 0.1
    assert end < 0.1


def test_a_page_that_was_frozen_goes_on_with_what_is_heard(clinic: Clinic, device: Device, figure: Figure) -> None:
    page = _running(device)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Debugger.enable")
    page.wait_for_timeout(7_000)
    page.evaluate(HIDE, True)
    cdp.send("Debugger.pause")  # timers stand, as in a frozen page, and the sound goes on
    page.wait_for_timeout(6_000)
    cdp.send("Debugger.resume")
    page.evaluate(HIDE, False)
    page.wait_for_timeout(9_000)

    seen = page.evaluate("seen")
    offsets = _offsets(seen)
    late = [offset for offset in offsets if abs(offset) > 0.1]
    worst = max(abs(offset) for offset in offsets if offset not in late)
    figure(f"{len(seen)} turns, worst {worst * 1000:.1f} ms; while frozen {[round(one, 2) for one in late]} s late")
    assert len(seen) >= 3
    assert len(late) == 1, seen  # the one that fell into the sleep
    assert abs(offsets[-1]) < 0.1, seen


def test_a_call_pauses_sound_and_water_together_and_both_go_on_without_a_jump(
    clinic: Clinic, device: Device, figure: Figure
) -> None:
    page = _running(device)
    page.wait_for_timeout(5_000)
    page.evaluate("() => { heard.kept = heard.resume; heard.resume = async () => {}; return heard.suspend(); }")
    expect(page.get_by_text("Paused.")).to_be_visible()
    level, count = page.evaluate(LEVEL), len(page.evaluate("seen"))
    page.wait_for_timeout(5_500)
    assert (page.evaluate(LEVEL), len(page.evaluate("seen"))) == (level, count), "it moved while nothing sounded"

    page.evaluate("() => { heard.resume = heard.kept; return heard.resume(); }")
    expect(page.get_by_text("Paused.")).to_be_hidden()
    assert abs(page.evaluate(LEVEL) - level) < 5
    page.wait_for_timeout(6_000)
    offsets = _offsets(page.evaluate("seen"))
    figure(f"after a call: turns {[round(one * 1000, 1) for one in offsets]} ms from their time")
    assert len(offsets) == 2
    assert max(abs(offset) for offset in offsets) < 0.1

"""Recordings and pictures: made without a network, in a tab that dies on the way, and whole at the clinic once."""

import contextlib
import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.waits import comes_to, settle

Device = Callable[..., BrowserContext]
WHOLE = "select count(*) from media where completed_at is not null"
NOISE = """async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1400, height: 1400 });
  const pen = canvas.getContext('2d');
  const data = pen.createImageData(1400, 1400);
  const words = new Uint32Array(data.data.buffer);
  let state = 7;
  for (let at = 0; at < words.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    words[at] = state | 0xff000000;
  }
  pen.putImageData(data, 0, 0);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  const given = new DataTransfer();
  given.items.add(new File([blob], 'noise.png', { type: 'image/png' }));
  const input = document.querySelector('[data-file]');
  input.files = given.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}"""
NO_MICROPHONE = """if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
  throw new DOMException('', 'NotAllowedError');
};"""
INKED = """(sheet) => {
  const { data } = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height);
  return data.some((value) => value < 200);
}"""
PLAYS = """async (audio) => {
  audio.muted = true;
  await audio.play();
  await new Promise((done) => { audio.ontimeupdate = () => audio.currentTime > 0.2 && done(); });
  return audio.error === null;
}"""


def _write(page: Page) -> None:
    page.goto("/journal/write")
    expect(page.get_by_role("heading", name="Or say it, or show it")).to_be_visible()


def _record(page: Page, seconds: int) -> None:
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("[data-note]")).to_have_text(re.compile("Recording"))
    page.wait_for_timeout(seconds * 1000 + 300)


def test_a_voice_note_made_without_a_network_is_heard_here_and_arrives(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(permissions=["microphone"]), "noor")
    settle(page)
    clinic.line.cut()
    _write(page)
    _record(page, 2)
    page.get_by_role("button", name="Pause").click()
    expect(page.locator("[data-note]")).to_have_text(re.compile("Paused"))
    page.get_by_role("button", name="Finish the recording").click()
    expect(page.locator("[data-clips]")).to_contain_text(re.compile("A recording, 0:0[2-4]"))
    assert page.locator("[data-clips] audio").evaluate(PLAYS)
    expect(page.locator("[data-beside]")).to_contain_text("With it: A recording")

    page.click("text=Keep this entry")
    page.wait_for_url("**/journal")
    page.goto("/journal/waiting")
    expect(page.locator("[data-list] > li")).to_have_count(2)
    assert page.locator("[data-list] audio").evaluate(PLAYS)

    clinic.line.mend()
    page.goto("/journal")
    comes_to(page, clinic, WHOLE, 1)
    arrived = page.locator(".entries:not([data-list])", has_text="A recording")
    expect(arrived.first).to_be_visible()  # the page shows by itself what has arrived
    expect(page.locator("[data-behaviour=waiting]")).to_be_hidden()
    arrived.locator("a").first.click()
    page.wait_for_url("**/journal/entries/*")
    assert page.locator("audio").evaluate(PLAYS)


def test_a_recording_that_a_crash_broke_off_is_offered_again(clinic: Clinic, device: Device) -> None:
    phone = device(permissions=["microphone"])
    page = sign_in(phone, "noor")
    _write(page)
    _record(page, 4)
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash", timeout=3000)
    page.close()

    again = phone.new_page()
    _write(again)
    expect(again.locator("[data-clips]")).to_contain_text(
        re.compile("A recording of 0:0[3-5] was interrupted. It is still here.")
    )
    assert again.locator("[data-clips] audio").evaluate(PLAYS)
    again.get_by_role("button", name="Keep it with this entry").click()
    expect(again.locator("[data-clips]")).to_contain_text(re.compile("A recording, 0:0[3-5]"))
    again.click("text=Keep this entry")
    again.wait_for_url("**/journal")
    comes_to(again, clinic, WHOLE, 1)


def test_a_picture_whose_tab_dies_on_the_way_arrives_once_and_whole(clinic: Clinic, device: Device) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    _write(page)
    page.fill("#body", "What I saw")
    page.evaluate(NOISE)
    expect(page.locator("[data-clips] img")).to_be_visible()
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url) if "/pieces/" in request.url else None)
    phone.route("**/pieces/2", lambda route: route.abort())
    page.click("text=Keep this entry")
    page.wait_for_url("**/journal")
    expect(page.locator("[data-behaviour=waiting]")).to_contain_text("A picture")
    comes_to(page, clinic, "select count(*) from media_piece", 2)
    assert clinic.value(WHOLE) == 0
    page.close()

    phone.unroute("**/pieces/2")
    asked.clear()
    again = phone.new_page()
    again.goto("/journal")
    comes_to(again, clinic, WHOLE, 1)
    expect(again.locator("[data-behaviour=waiting]")).to_be_hidden()
    assert not [url for url in asked if url.endswith(("/pieces/0", "/pieces/1"))], "what arrived is not sent again"
    assert clinic.value("select count(*) from media") == 1
    entry = clinic.value("select entry_id from media")
    again.goto(f"/journal/entries/{entry}")
    picture = again.locator("article img, .media img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 1400)


def test_without_a_microphone_one_may_still_draw_with_a_finger_and_take_it_back(clinic: Clinic, device: Device) -> None:
    phone = device()
    phone.add_init_script(NO_MICROPHONE)
    page = sign_in(phone, "noor")
    _write(page)
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.locator("[data-note]")).to_contain_text("The microphone cannot be used just now")
    page.get_by_role("button", name="Draw", exact=True).click()
    sheet = page.locator("canvas")
    sheet.scroll_into_view_if_needed()
    assert not sheet.evaluate(INKED)
    box = sheet.bounding_box() or {}
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 60, steps=5)
    page.mouse.up()
    assert sheet.evaluate(INKED)
    page.get_by_role("button", name="Undo").click()
    assert not sheet.evaluate(INKED)
    sheet.click(position={"x": 60, "y": 60})
    page.get_by_role("button", name="Keep this drawing").click()
    expect(page.locator("[data-clips] img")).to_be_visible()
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Yes, remove it for good").click()
    expect(page.locator("[data-clips] img")).to_have_count(0)

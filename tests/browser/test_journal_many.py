"""Two hundred entries without a network, twenty changed elsewhere meanwhile: all arrive, each once, as written."""

import html
import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.waits import settle

Device = Callable[..., BrowserContext]
MANY, CHANGED = 200, 20
# The form stays on its page, so that two hundred entries do not take two hundred pages.
STAYS = """new MutationObserver((_, watch) => {
  const form = document.querySelector('form#entry');
  if (form) { form.dataset.stay = 'clear'; watch.disconnect(); }
}).observe(document, { childList: true, subtree: true });"""
WRITE = """async ([from, to]) => {
  const form = document.querySelector('form#entry');
  const line = form.querySelector('[role=status]:not([data-draft-status])');
  for (let n = from; n < to; n += 1) {
    line.textContent = '';
    form.elements.body.value = `Lantern ${n}.`;
    form.dispatchEvent(new Event('input', { bubbles: true }));
    form.requestSubmit();
    while (form.elements.body.value || !line.textContent) await new Promise((done) => setTimeout(done, 5));
    if (!line.textContent.startsWith('On this phone')) throw new Error(line.textContent);
  }
}"""
CHANGE = """async (paths) => {
  for (const [number, path] of paths.entries()) {
    const page = new DOMParser().parseFromString(await (await fetch(`${path}/edit`)).text(), 'text/html');
    const form = new FormData(page.querySelector('form#entry'));
    form.set('body', `Changed ${number}.`);
    const answer = await fetch('/journal/entries', { method: 'POST', body: new URLSearchParams(form) });
    if (!answer.ok) throw new Error(answer.status);
  }
}"""
WAITS = """() => new Promise((done) => {
  const open = indexedDB.open('tidemark');
  open.onsuccess = () => {
    const count = open.result.transaction('outbox').objectStore('outbox').count();
    count.onsuccess = () => { open.result.close(); done(count.result); };
  };
})"""


def _versions(clinic: Clinic) -> int:
    return int(str(clinic.value("select count(*) from entry_version")))


def _change(page: Page, path: str, words: str) -> None:
    page.goto(f"{path}/edit")
    page.fill("#body", words)
    page.click("text=Keep this entry")
    page.wait_for_url(re.compile(r".*/journal/entries/[0-9a-f-]{36}$"))


def test_two_hundred_entries_and_twenty_changes_on_another_device_are_all_there(clinic: Clinic, device: Device) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    settle(page)
    before = _versions(clinic)
    clinic.line.cut()
    writing = phone.new_page()
    writing.add_init_script(STAYS)
    writing.goto("/journal/write")
    writing.evaluate(WRITE, [0, MANY])
    assert page.evaluate(WAITS) == MANY
    assert _versions(clinic) == before

    clinic.line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    for _try in range(100):
        if _versions(clinic) - before >= CHANGED + 5:
            break
        page.wait_for_timeout(50)
    clinic.line.cut()
    arrived = _versions(clinic) - before
    assert arrived >= CHANGED

    other = sign_in(device(**LAPTOP, base_url=f"http://127.0.0.1:{clinic.port}"), "noor")
    other.goto("/journal")
    links = other.locator(".entries .entry-body a", has_text="Lantern")
    paths = [link.get_attribute("href") or "" for link in links.all()][:CHANGED]
    assert len(set(paths)) == CHANGED
    other.evaluate(CHANGE, paths)

    clinic.line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    for _try in range(300):
        if page.evaluate(WAITS) == 0:
            break
        page.wait_for_timeout(100)
    assert _versions(clinic) - before == MANY + CHANGED
    page.goto("/journal")
    expect(page.locator("[data-behaviour=waiting]")).to_be_hidden()
    text = html.unescape(other.evaluate("fetch('/journal/export').then((answer) => answer.text())"))
    assert sorted(map(int, re.findall(r"Lantern (\d+)\.", text))) == list(range(MANY))
    assert sorted(map(int, re.findall(r"Changed (\d+)\.", text))) == list(range(CHANGED))


def test_the_same_entry_changed_on_two_devices_stands_there_twice(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    page.goto("/journal/write")
    page.fill("#body", "The lantern.")
    page.click("text=Keep this entry")
    page.wait_for_url("**/journal")
    page.locator(".entry-body a", has_text="The lantern.").click()
    path = page.url.removeprefix(clinic.url)
    page.goto(f"{path}/edit")
    other = sign_in(device(), "noor")
    _change(other, path, "The lantern, by the window.")

    page.fill("#body", "The lantern, gone out.")
    page.click("text=Keep this entry")
    page.wait_for_url(re.compile(r".*/journal/entries/[0-9a-f-]{36}$"))
    expect(page.locator("main")).to_contain_text("by the window.")
    expect(page.locator("main")).to_contain_text("gone out.")
    expect(page.locator("main")).to_contain_text("Two versions of this entry are kept")

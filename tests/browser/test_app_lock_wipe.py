"""Ten wrong tries: the phone is emptied, what was not sent is handed over sealed, and the login ends."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Clinic, sign_in
from tests.browser.locks import PIN, hide, switch_on, unlock
from tests.browser.waits import comes_to

Device = Callable[..., BrowserContext]
WORDS, BEGUN = "The lantern went out, and I could still see.", "Half a sentence about the pier"
ENTRIES = "select count(*) from entry_version"
LEFT = """async () => {
  const rows = await new Promise((done) => {
    indexedDB.open('tidemark').onsuccess = ({ target: { result } }) => {
      const names = ['outbox', 'kept', 'drafts', 'meta'];
      const asked = names.map((name) => [name, result.transaction(name).objectStore(name).getAll()]);
      asked.at(-1)[1].onsuccess = () => { result.close(); done(asked.map(([name, { result: all }]) => [name, all])); };
    };
  });
  const { outbox, kept, drafts, meta } = Object.fromEntries(rows);
  const lock = meta.find(({ key }) => key === 'lock');
  const pocket = (await caches.keys()).filter((name) => name.startsWith('mine-')).length;
  return { outbox: outbox.length, kept: kept.length, drafts: drafts.length, opens: Boolean(lock?.pin), pocket };
}"""


def ten_wrong_tries(page: Page) -> None:
    for n in range(9, -1, -1):
        unlock(page, "0000")
        if n:
            expect(page.locator("[data-said=wrong]")).to_contain_text(str(n))
        page.evaluate("() => { const now = Date.now() + 3600e3; Date.now = () => now; }")


def write_offline(clinic: Clinic, page: Page) -> None:
    clinic.line.cut()
    page.goto("/journal/write")
    page.fill("#body", WORDS)
    page.click("text=Keep this entry")
    expect(page.locator("[data-behaviour=waiting]")).to_contain_text(WORDS)
    page.goto("/journal/write")
    page.fill("#body", BEGUN)
    expect(page.locator("[data-draft-status]")).to_have_text("Kept on this phone as you type.")


def test_with_a_network_the_words_arrive_before_the_login_ends(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    before = int(str(clinic.value(ENTRIES)))
    write_offline(clinic, page)
    hide(page)
    clinic.line.mend()

    ten_wrong_tries(page)

    page.wait_for_url("**/sign-in")
    assert clinic.value(ENTRIES) == before + 1
    assert page.evaluate(LEFT) == {"outbox": 0, "kept": 0, "drafts": 1, "opens": False, "pocket": 0}
    page.goto("/journal")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_signed_in_again_there_is_no_lock_and_what_was_half_written_is_there(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    write_offline(clinic, page)
    hide(page)
    clinic.line.mend()
    ten_wrong_tries(page)
    page.wait_for_url("**/sign-in")

    page.click("button[value=noor]")
    page.wait_for_url("**/today")
    page.wait_for_function("() => caches.has('locked').then((locked) => !locked)")
    page.wait_for_timeout(1000)
    page.goto("/journal")
    expect(page.locator("section:not([data-behaviour]) .entries > li", has_text=WORDS)).to_have_count(1)
    page.goto("/journal/write")
    expect(page.locator("#body")).to_have_value(BEGUN)
    page.goto("/account/lock")
    expect(page.get_by_text("The lock is on.")).to_be_hidden()


def test_without_a_network_all_stays_locked_and_sealed_and_is_handed_over_once_there_is_one(
    clinic: Clinic, device: Device
) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page)
    before = int(str(clinic.value(ENTRIES)))
    write_offline(clinic, page)
    hide(page)

    ten_wrong_tries(page)
    expect(page.locator("[data-said=later]")).to_be_visible()
    assert page.evaluate(LEFT) == {"outbox": 1, "kept": 0, "drafts": 1, "opens": False, "pocket": 0}
    page.close()
    page = phone.new_page()
    page.goto("/journal")
    expect(page.locator("[data-said=later]")).to_be_visible()
    expect(page.get_by_role("textbox", name="PIN")).to_be_hidden()

    clinic.line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**/sign-in")
    comes_to(page, clinic, ENTRIES, before + 1)


def test_killed_between_the_tenth_try_and_the_emptying_the_next_start_empties_it(
    clinic: Clinic, device: Device
) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page)
    hide(page)
    page.evaluate("""() => new Promise((done) => {
      indexedDB.open('tidemark').onsuccess = ({ target: { result } }) => {
        const change = result.transaction('meta', 'readwrite');
        const meta = change.objectStore('meta');
        meta.get('lock').onsuccess = (event) => meta.put({ ...event.target.result, tries: 10 });
        change.oncomplete = () => { result.close(); done(); };
      };
    })""")
    page.close()
    page = phone.new_page()
    page.goto("/today")
    page.wait_for_url("**/sign-in")
    assert page.evaluate(LEFT)["opens"] is False


def test_who_has_forgotten_the_pin_takes_the_same_road_and_loses_no_word(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    before = int(str(clinic.value(ENTRIES)))
    write_offline(clinic, page)
    hide(page)
    clinic.line.mend()

    page.click("text=I have forgotten it")
    page.get_by_role("button", name="Empty this phone and sign out").click()

    page.wait_for_url("**/sign-in")
    assert clinic.value(ENTRIES) == before + 1


def test_wrong_tries_are_counted_across_restarts_and_a_right_one_ends_the_count(device: Device) -> None:
    phone = device()
    page = sign_in(phone, "noor")
    switch_on(page)
    for n in ("9", "8", "7"):
        page.close()
        page = phone.new_page()
        page.goto("/today")
        unlock(page, "0000")
        expect(page.locator("[data-said=wrong]")).to_contain_text(n)
    unlock(page, "0000")
    expect(page.locator("[data-said=wrong]")).to_contain_text("6")
    unlock(page, PIN)
    expect(page.locator("[data-said=wait]")).to_contain_text("1")
    page.evaluate("() => { const now = Date.now() + 61e3; Date.now = () => now; }")
    unlock(page, PIN)
    expect(page.locator("h1")).to_contain_text("your third session")


def test_changing_it_asks_for_the_pin_and_wrong_ones_count_there_too(device: Device) -> None:
    page = sign_in(device(), "noor")
    switch_on(page)
    page.fill("#now", "0000")
    page.fill("#new-pin", "31415")
    page.fill("#again", "31415")
    page.click("text=Keep this")
    expect(page.locator("[data-said=wrong]")).to_contain_text("9")
    page.fill("#now", PIN)
    page.click("text=Keep this")
    page.wait_for_load_state("load")
    expect(page.locator("#now")).to_have_value("")
    hide(page)
    unlock(page, PIN)
    expect(page.locator("[data-said=wrong]")).to_contain_text("9")
    unlock(page, "31415")
    expect(page.locator("h1")).to_have_text("Lock on this phone")

"""The lock of the app as a person uses it, and what can be looked for on their phone."""

from playwright.sync_api import Page, expect

from tests.browser.waits import settle, until

PIN = "2718"


def switch_on(page: Page, pin: str = PIN, minutes: str = "2") -> None:
    """From the account's page, once the worker is in charge and the pocket is full."""
    page.goto("/today")
    settle(page)
    page.goto("/account/lock")
    page.fill("#new-pin", pin)
    page.fill("#again", pin)
    page.check(f"input[name=minutes][value='{minutes}']")
    page.click("text=Keep this")
    expect(page.get_by_text("The lock is on.")).to_be_visible()
    until(page, SEALED)


def hide(page: Page) -> None:
    page.get_by_role("button", name="Hide").click()
    expect(page.locator("h1")).to_have_text("Locked")


def unlock(page: Page, pin: str = PIN) -> None:
    page.fill("#pin", pin)
    page.get_by_role("button", name="Open").click()


SEALED = """async () => {
  const row = await new Promise((done) => {
    indexedDB.open('tidemark').onsuccess = ({ target }) => {
      const { result } = target;
      result.transaction('meta').objectStore('meta').get('lock').onsuccess = (event) => {
        result.close();
        done(event.target.result);
      };
    };
  });
  return row && !row.sealing;
}"""

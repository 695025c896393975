"""What a test waits for as a person would: the pocket that fills, the clinic that has heard."""

from playwright.sync_api import Error, Page

from tests.browser.conftest import Clinic

KEPT = """async () => {
  const mine = (await caches.keys()).find((name) => name.startsWith('mine-'));
  const kept = mine ? (await (await caches.open(mine)).keys()).length : 0;
  const asked = document.querySelector('meta[name=pocket]').content.split(' ').length;
  return { worker: (await navigator.serviceWorker.ready).active.state === "activated", kept, asked };
}"""


def settle(page: Page) -> None:
    """Until the worker is ready and the pocket is filled: what a person's reading time gives it."""
    for _try in range(100):
        found = page.evaluate(KEPT)
        if found["worker"] and found["kept"] >= found["asked"]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the pocket was not filled: {found}")


def until(page: Page, script: str) -> None:
    """Until what the script promises is true. `wait_for_function` does not: it takes the promise itself for a yes."""
    for _try in range(100):
        try:
            if page.evaluate(script):
                return
        except Error as trouble:
            if "context was destroyed" not in str(trouble):  # the page is loading itself anew
                raise
        page.wait_for_timeout(100)
    raise AssertionError(f"not within ten seconds: {script}")


def comes_to(page: Page, clinic: Clinic, sql: str, wanted: object) -> None:
    """Until the clinic's database says so; what it says after ten seconds is what fails the test."""
    for _try in range(100):
        if clinic.value(sql) == wanted:
            return
        page.wait_for_timeout(100)
    assert clinic.value(sql) == wanted, sql


def go_on(page: Page, path: str) -> None:
    """Goes there from a page that may be loading itself anew just now, as it does when what waited has arrived."""
    for _try in range(5):
        try:
            page.goto(path, timeout=5000)
            return
        except Error as trouble:
            if not any(said in str(trouble) for said in ("by another navigation", "ERR_ABORTED", "Timeout")):
                raise
            page.wait_for_load_state("load")
    page.goto(path)

"""P5 at the phones: what came after the backup is sent again by the devices that still hold it, and is there once."""

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE, sign_in
from tests.browser.waits import go_on, settle
from tests.promises.clinic import Clinic
from tests.promises.conftest import Figure, figure
from tests.promises.ledger import hold_everything

__all__ = ["figure"]  # the promises' own, which stands in the last line of the run
PEOPLE = ("mara", "mara", "noor")  # three devices; two of them are one person's


@pytest.fixture
def devices(chromium: Browser, tmp_path: Path) -> Iterator[tuple[Clinic, list[BrowserContext]]]:
    clinic = Clinic(tmp_path)
    clinic.start()
    address = f"http://localhost:{clinic.port}"
    made = [chromium.new_context(locale="en-CA", base_url=address, **PHONE) for _person in PEOPLE]  # type: ignore[arg-type]
    yield clinic, made
    for context in made:
        context.close()
    clinic.stop()


def write(page: Page, words: str) -> None:
    go_on(page, "/journal/write")
    page.wait_for_load_state("networkidle")
    page.fill("#body", words)
    page.click("text=Keep this entry")
    expect(page).to_have_url(re.compile("/journal$"))  # the page of writing shows the same words beside the form


def test_p5_three_devices_send_again_what_a_restored_clinic_lacks(
    devices: tuple[Clinic, list[BrowserContext]], tmp_path: Path, figure: Figure
) -> None:
    clinic, phones = devices
    pages = [sign_in(phone, person) for phone, person in zip(phones, PEOPLE, strict=True)]
    for number, page in enumerate(pages):
        settle(page)
        write(page, f"Before the backup {number}.")
        expect(page.locator("body")).to_contain_text(f"Before the backup {number}.")
    assert clinic.command("backup", str(tmp_path / "copy")).returncode == 0
    for number, page in enumerate(pages):
        for which in ("first", "second"):
            write(page, f"After it, the {which} {number}.")
            expect(page.locator("body")).to_contain_text(f"After it, the {which} {number}.")
            expect(page.locator("[data-behaviour=waiting]")).to_be_hidden()
    clinic.stop()
    shutil.rmtree(clinic.data)
    assert clinic.command("restore", str(tmp_path / "copy")).returncode == 0
    lacking = [body for body in bodies(clinic) if body.startswith("After it")]
    assert lacking == []

    write(pages[0], "While nobody answered.")
    clinic.start()
    for page, person in zip(pages, PEOPLE, strict=True):
        go_on(page, "/sign-in")
        page.click(f"button[value={person}]")
        page.wait_for_load_state("load")
    for number, page in enumerate(pages):
        go_on(page, "/journal")
        for which in ("first", "second"):
            expect(page.locator(".entries > li", has_text=f"After it, the {which} {number}.")).to_have_count(1)
        expect(page.locator("[data-behaviour=waiting]")).to_be_hidden()
    found = bodies(clinic)
    ours = [body for body in found if body.startswith(("Before the backup", "After it", "While nobody"))]
    figure(f"3 devices: {len(set(ours))} of 10 entries there after a restore of an older backup, {len(ours)} texts")
    assert len(ours) == len(set(ours)) == 10


def bodies(clinic: Clinic) -> list[str]:
    with ThreadPoolExecutor(1) as aside:  # Playwright's own loop goes on here
        held = aside.submit(hold_everything, clinic.data).result()
    return [body for (_entry, body), times in held.texts.items() for _time in range(times)]

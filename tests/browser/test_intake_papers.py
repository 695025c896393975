"""A letter and the photo of a label, chosen on a phone without a network: kept here first, at the clinic once."""

import io
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.waits import comes_to, go_on, settle
from tests.journal.sent_media import PLANTED, encoded, pdf

Device = Callable[..., BrowserContext]
WHOLE = "select count(*) from media where completed_at is not null"
LISTED = "select count(*) from intake_fact where kind = 'medicine'"


def photo() -> bytes:
    """With where it was taken in it."""
    exif = Image.Exif()
    exif[0x010F] = PLANTED.decode()
    return encoded(Image.effect_noise((1200, 900), 60).convert("RGB"), exif=exif)


def choose(page: Page, name: str, kind: str, raw: bytes) -> None:
    page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": raw})
    page.click("button:has-text('Send it to your clinic')")


def test_chosen_without_a_network_they_wait_here_and_arrive_whole_and_once(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "iris")
    settle(page)
    listed = int(str(clinic.value(LISTED)))
    page.goto("/intake/medicines")
    page.fill("#typed", "Uniphyl")
    page.click("button:has-text('Add to my list')")
    comes_to(page, clinic, LISTED, listed + 1)
    page = page.context.new_page()  # the first one may be loading itself anew, now that it arrived
    page.goto("/intake/medicines")
    page.locator(".meds li", has_text="Uniphyl").locator("a.go").click()
    page.wait_for_url("**/intake/medicines/*")
    clinic.line.cut()

    choose(page, "label.jpg", "image/jpeg", photo())
    expect(page.locator("[role=status]", has_text="On this phone")).to_be_visible()
    page.goto("/intake/referral")
    choose(page, "letter.pdf", "application/pdf", pdf())
    expect(page.locator("#papers ~ [data-behaviour=waiting] li")).to_have_count(2)
    page.goto("/journal/waiting")
    expect(page.locator("[data-list] > li")).to_have_count(2)
    expect(page.locator("[data-list]")).to_contain_text("A PDF")
    assert clinic.value(WHOLE) == 0

    clinic.line.mend()
    again = page.context.new_page()
    again.goto("/intake")
    comes_to(again, clinic, WHOLE, 2)
    go_on(again, "/intake/referral")
    expect(again.locator("#papers ~ .rows a[download]")).to_have_count(1)
    expect(again.locator("[data-behaviour=waiting]")).to_be_hidden()

    pria = sign_in(device(**LAPTOP), "pria")
    pria.goto("/intake-board")
    pria.click("text=Iris")
    expect(pria.locator(".papers a[download]")).to_have_count(2)
    with pria.expect_download() as coming:
        pria.click(".papers a:has-text('A photo')")
    raw = Path(coming.value.path()).read_bytes()
    assert Image.open(io.BytesIO(raw)).size == (1200, 900)
    assert PLANTED not in raw


def test_what_cannot_be_kept_is_said_before_anything_is_sent(clinic: Clinic, device: Device) -> None:
    page = sign_in(device(), "mara")
    page.goto("/intake/referral")
    line = page.locator("form[data-behaviour=paper] [role=status]")
    for name, kind, raw, said in (
        ("photo.heic", "image/heic", b"\x00\x00\x00\x18ftypheic" + bytes(99), "HEIC"),
        ("eicar.com", "application/octet-stream", b"X5O!P%@AP", "could not be read as a picture"),
        ("scan.pdf", "application/pdf", bytes(11_000_000), "11 MB, and 10 MB fit"),
    ):
        choose(page, name, kind, raw)
        expect(line).to_contain_text(said)
    assert clinic.value("select count(*) from media") == 0

    choose(page, "acts.pdf", "application/pdf", pdf(acts=True))
    expect(page.locator("[data-behaviour=waiting]")).to_contain_text("holds a program")

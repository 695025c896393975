"""The brief prints on one page, in black on white, also when it is as long as it gets."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from server.review.brief import MOST_LINES
from tests.browser.conftest import LAPTOP, Clinic, sign_in
from tests.browser.test_print import COURSE, DARK, PRESSED, SHEETS, SHOWN, WIDER

Device = Callable[..., BrowserContext]
# How long each kind of line gets: a flag, three pins, a session, two totals, what is shared, a check-in, steps …
LETTERS = (130, 130, 130, 130, 120, 180, 180, 90, 350, 480, 190, 250)
FILL = """(letters) => {
  const list = document.querySelector('.since');
  while (list.children.length < letters.length) list.append(list.lastElementChild.cloneNode(true));
  const words = 'What stood here goes on. '.repeat(30);
  [...list.children].forEach((one, at) => { one.firstChild.textContent = words.slice(0, letters[at]); });
  const facts = document.querySelector('[aria-labelledby=medicines] dl');
  for (let at = 0; at < 5; at += 1) facts.append(...[...facts.children].slice(0, 2).map((one) => one.cloneNode(true)));
}"""


@pytest.mark.parametrize("full", [False, True], ids=["as it is", "full"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_it_prints_on_one_page(clinic: Clinic, device: Device, sheet: str, full: bool) -> None:
    page = sign_in(device(service_workers="block", color_scheme="dark", **LAPTOP), "theo")
    page.goto(f"/courses/{clinic.value(COURSE)}")
    assert page.locator(".since li").count() >= 8
    if full:
        page.evaluate(FILL, LETTERS)
        assert page.locator(".since li").count() == MOST_LINES == len(LETTERS)
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": SHEETS[sheet], "height": 900})

    assert page.eval_on_selector_all(PRESSED, SHOWN) == []
    assert page.evaluate(DARK) == []
    assert page.evaluate(WIDER) <= 1
    shown = page.inner_text("main")
    assert [words for words in ("Mara", "Since", "Arc", "PHQ-9", "Medicines") if words not in shown] == []
    assert [words for words in ("Yours to mark", "Plan sessions", "Care team") if words in shown] == []
    assert page.pdf(prefer_css_page_size=True, format=sheet).count(b"/Type /Page\n") == 1

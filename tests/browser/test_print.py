"""On paper: black on white, nothing to press, what was folded is open, and nothing wider than the sheet."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import LAPTOP, Clinic, sign_in

Device = Callable[..., BrowserContext]
SHEETS = {"A4": 680, "Letter": 702}  # what lies between the margins, in CSS pixels
PRESSED = "nav, .reach, .top, .skip, form, button, a.go, input, select, textarea"
SHOWN = "(all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).map((one) => one.outerHTML)"
DARK = """() => [...document.querySelectorAll('body, main, main *')].filter((one) => one.checkVisibility())
  .filter((one) => !one.matches('.icon, .icon *')).map((one) => getComputedStyle(one))
  .filter((style) => !/^(rgb\\(255, 255, 255\\)|rgba\\(0, 0, 0, 0\\)|#fff)$/.test(style.backgroundColor)
    || !/^(rgb\\((0, 0, 0|34, 34, 34)\\))$/.test(style.color)).map((style) => style.backgroundColor + style.color)"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
COURSE = (
    "select course.id from course join person on person.id = course.patient_id where person.name = 'Mara'"
    " order by course.created_at limit 1"
)


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize(
    ("who", "path", "holds"),
    [
        ("pria", "/courses/{}/intake", ["Mara", "Printed on", "Allergies to medicines", "Andrade"]),
        ("mara", "/intake/copy", ["Mara, ", "Everything I answered", "Norvasc", "Venlafaxine", "Lakeside"]),
    ],
)
def test_a_page_made_for_paper_can_be_printed(
    clinic: Clinic, device: Device, who: str, path: str, holds: list[str], sheet: str
) -> None:
    page = sign_in(device(service_workers="block", color_scheme="dark", **LAPTOP), who)
    page.goto(path.format(clinic.value(COURSE)))
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": SHEETS[sheet], "height": 900})

    assert page.eval_on_selector_all(PRESSED, SHOWN) == []
    assert page.evaluate(DARK) == []
    assert page.evaluate(WIDER) <= 1
    shown = page.inner_text("main")
    assert [words for words in holds if words not in shown] == []
    raw = page.pdf(prefer_css_page_size=True, format=sheet)
    assert raw.count(b"/Type /Page\n") in (2, 3, 4)

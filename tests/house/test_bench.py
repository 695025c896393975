"""`make bench` measures every page that staff can open: what is added is measured from its first day."""

import re

from bench.pages import NO_PAGES, PAGES
from tests.house.source import ROOT

STAFF = {"clinician", "staff", "admin", "prescriber", "therapist"}


def plain(path: str) -> str:
    return (
        re.sub(r"\{[^}]*\}", "{}", path.partition("?")[0])
        .replace("/versions/1", "/versions/{}")
        .replace("/check_in/", "/{}/")
    )


def test_every_page_of_staff_is_measured_and_nothing_else() -> None:
    lines = (ROOT / "tests" / "house" / "access_map.txt").read_text().splitlines()
    routes = {plain(path) for method, path, who, *_rest in map(str.split, lines) if method == "GET" and who in STAFF}
    assert len(routes) > 50
    assert {plain(path) for _who, path in PAGES} == routes - set(NO_PAGES)

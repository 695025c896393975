"""The checklist holds every line of clinical.md 3.2 for the routes it belongs to, in words that judge nobody."""

import json
import re

import pytest

from server.clinics.protocol import ROUTES, Route
from server.pages.content import read_json
from server.preparation.board import checklist, due_at, items_for
from server.preparation.models import Item
from tests.courses.made import days, hours, planned
from tests.house.words import forbidden_in

ALL: tuple[Route, ...] = ("IV", "IM", "SLc", "SLh", "PO", "IN")
HOME: tuple[Route, ...] = ("SLh", "PO")
# id, hours before the session, routes. P-22 is the fasting clock; E-15 is consent; Y-35 stands after a flag alone.
TABLE: list[tuple[str, float, tuple[Route, ...]]] = [
    ("P-10", 14 * 24, ALL),
    ("P-11", 7 * 24, ALL),
    ("P-12", 7 * 24, ALL),
    ("P-13", 7 * 24, ("IV", "IM", "SLc", "PO", "IN")),
    ("P-14", 7 * 24, HOME),
    ("P-15", 7 * 24, ALL),
    ("P-16", 3 * 24, ALL),
    ("P-17", 3 * 24, ALL),
    ("P-18", 48, ALL),
    ("P-19", 24, ALL),
    ("P-20", 24, ALL),
    ("P-21", 24, ("IN",)),
    ("P-23", 2, ALL),
    ("P-24", 1, HOME),
    ("P-25", 0.5, ALL),
    ("P-26", 0.25, ALL),
    ("P-27", 1 / 6, ALL),
    ("P-28", 1 / 6, HOME),
    ("P-29", 1 / 6, HOME),
]
FOUND = {item.id: item for item in checklist()}
STAFF = {"P-10": "prescriber", "E-15": "prescriber", "P-11": "therapist", "P-12": "therapist", "Y-35": "therapist"}


@pytest.mark.parametrize(("item", "before", "routes"), TABLE, ids=[row[0] for row in TABLE])
def test_a_line_is_due_when_the_table_says_and_for_its_routes(
    item: str, before: float, routes: tuple[Route, ...]
) -> None:
    assert set(FOUND[item].routes) == set(routes)
    assert due_at(FOUND[item], planned(1, days(20))) == days(20) - (hours(before) - hours(0))


def test_the_checklist_holds_the_lines_of_the_table_and_the_consent_e_15() -> None:
    assert sorted(FOUND) == sorted(["E-15", "Y-35", *(row[0] for row in TABLE)])
    assert len(checklist()) == len(FOUND)


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_gets_its_own_lines_and_no_others(route: Route) -> None:
    wanted = {item for item, _before, routes in TABLE if route in routes} | {"E-15"}

    assert {item.id for item in items_for(planned(1, days(1), route))} == wanted


@pytest.mark.parametrize("item", FOUND.values(), ids=FOUND)
def test_every_line_has_all_its_words(item: Item) -> None:
    for text in (item.title, item.text, item.done, item.open_reason, item.turns_green):
        assert text.strip() == text
        assert text
    assert item.text.endswith((".", "?"))
    assert item.open_reason.endswith(".")
    assert item.turns_green.startswith("can turn this green")


@pytest.mark.parametrize("item", FOUND.values(), ids=FOUND)
def test_a_line_is_turned_green_by_whom_it_concerns(item: Item) -> None:
    assert item.who == STAFF.get(item.id, "patient")


def test_the_lines_that_need_a_person_named_ask_for_them() -> None:
    """P-13 and P-14: a tick without a name would name nobody."""
    assert {item.id for item in FOUND.values() if item.asks} == {"P-13", "P-14"}


def test_p_24_above_the_clinics_limit_the_words_are_wait_and_call() -> None:
    """P-40: no override, no number, no advice beyond it."""
    assert "wait, and call your clinic before taking your dose" in FOUND["P-24"].text


@pytest.mark.parametrize(
    "name", ["checklist.json", "fasting.json", "hard.json", "prompts.json", "breathing/words.json"]
)
def test_no_text_holds_a_word_that_judges_or_advises(name: str) -> None:
    said = json.dumps(read_json(name), ensure_ascii=False)

    assert not forbidden_in(said)
    assert not re.search(r"\b(stop taking|skip your|approved to|you are safe|you may proceed)\b", said, re.IGNORECASE)


def test_p_05_and_p_07_the_fasting_texts_are_those_of_the_clinical_text() -> None:
    texts = {text["id"]: text for text in read_json("fasting.json")}

    assert set(texts) == {"P-04", "P-05", "P-06", "P-07"}
    assert {one["id"] for one in texts["P-05"]["conditions"]} == {"diabetes", "glp1", "pregnancy", "kidney"}
    assert "your clinic must give you a personal fasting plan" in texts["P-05"]["answer"]
    assert texts["P-06"]["answer"].startswith("Ask your clinic which to take with a sip of water.")
    assert texts["P-07"]["answer"].endswith("They decide with you; this app does not.")

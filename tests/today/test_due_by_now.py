"""The checklist on the day, by its hours (3.2): what is due by now stands on Today, for the routes it is meant for."""

import pytest

from server.clinics.protocol import AT_HOME, ROUTES, Route
from server.preparation.board import Facts, checklist, due_now, items_for, ready_board
from tests.courses.made import hours, planned
from tests.preparation.test_board import facts
from tests.session_day.days import at, change, session_of
from tests.someone import Installation, Someone

EVERY = {"P-10", "P-11", "P-12", "P-15", "P-16", "P-17", "P-18", "P-19", "P-20", "P-23", "P-25", "P-26", "P-27"}
HOME = {"P-14", "P-24", "P-28", "P-29"}
MINUTES = {"P-23": 120, "P-24": 60, "P-25": 30, "P-26": 15, "P-27": 10, "P-28": 10}
TITLES = {item.id: item.title for item in checklist()}


@pytest.mark.parametrize("route", ROUTES)
def test_p_10_to_p_29_each_route_has_the_lines_that_are_meant_for_it(route: Route) -> None:
    """The table of 3.2; consent (E-15) stands beside them, and the fast (P-22) has a page of its own."""
    found = {item.id for item in items_for(planned(3, hours(25), route))} - {"E-15", "P-22"}
    more = {"P-21"} if route == "IN" else set()
    more |= HOME if route in AT_HOME else set()
    more |= {"P-13"} if route != "SLh" else set()

    assert found == EVERY | more


@pytest.mark.parametrize("line", sorted(MINUTES))
def test_p_23_to_p_28_a_line_is_due_from_its_minute_on(line: str) -> None:
    """P-24 stands on the board itself."""
    early, late = (facts(hours(minutes / 60), "SLh") for minutes in (MINUTES[line] + 1, MINUTES[line] - 1))

    assert (line in states(early), line in states(late)) == (False, True)


def states(found: Facts) -> set[str]:
    return {one.id for one in [*due_now(found), *ready_board(found)] if one.state == "open"}


def on_today(noor: Someone) -> list[str]:
    noor.get("/today")  # the first visit after a while also notes when the phone was last seen
    (heading,) = [one for one in noor.open("/today").tree.cssselect("h3") if "From the checklist" in one.text_content()]
    return [line[0].text_content() for line in heading.getnext().cssselect("li")]


@pytest.mark.parametrize(
    ("moment", "line"), [("09:05", "P-23"), ("10:35", "P-25"), ("10:46", "P-26"), ("10:51", "P-27"), ("10:51", "P-28")]
)
def test_on_the_day_what_has_just_become_due_is_shown_whatever_else_is_open(
    installation: Installation, noor: Someone, moment: str, line: str
) -> None:
    change(installation, "update session set route = 'SLh' where id = :id", id=session_of(installation, "noor", 3))
    at(installation, f"2026-11-26T{moment}")

    assert TITLES[line] in on_today(noor)


def test_what_is_ticked_is_shown_no_more(installation: Installation, noor: Someone) -> None:
    at(installation, "2026-11-26T10:51")
    session = session_of(installation, "noor", 3)
    assert TITLES["P-26"] in on_today(noor)

    noor.send("/prepare/checklist/P-26", {"session": session, "done": "1", "words": ""})

    assert TITLES["P-26"] not in on_today(noor)

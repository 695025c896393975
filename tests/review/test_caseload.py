"""The caseload: each patient with the one reason they stand where they stand, in words (review/cases.py)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.db.values import utc_text
from server.review.case_queries import CaseRow, NameRow
from server.review.cases import case_of, folded, found_by_name
from tests.courses.made import NOW, TORONTO, days, hours
from tests.journal.shown import write
from tests.review.test_queue import mark
from tests.session_day.days import at, change, session_of, take
from tests.someone import Installation, Someone


def row(standing: int, *, waits: str = "", items: int = 1, **more: object) -> CaseRow:
    plain: dict[str, object] = {
        "course_id": "c", "patient_name": "Noor", "zone": TORONTO, "standing": standing, "flag_due": None,
        "missed_at": None, "told_at": None, "waiting": f"{utc_text(days(-4))} {waits}" if waits else None,
        "all_of_it": 1, "paused": None, "next_at": None, "next_number": 3, "next_route": "IV", "last_at": None,
        "last_number": 2,
        "brought_home": 1, "items": items,
    }  # fmt: skip
    return CaseRow(**plain | more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (row(0, flag_due=hours(2)), "A flag is open, due in 2 h."),
        (row(0, flag_due=hours(-2)), "A flag is open, and is being passed on."),
        (row(1, next_at=hours(1)), "Session three today at 11."),
        (row(1, next_at=days(1)), "Session three tomorrow at 10."),
        (row(1, next_at=days(1), brought_home=0), "Session three tomorrow at 10, ride not confirmed."),
        (
            row(1, next_at=days(1), brought_home=0, next_route="SLh"),
            "Session three tomorrow at 10, sitter not confirmed.",
        ),
        (row(1, next_at=hours(1), waits="entry"), "Session three today at 11. A shared entry waits, 4 days."),
        (row(2, waits="entry"), "A shared entry waits, 4 days."),
        (row(2, waits="check_in"), "A check-in waits, 4 days."),
        (row(2, waits="hard"), "A hard moment has not been seen, 4 days."),
        (row(2, waits="entry", items=3), "Three things wait, the oldest 4 days."),
        (row(3, missed_at=days(-2)), "A session was planned for 23 November, and its record has not been opened."),
        (row(4, told_at=days(-16)), "Quiet for 16 days."),
        (row(5, next_at=days(2), last_at=days(-14)), "Day 14 after session two."),
        (row(5, last_at=days(-5)), "Day five after session two. No next session planned."),
        (row(5, next_at=days(20)), "Preparing for the first session."),
        (row(6), "No session planned yet."),
        (row(5, next_at=days(20), paused="9"), "The course is paused."),
    ],
)
def test_the_reason_of_a_case_is(found: CaseRow, reason: str) -> None:
    assert case_of(found, NOW).reason == reason


NAMES = [NameRow(str(at), name) for at, name in enumerate(["Anna Élise B.", "Anneke", "Jo-Ann K.", "Óscar", "李 Mei"])]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ann", ["Anna Élise B.", "Anneke", "Jo-Ann K."]), ("ANNA", ["Anna Élise B."]), ("elise", ["Anna Élise B."]),
        ("b anna", ["Anna Élise B."]), ("oscar", ["Óscar"]), ("óscar", ["Óscar"]), ("李", ["李 Mei"]), ("nna", []),
        ("𝐀𝐧𝐧a", ["Anna Élise B."]), ("jo-ann", ["Jo-Ann K."]), ("anna x", []),
    ],
)  # fmt: skip
def test_looking_for_a_name_finds(asked: str, found: list[str]) -> None:
    assert [one.patient_name for one in found_by_name(NAMES, asked)] == found


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=12))
def test_a_name_is_found_by_itself_and_by_how_it_begins(name: str) -> None:
    everybody = [NameRow("1", name)]

    assert found_by_name(everybody, name) == everybody
    assert found_by_name(everybody, folded(name)[:2]) == everybody


def cases(person: Someone) -> list[str]:
    return [" ".join(" ".join(li.itertext()).split()) for li in person.open("/caseload").tree.cssselect(".cases li")]


def test_the_nearest_session_comes_first_then_who_waits(theo: Someone) -> None:
    assert cases(theo) == [
        "Noor Session three tomorrow at 11, ride not confirmed. Three things wait, the oldest 3 days.",
        "Mara Two things wait, the oldest 4 days.",
        "Iris No session planned yet.",
    ]


def test_what_waits_is_counted_for_each_reader_alone(pria: Someone, otto: Someone) -> None:
    assert cases(pria) == [
        "Noor Session three tomorrow at 11, ride not confirmed. Two things wait, the oldest 3 days.",
        "Mara Day five after session two.",
        "Iris No session planned yet.",
    ]
    assert cases(otto) == ["Sol Day nine after session one."]


def test_on_the_day_the_reason_follows_the_record(installation: Installation, theo: Someone) -> None:
    at(installation, "2026-11-26T08:00")
    assert cases(theo)[0].startswith("Noor Session three today at 11, ride not confirmed. Three things wait")

    at(installation, "2026-11-26T10:50")
    take(theo, session_of(installation, "noor", 3))
    for href in theo.open("/review?kind=entry").values("#waiting ol a", "href"):
        theo.send(f"{str(href).partition('?')[0]}/answer", {"id": str(uuid4()), "only": "1"})
    for href in theo.open("/review?kind=check_in").values("#waiting ol a", "href"):
        mark(theo, theo.open(str(href)))

    change(installation, "update desk_item set done_at = since where kind = 'message'")

    assert "Noor Day zero after session three." in cases(theo)


def test_a_case_leads_to_its_patient(theo: Someone) -> None:
    first = theo.open("/caseload").values(".cases a", "href")[0]

    assert theo.open(first).one("h1") == "Noor, between sessions two and three"


def test_a_closed_course_is_no_case(installation: Installation, theo: Someone) -> None:
    change(installation, "update course set closed_at = :now", now=installation.clock.now)

    assert cases(theo) == []


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("noor", 403)])
def test_others_have_no_caseload(installation: Installation, who: str, status: int) -> None:
    assert installation.someone(who).get("/caseload").status_code == status


def test_who_has_told_nothing_for_two_weeks_is_quiet_and_one_word_ends_it(
    installation: Installation, theo: Someone, mara: Someone
) -> None:
    change(installation, "update desk_item set done_at = since, since = :then", then=NOW - timedelta(days=16))
    assert "Mara Quiet for 16 days." in cases(theo)

    write(mara, "The sea came back.", share="1")

    assert not [one for one in cases(theo) if "Quiet" in one and "Mara" in one]


def test_private_writing_does_not_end_the_quiet(installation: Installation, theo: Someone, mara: Someone) -> None:
    """Whether somebody writes for themselves is nobody's to read, not even from a list."""
    change(installation, "update desk_item set done_at = since, since = :then", then=NOW - timedelta(days=16))
    write(mara, "The sea came back.")

    assert "Mara Quiet for 16 days." in cases(theo)


def test_a_session_that_passed_without_a_record_is_said(installation: Installation, theo: Someone) -> None:
    change(installation, "update desk_item set done_at = since")
    at(installation, "2026-11-28T09:00")

    assert "Noor A session was planned for 26 November, and its record has not been opened." in cases(theo)

"""The caseload: each patient with the one reason they stand where they stand, in words (review/caseload.py)."""

from datetime import datetime, timedelta

import pytest

from server.review.caseload import case_of
from server.review.models import CaseRow
from tests.courses.made import NOW, TORONTO, days, hours
from tests.session_day.days import at, change, session_of, take
from tests.someone import Installation, Someone

ANSWER = "0199c000-0000-7000-8000-00000000a001"


def row(
    next_at: datetime | None = None, last_at: datetime | None = None, waiting: int = 0, zone: str = TORONTO
) -> CaseRow:
    return CaseRow(
        course_id="c", patient_name="Noor", zone=zone, next_at=next_at, next_number=3 if next_at else None,
        last_at=last_at, last_number=2 if last_at else None, waiting=waiting,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "reason", "rank"),
    [
        (row(hours(1)), "Session three today at 11.", 0),
        (row(hours(1), waiting=1), "Session three today at 11. One shared entry waits.", 0),
        (row(days(1), days(-14)), "Session three tomorrow at 10.", 0),
        (row(days(1), days(-14), waiting=2), "Session three tomorrow at 10. Two shared entries wait.", 0),
        (row(days(2), days(-14), waiting=1), "One shared entry waits.", 1),
        (row(None, None, waiting=3), "Three shared entries wait.", 1),
        (row(days(2), days(-14)), "Day 14 after session two.", 2),
        (row(None, days(-5)), "Day five after session two. No next session planned.", 1),
        (row(days(20)), "Preparing for the first session.", 2),
        (row(), "No session planned yet.", 2),
    ],
)
def test_the_reason_of_a_case_is(found: CaseRow, reason: str, rank: int) -> None:
    case = case_of(found, NOW)

    assert (case.reason, case.rank) == (reason, (rank, "Noor"))


def test_tomorrow_is_a_day_of_the_patients_calendar() -> None:
    """Twenty hours on: already tomorrow in Toronto, and the day after it in Kiritimati."""
    evening = NOW.replace(hour=9)  # 4 in the morning in Toronto, 23 in Kiritimati
    twenty_hours_on = evening + timedelta(hours=26)

    assert case_of(row(twenty_hours_on), evening).rank[0] == 0
    assert case_of(row(twenty_hours_on, zone="Pacific/Kiritimati"), evening).rank[0] == 2


def cases(person: Someone) -> list[str]:
    return [" ".join(" ".join(li.itertext()).split()) for li in person.open("/caseload").tree.cssselect(".cases li")]


def test_the_nearest_session_comes_first_then_who_waits(theo: Someone) -> None:
    assert cases(theo) == [
        "Noor Session three tomorrow at 11. One shared entry waits.",
        "Mara Two shared entries wait.",
        "Iris No session planned yet.",
    ]


def test_what_waits_is_counted_for_each_reader_alone(pria: Someone, otto: Someone) -> None:
    assert cases(pria) == [
        "Noor Session three tomorrow at 11.",
        "Iris No session planned yet.",
        "Mara Day five after session two.",
    ]
    assert cases(otto) == ["Sol Day nine after session one."]


def test_on_the_day_the_reason_follows_the_record(installation: Installation, theo: Someone) -> None:
    at(installation, "2026-11-26T08:00")
    assert cases(theo)[0] == "Noor Session three today at 11. One shared entry waits."

    at(installation, "2026-11-26T10:50")
    take(theo, session_of(installation, "noor", 3))
    theo.send(theo.open("/review").values(".queue ol a", "href")[-1] + "/answer", {"id": ANSWER, "only": "1"})

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

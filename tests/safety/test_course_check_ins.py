"""The care team's view of check-ins: over time, with sessions so far, with what is missing, and with its trail."""

import re
from datetime import timedelta

from tests.safety.told import reply
from tests.session_day.days import course_of
from tests.someone import Installation, Opened, Someone

SAID = re.compile(r"^(?:Longing|Bladder): ")  # the column said again where columns do not fit


def table(page: Opened) -> list[list[str]]:
    return [
        [SAID.sub("", " ".join(cell.text_content().split())) for cell in row.cssselect("th, td")]
        for row in page.tree.cssselect("tbody tr")
    ]


def here(installation: Installation, name: str) -> str:
    return f"/courses/{course_of(installation, name)}/check-ins"


def test_every_check_in_stands_with_the_sessions_held_by_then(installation: Installation, theo: Someone) -> None:
    """The demo: Mara had her first session 19 days ago and her second five days ago."""
    rows = table(theo.open(here(installation, "mara")))

    assert [row[:3] for row in rows] == [
        ["16 Nov One session so far", "4 of 10 · “Mostly on Sundays.”", "Going more often"],
        ["8 Nov One session so far", "2 of 10", "None of these"],
    ]
    assert "Memory, focus, finding words: A little harder" in rows[0][3]


def test_what_is_missing_is_shown_as_missing_and_a_week_without_one_as_that(
    installation: Installation, mara: Someone
) -> None:
    installation.clock.move(timedelta(days=20))
    reply(installation.someone("mara"), "longing", "6")
    page = installation.someone("theo").open(here(installation, "mara"))
    rows = table(page)

    assert rows[0][:3] == ["15 Dec 2 sessions so far", "6 of 10", "Missing"]
    assert "9 answers missing" in rows[0][3]
    assert [row[1] for row in rows[1:4]] == ["No check-in in the week from this day"] * 3
    assert len(rows) == 6


def test_y_11_says_what_the_patient_was_asked_to_do(installation: Installation, mara: Someone, theo: Someone) -> None:
    for question, value in (("bladder", "blood"), ("outside-plan", "more"), ("thoughts", "often"), ("unreal", "yes")):
        reply(mara, question, value)
    newest, earlier = (row[3] for row in table(theo.open(here(installation, "mara")))[:2])
    said = newest

    assert "Thoughts of death or of hurting yourself: Yes, often" in said
    assert "The app showed whom to call. Please ask in person." in said
    assert "Feeling unreal, seeing or hearing things: Yes" in said
    assert "asked them to call you that day, and to wait for your answer before any dose." in said
    assert "before" not in earlier, "what came later changes nothing about it"
    assert "To look at before the next session: Ketamine outside the plan; Bladder" in said


def test_y_13_how_clinics_watch_stands_beside_it(installation: Installation, pria: Someone) -> None:
    words = pria.open(here(installation, "mara")).words

    for said in ("Visits at set intervals", "pharmacy record", "Small quantities", "Urine tests", "One prescriber"):
        assert said in words


def test_opening_it_leaves_a_row_that_the_patient_reads(
    installation: Installation, noor: Someone, theo: Someone
) -> None:
    assert "read your check-ins" not in noor.open("/course/access").words
    assert theo.open(f"/courses/{course_of(installation, 'noor')}").values("a[href$='/check-ins']", "href")
    theo.open(here(installation, "noor"))
    assert "Theo read your check-ins" in noor.open("/course/access").words


def test_nobody_outside_the_care_team_reads_it(installation: Installation) -> None:
    for who, status in (("otto", 404), ("ada", 403), ("sol", 403), ("noor", 403)):
        assert installation.someone(who).get(here(installation, "mara")).status_code == status

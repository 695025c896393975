"""D-08: a hard moment is offered to the therapist first, on top of Review, until somebody has marked it as seen."""

from datetime import timedelta

import pytest

from server.demo_cast import CAST_IDS
from tests.session_day.days import at, change, course_of, keep, line_form, under_way
from tests.someone import Installation, Someone


@pytest.fixture
def session(installation: Installation, theo: Someone, noor: Someone) -> str:
    """Noor's third, with a hard moment at 11:30."""
    session = under_way(installation, theo)
    at(installation, "2026-11-26T11:30")
    noor.send(f"/sessions/{session}/hard", line_form())
    return session


def flags(person: Someone) -> list[str]:
    return [flag for flag in person.open("/review").all("flag") if "hard moment" in flag]


def test_d_08_it_stands_on_top_of_the_therapists_review_with_a_way_to_the_record(theo: Someone, session: str) -> None:
    page = theo.open("/review")

    assert flags(theo)[0].startswith("Noor, a hard moment")
    assert (
        "In session three, 26 November, 11:30 am. “This is hard” was opened; nothing else is known." in flags(theo)[0]
    )
    assert f"/sessions/{session}/record" in page.values(".flag a", "href")
    assert page.text.index("a hard moment") < page.text.index("Waiting for a reader")


@pytest.mark.parametrize("who", ["pria", "otto"])
def test_d_08_neither_the_prescriber_nor_another_clinic_has_it_in_review(
    installation: Installation, session: str, who: str
) -> None:
    assert flags(installation.someone(who)) == []


def test_d_08_only_the_therapists_own_mark_takes_it_off_their_review(
    theo: Someone, pria: Someone, session: str
) -> None:
    """The patient was told that their therapist reads it first."""
    record = f"/sessions/{session}/record"
    assert pria.open(record).values("form[action$=seen] [name=about]", "value") == []
    (about,) = theo.open(record).values("form[action$=seen] [name=about]")
    keep(pria, session, "seen", about=about)
    assert len(flags(theo)) == 1

    keep(theo, session, "seen", about=about)

    assert flags(theo) == []


def test_d_08_two_moments_are_seen_one_by_one_oldest_first(
    installation: Installation, theo: Someone, noor: Someone, session: str
) -> None:
    at(installation, "2026-11-26T11:50")
    noor.send(f"/sessions/{session}/hard", line_form())
    assert [("11:30" in flag, "11:50" in flag) for flag in flags(theo)] == [(True, False), (False, True)]

    keep(theo, session, "seen", about=theo.open(f"/sessions/{session}/record").values("[action$=seen] [name=about]")[0])

    assert ["11:50" in flag for flag in flags(theo)] == [True]


def test_a_note_about_it_is_not_the_same_as_having_seen_it(theo: Someone, session: str) -> None:
    (about,) = theo.open(f"/sessions/{session}/record").values("form[action$=seen] [name=about]")
    keep(theo, session, "note", words="Talk to her.", about=about, why="New.")

    assert len(flags(theo)) == 1
    assert "A hard moment at 11:30 am." in theo.open(f"/sessions/{session}/record").words


def test_one_who_left_the_team_does_not_have_it_any_more(
    installation: Installation, theo: Someone, session: str
) -> None:
    change(
        installation,
        "update care_team set until = :now where person_id = :theo and course_id = :course",
        now=installation.clock.now, theo=CAST_IDS["theo"], course=course_of(installation, "noor"),
    )  # fmt: skip

    assert flags(theo) == []


def test_it_waits_for_two_months_and_no_longer(installation: Installation, session: str) -> None:
    installation.clock.move(timedelta(days=59))
    assert len(flags(installation.someone("theo"))) == 1
    installation.clock.move(timedelta(days=2))

    assert flags(installation.someone("theo")) == []


def test_the_patient_is_told_that_the_record_says_so(noor: Someone, session: str) -> None:
    said = noor.open(f"/sessions/{session}/aftercare").words

    assert "If you opened “This is hard”, the record of the session says so" in said
    assert "your therapist reads it first" in said

"""A place on a care team begins and ends by the clock, and everything that it opens with it."""

from datetime import timedelta

import pytest

from server.demo_cast import CAST_IDS
from tests.conftest import MORNING
from tests.house.source import modules, texts
from tests.session_day.days import change, course_of, session_of
from tests.someone import Installation

HOUR, TICK = timedelta(hours=1), timedelta(milliseconds=1)


@pytest.fixture
def one_hour(installation: Installation) -> Installation:
    """Pria's place with Noor is planned for one hour from now, and lasts for one."""
    change(
        installation,
        "update care_team set since = :since, until = :until where person_id = :pria and course_id = :noor",
        since=MORNING + HOUR,
        until=MORNING + 2 * HOUR,
        pria=CAST_IDS["pria"],
        noor=course_of(installation, "noor"),
    )
    return installation


def reached(installation: Installation) -> dict[str, bool]:
    """Whether Pria comes to Noor by each of the ways in which staff come to somebody."""
    pria = installation.someone("pria")
    course, session = course_of(installation, "noor"), session_of(installation, "noor", 2)
    return {
        "course": pria.get(f"/courses/{course}").status_code == 200,
        "intake": pria.get(f"/courses/{course}/intake").status_code == 200,
        "record": pria.get(f"/sessions/{session}/record").status_code == 200,
        "caseload": "Noor" in pria.open("/caseload").words,
        "intake board": "Noor" in pria.open("/intake-board").words,
        "new code": "Noor" in pria.open("/invitations").words,
    }


@pytest.mark.parametrize(
    ("passed", "living"),
    [
        (timedelta(0), False),
        (HOUR - TICK, False),
        (HOUR, True),
        (2 * HOUR - TICK, True),
        (2 * HOUR, False),
        (timedelta(days=400), False),
    ],
)
def test_it_opens_what_it_opens_from_its_first_moment_to_its_last(
    one_hour: Installation, passed: timedelta, living: bool
) -> None:
    one_hour.clock.move(passed)

    found = reached(one_hour)

    assert found["course"] is living
    assert found == dict.fromkeys(found, living) | {"new code": False}


def test_the_patient_is_told_of_who_is_there_now(one_hour: Installation) -> None:
    noor = one_hour.someone("noor")
    team = "section[aria-labelledby=team]"
    assert "Pria" not in noor.open("/course").one(team)

    one_hour.clock.move(HOUR)

    assert "Pria" in noor.open("/course").one(team)


def test_a_place_without_an_end_stays(installation: Installation) -> None:
    installation.clock.move(timedelta(days=4000))

    assert reached(installation)["course"]


# Who belongs for good is asked by these: the only therapist, what there is to hand over, and what ends with an account.
BY_THEIR_END = {"courses.places", "courses.giving", "courses.leaving", "team.queries"}


def test_who_reaches_something_is_asked_in_one_way() -> None:
    """By LIVING: a place without an end may be one that has not begun, and one with an end may be living."""
    asked = {module.name for module in modules() for text in texts(module.tree) if "care_team.until is" in text}

    assert asked == BY_THEIR_END

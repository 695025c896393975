"""The first part of a caseload, found from what presses, is the first part of the whole list in its order."""

from datetime import timedelta

import pytest

from server.access.people import Person
from server.demo_cast import CAST_IDS
from server.demo_people import HARBOUR, ZONES
from server.review import case_front, case_queries
from server.review.case_front import PRESSING, list_first_cases
from server.review.case_queries import Asked, CaseRow, Reason, list_cases
from server.review.cases_routes import moments_of
from tests.accounts.people import invite, join
from tests.intake.clinic_side import reply
from tests.someone import Installation, Someone

Both = tuple[list[CaseRow], list[CaseRow]]


def both(installation: Installation, asked: Asked) -> Both:
    me = Person(
        id=CAST_IDS["theo"], clinic_id=HARBOUR, role="therapist", name="Theo", zone=ZONES[HARBOUR], language="en",
        clinic_zone=ZONES[HARBOUR],
    )  # fmt: skip
    moments = moments_of(installation.clock.now, me.clinic_zone)

    async def read() -> Both:
        async with installation.house.db.reading() as db:
            return await list_first_cases(db, me, asked, moments), await list_cases(db, me, asked, moments)

    return installation.loop.run_until_complete(read())


@pytest.fixture
def pressed(installation: Installation, theo: Someone, iris: Someone) -> Installation:
    """A flag each for two, sessions near, things that wait, and two of whom nothing is to be said."""
    reply(iris, "mind-suicide-now", "plan")
    for number in range(3):
        patient = join(installation, invite(theo, f"Wren {number}").code)
        if number == 1:
            reply(patient, "mind-suicide-now", "plan")
    return installation


@pytest.mark.parametrize("shown", [1, 2, 3, 4, 25])
@pytest.mark.parametrize("later", [0, 1, 2, 9, 30])
def test_those_who_press_are_the_first_of_all(
    pressed: Installation, monkeypatch: pytest.MonkeyPatch, shown: int, later: int
) -> None:
    pressed.clock.move(timedelta(days=later))
    monkeypatch.setattr(case_front, "SHOWN", shown)
    monkeypatch.setattr(case_queries, "SHOWN", shown)

    first, whole = both(pressed, Asked())

    assert len(whole) == min(shown + 1, 6)
    assert first == whole


@pytest.mark.parametrize("reason", PRESSING)
def test_of_one_reason_alone_it_lists_and_counts_the_same(pressed: Installation, reason: Reason) -> None:
    first, whole = both(pressed, Asked(reason=reason))
    assert first == whole
    assert first

"""A day on which the clinic is closed counts for what is planned, and for by when an answer is stated."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from server.clinics.hours import Cover
from server.courses.conflicts import Around, Slot, _soft
from tests.messages.written import HERE, message
from tests.review.arcs import arc_of, plan, plan_form
from tests.someone import Installation, Someone

SAID = "Outside the hours in which the clinic is open."
TUESDAY = [Cover(1, "09:00", "17:00")]
CLOSED = Cover(0, "", "", "2027-02-02")


def close(ada: Someone, *days: str) -> None:
    for day in days:
        assert ada.send("/clinic/hours/closed", {"closed_id": str(uuid4()), "closed": day}).status_code == 200


@pytest.mark.parametrize(
    ("day", "week", "said"),
    [
        (2, TUESDAY, []),
        (2, [*TUESDAY, CLOSED], ["hours"]),
        (9, [*TUESDAY, CLOSED], []),
        (1, [*TUESDAY, CLOSED], ["hours"]),  # a Monday: no hours, and a closed day brings none
        (2, [CLOSED], ["hours"]),
        (9, [CLOSED], []),
    ],
)
def test_a_closed_day_has_no_hours_and_changes_no_other(day: int, week: list[Cover], said: list[str]) -> None:
    slot = Slot(
        session_id="s", course_id="c", number=1, start=datetime(2027, 2, day, 11, tzinfo=UTC),
        end=datetime(2027, 2, day, 13, tzinfo=UTC), room_id="", staff=(),
    )  # fmt: skip
    assert [one.kind for one in _soft(slot, Around(week=week))] == said


def test_a_session_planned_onto_one_is_said_and_on_a_monday_beside_one_nothing_breaks(
    installation: Installation, ada: Someone, theo: Someone
) -> None:
    assert SAID not in plan(installation, theo, "noor", plan_form("2027-02-02", look="1")).words
    close(ada, "2027-02-02")
    assert SAID in plan(installation, theo, "noor", plan_form("2027-02-02", look="1")).words
    monday = plan(installation, theo, "noor", plan_form("2027-02-01", look="1"))
    assert monday.status_code == 200
    assert SAID not in monday.words


def test_the_calendar_shows_it_as_closed(installation: Installation, ada: Someone, theo: Someone) -> None:
    path = f"{arc_of(installation, 'noor')}?from=2027-02-01"
    before = theo.open(path).one("table.weeks").count("Closed")
    close(ada, "2027-02-02")
    assert theo.open(path).one("table.weeks").count("Closed") == before + 1


def test_the_day_by_which_an_answer_is_stated_leaves_it_out(
    installation: Installation, ada: Someone, iris: Someone
) -> None:
    close(ada, "2026-11-26", "2026-11-27")  # Thursday and Friday; it is Wednesday
    iris.send(HERE, message())
    assert "An answer by the end of Tuesday 1 December." in iris.open(HERE).words
    installation.clock.now = installation.clock.now.replace(day=26)
    assert "It is closed now, until Monday 30 November, 9:00 am." in iris.open(HERE).words

"""Where the coming session is and who is there: on Today and on Course, as far as the clinic has planned it."""

from datetime import UTC, datetime

import pytest

from server.courses.models import Session
from server.demo_cast import CAST_IDS
from server.today.saying import place_of, where_of
from tests.review.arcs import GARDEN, MARK, do, plan, plan_form, seen
from tests.someone import Installation, Someone

WHEN = datetime(2026, 11, 26, 16, tzinfo=UTC)


def session(**facts: object) -> Session:
    return Session(**({"id": "s", "number": 3, "route": "IV", "planned_at": WHEN} | facts))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "At the clinic."),
        ({"room_name": "Room 2"}, "At the clinic: Room 2."),
        ({"staff_names": "Pria"}, "At the clinic: with Pria."),
        ({"room_name": "Room 2", "staff_names": "Pria|Theo"}, "At the clinic: Room 2, with Pria and Theo."),
        ({"room_name": "Room 2", "staff_names": "Ana|Pria|Theo"}, "At the clinic: Room 2, with Ana, Pria and Theo."),
        ({"purpose": "booster", "room_name": "Room 2"},
         "A booster, beyond the planned sessions. At the clinic: Room 2."),
        ({"route": "SLh", "room_name": "Room 2", "staff_names": "Theo"}, "At home, with your sitter beside you."),
    ],
)  # fmt: skip
def test_it_says_what_is_planned_and_nothing_else(facts: dict[str, object], said: str) -> None:
    assert where_of(session(**facts)) == said


def test_of_one_that_has_begun_nothing_is_said() -> None:
    assert place_of(session(room_name="Room 2", opened_at=WHEN)) == ""


def test_the_patient_reads_it_on_today_and_on_course(noor: Someone) -> None:
    assert noor.open("/today").all("lead") == ["At the clinic: Harbour room, with Pria and Theo."]
    said = "Session three, Thursday 26 November: Harbour room, with Pria and Theo. This can still change."
    assert said in noor.open("/course").one("section[aria-labelledby=arc]")


def test_another_room_and_other_people_are_read_at_once(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    form = {"room": GARDEN, f"staff-{CAST_IDS['theo']}": "1", "seen": seen(installation, theo, "noor", 3, "place")}
    assert do(installation, theo, "noor", 3, "place", **form).status_code == 200

    assert noor.open("/today").all("lead") == ["At the clinic: Garden room, with Theo."]
    assert "Harbour room" not in noor.open("/course").one("section[aria-labelledby=arc]")


def test_where_nothing_is_planned_nothing_is_said(installation: Installation, theo: Someone, iris: Someone) -> None:
    (mark,) = plan(installation, theo, "iris", plan_form()).values(MARK)
    assert plan(installation, theo, "iris", plan_form(anyway=mark)).status_code == 200
    arc = iris.open("/course").one("section[aria-labelledby=arc]")
    assert "This can still change." not in arc
    assert " with " not in arc


def test_who_has_left_the_clinic_is_not_named(installation: Installation, noor: Someone) -> None:
    async def leave() -> None:
        async with installation.house.db.writing() as tx:
            await tx.run("update person set ended_at = :now where name = 'Pria'", now=installation.clock.now)

    installation.run(leave)
    assert noor.open("/today").all("lead") == ["At the clinic: Harbour room, with Theo."]


def test_nobody_reads_it_of_another(mara: Someone, iris: Someone) -> None:
    for one in (mara, iris):
        assert "Harbour room" not in one.open("/today").words + one.open("/course").words

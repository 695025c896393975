"""A session is moved by the care team, with a reason that the patient reads; what took place stays where it was."""

import pytest

from server.clinics.protocol import Protocol
from tests.session_day.days import at, course_of, session_of, take, together, use_numbers
from tests.someone import Installation, Opened, Someone


def move(installation: Installation, staff: Someone, number: int = 3, **more: str) -> Opened:
    path = f"/courses/{course_of(installation, 'noor')}/sessions/{session_of(installation, 'noor', number)}/move"
    return staff.send(path, {"day": "2026-11-28", "at": "09:30", "reason": "Theo is away."} | more)


def planned(installation: Installation, number: int = 3) -> object:
    return installation.value(
        "select planned_at from session where id = :id", id=session_of(installation, "noor", number)
    )


def test_a_moved_session_has_its_new_time_on_the_clinics_clock(installation: Installation, theo: Someone) -> None:
    assert move(installation, theo).status_code == 200

    assert planned(installation) == "2026-11-28T14:30:00.000Z"


def test_every_move_is_kept_with_who_made_it(installation: Installation, theo: Someone, pria: Someone) -> None:
    before = installation.value("select count(*) from session_move")
    move(installation, theo)
    move(installation, pria, at="10:00")

    assert installation.value("select count(*) from session_move") == before + 2


def test_the_reason_of_a_move_is_locked_and_shown_as_it_was_typed(
    installation: Installation, theo: Someone, noor: Someone
) -> None:
    move(installation, theo, reason="Storm & ice <on the road>")

    assert "Storm & ice <on the road>" in noor.open("/today").words
    assert b"Storm" not in bytes(
        installation.value("select reason_locked from session_move order by moved_at desc limit 1")
    )


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day", "2026-11-24", "This moment has passed. Please choose a later one."),
        ("day", "2199-01-01", "Please choose a day within two years of today."),
        ("day", "tomorrow", "Please write the day as year-month-day, like 2026-05-03."),
        ("at", "25:00", "There is no such time of day."),
        ("reason", "x" * 201, "Please shorten it by 1."),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_moved(
    installation: Installation, theo: Someone, field: str, value: str, said: str
) -> None:
    before = planned(installation)

    refused = move(installation, theo, **{field: value})

    assert refused.status_code == 422
    assert said in refused.one(f"#{field}-error")
    assert refused.values(f"details[open] input[name={field}]") == [value]
    assert planned(installation) == before


def test_a_session_that_was_opened_cannot_be_moved(installation: Installation, theo: Someone) -> None:
    at(installation, "2026-11-26T10:50")
    take(theo, session_of(installation, "noor", 3), "opened")
    before = planned(installation)

    refused = move(installation, theo)

    assert refused.status_code == 409
    assert "This session has been opened meanwhile, and stays where it is." in refused.words
    assert planned(installation) == before


def test_opening_and_moving_at_once_never_do_both(installation: Installation, theo: Someone, pria: Someone) -> None:
    session = session_of(installation, "noor", 3)
    path = f"/courses/{course_of(installation, 'noor')}/sessions/{session}/move"
    before = planned(installation)

    opened, moved = together(
        installation,
        (theo, f"/sessions/{session}/record", {"step": "opened"}),
        (pria, path, {"day": "2026-11-28", "at": "09:30", "reason": ""}),
    )

    assert (opened, moved) in ((303, 409), (303, 303))
    if moved == 409:
        assert planned(installation) == before


def test_nobody_moves_a_session_of_another_course_through_their_own(
    installation: Installation, theo: Someone, otto: Someone
) -> None:
    before = planned(installation)
    session = session_of(installation, "noor", 3)
    form = {"day": "2026-11-28", "at": "09:30", "reason": ""}

    for person, course in ((otto, "sol"), (otto, "noor"), (theo, "mara")):
        path = f"/courses/{course_of(installation, course)}/sessions/{session}/move"
        assert person.send(path, form).status_code == 404
    assert planned(installation) == before


def test_planned_sessions_follow_each_other_by_the_days_between_on_the_clinics_clock(
    installation: Installation, theo: Someone, iris: Someone
) -> None:
    """Across the change of the clocks on 14 March the hour by the clock stays."""
    form = {"day": "2027-03-01", "at": "10:00", "route": "IV", "count": "2", "days_between": "14"}

    theo.send(f"/courses/{course_of(installation, 'iris')}/sessions", form)

    assert planned_of_iris(installation) == ["2027-03-01T15:00:00.000Z", "2027-03-15T14:00:00.000Z"]
    assert iris.open("/course").one("h1") == "Two ahead."


def planned_of_iris(installation: Installation) -> list[object]:
    return [
        installation.value("select planned_at from session where id = :id", id=session_of(installation, "iris", number))
        for number in (1, 2)
    ]


def test_a_route_at_home_is_refused_until_the_protocol_allows_it(installation: Installation, theo: Someone) -> None:
    form = {"day": "2027-03-01", "at": "10:00", "route": "SLh", "count": "2", "days_between": "14"}
    use_numbers(installation, Protocol(home_routes=False))

    refused = theo.send(f"/courses/{course_of(installation, 'iris')}/sessions", form)

    assert refused.status_code == 422
    assert "does not allow this route at home" in refused.one("#route-error")
    assert "Lozenge, at home" not in refused.one("select#route")

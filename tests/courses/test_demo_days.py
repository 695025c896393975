"""A demo that is opened again another day still has its session tomorrow; what took place is never moved."""

from datetime import timedelta

import pytest

from server.demo import keep_current, make_demo
from tests.session_day.days import course_of, session_of, take
from tests.someone import Installation


def planned(installation: Installation, name: str, number: int) -> object:
    return installation.value(
        "select planned_at from session where id = :id", id=session_of(installation, name, number)
    )


def open_again(installation: Installation, days: int) -> None:
    installation.clock.move(timedelta(days=days))
    installation.run(lambda: keep_current(installation.house))


@pytest.mark.parametrize("days", [2, 30, 80])
def test_noors_session_is_tomorrow_again(installation: Installation, days: int) -> None:
    open_again(installation, days)

    assert installation.someone("noor").open("/today").one("h1") == "Tomorrow at 11, your third session."


def test_the_sessions_after_it_keep_their_distance(installation: Installation) -> None:
    open_again(installation, 30)

    assert [planned(installation, "noor", number) for number in (3, 4, 5, 6)] == [
        "2026-12-26T16:00:00.000Z",
        "2027-01-09T16:00:00.000Z",
        "2027-01-23T16:00:00.000Z",
        "2027-02-06T16:00:00.000Z",
    ]


def test_on_the_same_day_nothing_moves(installation: Installation) -> None:
    before = [planned(installation, name, 3) for name in ("mara", "noor", "sol")]

    open_again(installation, 0)

    assert [planned(installation, name, 3) for name in ("mara", "noor", "sol")] == before


def test_a_session_that_lies_ahead_stays_where_staff_moved_it(installation: Installation) -> None:
    session, theo = session_of(installation, "noor", 3), installation.someone("theo")
    path = f"/courses/{course_of(installation, 'noor')}/sessions/{session}/move"
    theo.send(path, {"day": "2026-11-30", "at": "09:30", "reason": ""})

    open_again(installation, 2)

    assert planned(installation, "noor", 3) == "2026-11-30T14:30:00.000Z"


def test_a_session_that_took_place_stays_where_it_was(installation: Installation) -> None:
    installation.clock.move(timedelta(days=1))
    take(installation.someone("theo"), session_of(installation, "noor", 3))
    before = planned(installation, "noor", 3)

    open_again(installation, 40)

    assert planned(installation, "noor", 3) == before
    assert installation.someone("noor").open("/today").one("h1") == "Tomorrow at 11, your fourth session."


def test_a_demo_is_made_once(installation: Installation) -> None:
    assert installation.run(lambda: make_demo(installation.house)) is False

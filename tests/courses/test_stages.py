"""Where a course stands follows from its facts alone (product.md, section 2)."""

from datetime import datetime

import pytest

from server.clinics.protocol import Protocol
from server.courses.models import Session
from server.courses.stages import Standing, standing
from tests.courses.made import NOW, TORONTO, days, held, hours, planned


def stand(*sessions: Session, closed_at: datetime | None = None, now: datetime = NOW) -> Standing:
    return standing(list(sessions), Protocol(), closed_at, now, TORONTO)


@pytest.mark.parametrize(
    ("sessions", "stage"),
    [
        ([], "intake"),
        ([planned(1, days(40))], "preparation"),
        ([planned(1, days(1)), planned(2, days(15))], "preparation"),
        ([planned(1, hours(1))], "session day"),
        ([planned(1, hours(-2))], "session day"),
        ([held(1, hours(-1), started=False)], "session day"),
        ([held(1, hours(-2), discharged=False)], "session day"),
        ([held(1, hours(-6))], "session day"),
        ([held(1, days(-1)), planned(2, days(13))], "integration"),
        ([held(1, days(-11)), planned(2, days(3.1))], "integration"),
        ([held(1, days(-11)), planned(2, days(3))], "preparation"),
        ([held(1, days(-13)), planned(2, days(1))], "preparation"),
        ([held(1, days(-28))], "integration"),
        ([held(1, days(-29))], "follow-up"),
    ],
)
def test_the_stage_of_a_course_is(sessions: list[Session], stage: str) -> None:
    assert stand(*sessions).stage == stage


def test_a_pause_of_months_between_two_sessions_is_still_integration() -> None:
    assert stand(held(1, days(-90)), planned(2, days(60))).stage == "integration"


def test_a_closed_course_stays_closed_whatever_is_planned() -> None:
    assert stand(held(1, hours(-1)), planned(2, days(1)), closed_at=hours(-1)).stage == "closed"


def test_a_course_that_closes_next_week_is_not_closed_yet() -> None:
    assert stand(held(1, days(-3)), closed_at=days(7)).stage == "integration"


def test_an_open_session_goes_on_past_midnight() -> None:
    evening = datetime.fromisoformat("2026-11-25T23:30:00-05:00")
    after_midnight = datetime.fromisoformat("2026-11-26T01:30:00-05:00")
    session = held(3, evening, discharged=False)

    at = stand(session, planned(4, days(14)), now=after_midnight)

    assert (at.stage, at.current) == ("session day", session)


def test_a_discharged_session_ends_with_its_own_day() -> None:
    session = held(3, datetime.fromisoformat("2026-11-25T18:00:00-05:00"))
    eleven = datetime.fromisoformat("2026-11-25T23:00:00-05:00")
    one = datetime.fromisoformat("2026-11-26T01:00:00-05:00")

    assert stand(session, now=eleven).stage == "session day"
    assert stand(session, now=one).stage == "integration"


def test_a_record_left_open_by_mistake_does_not_hold_the_patient_there() -> None:
    forgotten = held(1, days(-2), discharged=False)

    at = stand(forgotten, planned(2, days(12)))

    assert (at.stage, at.current, at.last) == ("integration", None, forgotten)


def test_a_forgotten_record_gives_way_to_the_session_of_today() -> None:
    today = planned(2, hours(1))

    assert stand(held(1, days(-14), discharged=False), today).current == today


def test_a_record_left_open_is_forgotten_after_thirty_six_hours_and_not_before() -> None:
    assert stand(held(1, hours(-36), started=False)).stage == "session day"
    assert stand(held(1, hours(-36.1), started=False)).stage == "integration"


def test_a_missed_session_is_named_as_missed_and_the_next_one_still_counts() -> None:
    missed, upcoming = planned(2, days(-1)), planned(3, days(13))

    at = stand(held(1, days(-15)), missed, upcoming)

    assert (at.missed, at.next, at.stage) == (missed, upcoming, "integration")


def test_a_missed_only_session_keeps_the_course_in_preparation() -> None:
    at = stand(planned(1, days(-2)))

    assert (at.stage, at.next, at.missed) == ("preparation", None, planned(1, days(-2)))


def test_a_session_planned_for_this_morning_is_missed_only_once_the_day_is_over() -> None:
    session = planned(1, hours(-2))
    next_day = datetime.fromisoformat("2026-11-26T00:30:00-05:00")

    assert stand(session).current == session
    assert stand(session, now=next_day).missed == session


def test_today_is_the_day_of_the_patients_own_zone() -> None:
    """At 02:00 UTC it is still the evening before in Toronto, and already the morning in Auckland."""
    session = planned(1, datetime.fromisoformat("2026-11-26T15:00:00+00:00"))
    now = datetime.fromisoformat("2026-11-26T02:00:00+00:00")

    assert standing([session], Protocol(), None, now, "America/Toronto").stage == "preparation"
    assert standing([session], Protocol(), None, now, "Europe/London").stage == "session day"


def test_the_length_of_integration_is_the_protocols_number() -> None:
    sessions = [held(1, days(-10))]

    assert standing(sessions, Protocol(integration_days=7), None, NOW, TORONTO).stage == "follow-up"
    assert standing(sessions, Protocol(integration_days=14), None, NOW, TORONTO).stage == "integration"


def test_the_session_that_took_place_last_is_the_last_even_when_it_was_planned_earlier() -> None:
    late = held(1, days(-1), planned_at=days(-30))
    early = held(2, days(-14), planned_at=days(-14))

    assert stand(late, early).last == late

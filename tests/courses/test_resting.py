"""S-10: until when one rests after a session; the same clock time at night in every zone, on every day of the year."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clinics.protocol import ROUTES, Protocol, Route
from server.courses.resting import rests_until
from server.pages.times import from_local, local, local_day

ZONES = ["America/Toronto", "America/St_Johns", "America/New_York", "Europe/London", "Pacific/Apia", "UTC"]
TORONTO = "America/Toronto"
PROTOCOL = Protocol()


def moment(text: str) -> datetime:
    """A local time of Toronto."""
    found = datetime.fromisoformat(text)
    return from_local(found.date(), found.time(), TORONTO)


def rests(ended: str, started: str | None = None, route: Route = "IV", protocol: Protocol = PROTOCOL) -> str:
    began = moment(started) if started else None
    return f"{local(rests_until(protocol, moment(ended), began, route, TORONTO), TORONTO):%Y-%m-%dT%H:%M}"


def test_one_rests_until_midnight() -> None:
    assert rests("2026-11-26T12:30", "2026-11-26T11:10") == "2026-11-27T00:00"
    assert rests("2026-11-26T00:10") == "2026-11-27T00:00"


def test_for_an_hour_after_the_end_however_late_it_ended() -> None:
    """A session that went on past midnight belongs to its own day, and holds nobody through the next."""
    assert rests("2026-11-26T23:59") == "2026-11-27T00:59"
    assert rests("2026-11-27T00:10", "2026-11-26T20:00", "SLh") == "2026-11-27T01:10"


def test_later_only_while_the_stay_time_still_runs() -> None:
    assert rests("2026-11-26T23:00", "2026-11-26T21:30", "SLh") == "2026-11-27T01:30"
    assert rests("2026-11-26T23:00", "2026-11-26T19:59", "SLh") == "2026-11-27T00:00"


def test_the_clinics_own_stay_time_counts() -> None:
    own = Protocol(stay_minutes={"IV": 600})

    assert rests("2026-11-26T20:00", "2026-11-26T18:00", protocol=own) == "2026-11-27T04:00"


@pytest.mark.parametrize(
    ("ended", "hours"),
    [("2026-03-08T00:30", 22.5), ("2026-11-01T00:30", 24.5), ("2026-11-02T00:30", 23.5)],
)
def test_a_day_on_which_the_clocks_change_ends_at_its_own_midnight(ended: str, hours: float) -> None:
    until = rests_until(PROTOCOL, moment(ended), None, "IV", TORONTO)

    assert until - moment(ended) == timedelta(hours=hours)


@pytest.mark.parametrize("started", ["2026-03-07T23:00", "2026-10-31T23:00"])
def test_the_stay_time_is_counted_in_hours_that_pass_and_not_by_the_clock_on_the_wall(started: str) -> None:
    ended = moment(started) + timedelta(minutes=30)

    until = rests_until(PROTOCOL, ended, moment(started), "PO", TORONTO)

    assert until - moment(started) == timedelta(minutes=240)


@given(
    st.sampled_from(ROUTES),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 1200),
    st.sampled_from(ZONES),
)
def test_wherever_and_whenever_it_is_midnight_the_end_of_the_stay_time_or_an_hour(
    route: Route, started: datetime, lasted: int, zone: str
) -> None:
    ended = started + timedelta(minutes=lasted)

    until = rests_until(PROTOCOL, ended, started, route, zone)

    stay = started + timedelta(minutes=PROTOCOL.stay_for(route))
    midnight = from_local(local_day(started, zone) + timedelta(days=1), time(0), zone)
    assert timedelta(0) < until - ended <= timedelta(hours=25)
    assert until >= max(stay, ended + timedelta(hours=1))
    assert until in (midnight, stay, ended + timedelta(hours=1))


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from(ZONES))
def test_without_a_dose_it_is_always_the_next_midnight(day: date, zone: str) -> None:
    ended = from_local(day, time(15, 0), zone)

    until = rests_until(PROTOCOL, ended, None, "IV", zone)

    assert local_day(until, zone) > day
    assert local_day(until - timedelta(minutes=1), zone) == day

"""A login that nobody uses ends: how long it takes by role and device, and what does not count as use."""

from datetime import UTC, datetime, timedelta

import pytest

from server.access.lifetimes import OF_STAFF, OWN_PHONE, SHARED_DEVICE, Limits, is_idle, is_proven, limits_of
from server.access.people import Role
from tests.accounts.people import come_in, give_passphrase
from tests.someone import Installation, Someone

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
HALF_AN_HOUR, MINUTE, SECOND = timedelta(minutes=30), timedelta(minutes=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("role", "own", "limits"),
    [
        ("patient", True, OWN_PHONE),
        ("patient", False, SHARED_DEVICE),
        ("therapist", True, OF_STAFF),
        ("prescriber", False, OF_STAFF),
        ("admin", True, OF_STAFF),
    ],
)
def test_limits_are_by_role_and_device(role: Role, own: bool, limits: Limits) -> None:
    assert limits_of(role, own=own) == limits


def test_the_limits_are_those_that_people_are_told() -> None:
    assert (timedelta(days=90), timedelta(days=30)) == OWN_PHONE
    assert SHARED_DEVICE == OF_STAFF == (timedelta(hours=12), HALF_AN_HOUR)


@pytest.mark.parametrize("limits", [OWN_PHONE, SHARED_DEVICE])
def test_it_is_idle_from_the_very_moment(limits: Limits) -> None:
    assert not is_idle(limits, NOW - limits.idle + SECOND, NOW)
    assert is_idle(limits, NOW - limits.idle, NOW)


@pytest.mark.parametrize(("ago", "holds"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)])
def test_a_proof_holds_five_minutes_and_not_when_it_comes_from_the_future(ago: int, holds: bool) -> None:
    assert is_proven(NOW - timedelta(seconds=ago), NOW) is holds
    assert not is_proven(None, NOW)


def signed_in(installation: Installation, name: str, **more: str) -> Someone:
    person = installation.someone()
    come_in(person, give_passphrase(installation, name), **more)
    return person


@pytest.mark.parametrize(("name", "home"), [("theo", "/caseload"), ("pria", "/review"), ("ada", "/clinic")])
def test_staff_who_rest_half_an_hour_are_signed_out_on_their_own_laptop_too(
    installation: Installation, name: str, home: str
) -> None:
    person = signed_in(installation, name, own="1")

    installation.clock.move(HALF_AN_HOUR - SECOND)
    assert person.get(home).status_code == 200
    installation.clock.move(HALF_AN_HOUR)
    assert person.get(home).headers["location"] == f"/sign-in?next={home}"


def test_staff_at_work_all_day_are_signed_out_after_twelve_hours(installation: Installation) -> None:
    theo = signed_in(installation, "theo", own="1")
    for _ in range(35):
        installation.clock.move(timedelta(minutes=20))
        assert theo.get("/caseload").status_code == 200

    installation.clock.move(timedelta(minutes=20))
    assert theo.get("/caseload").status_code == 303


def test_a_phone_of_ones_own_rests_for_thirty_days(installation: Installation) -> None:
    noor = signed_in(installation, "noor", own="1")

    installation.clock.move(timedelta(days=30) - SECOND)
    assert noor.get("/today").status_code == 200
    installation.clock.move(timedelta(days=30))
    assert noor.get("/today").status_code == 303


def test_a_shared_device_rests_for_half_an_hour(installation: Installation) -> None:
    noor = signed_in(installation, "noor")

    installation.clock.move(HALF_AN_HOUR)

    assert noor.get("/today").status_code == 303


@pytest.mark.parametrize("path", ["/review/waiting?known=x", "/flags/news?known=x", "/live"])
def test_what_an_open_page_asks_by_itself_is_no_use(installation: Installation, path: str) -> None:
    theo = signed_in(installation, "theo")
    for _ in range(6):
        installation.clock.move(timedelta(minutes=5) - SECOND)
        assert theo.get(path, hx_request="true").status_code in (200, 204)

    installation.clock.move(timedelta(seconds=6))
    assert theo.get("/caseload").status_code == 303


def test_copies_for_the_pocket_are_no_use(installation: Installation) -> None:
    noor = signed_in(installation, "noor", own="1")
    for _ in range(3):
        installation.clock.move(timedelta(days=10) - SECOND)
        assert noor.get("/today", tidemark_pocket="1").status_code == 200

    installation.clock.move(timedelta(seconds=3))
    assert noor.get("/today").status_code == 303


def test_an_open_desk_that_asks_in_vain_is_taken_to_the_sign_in_as_a_whole(installation: Installation) -> None:
    """And back to itself: patients' words do not stay in sight of an empty chair."""
    theo = signed_in(installation, "theo")
    installation.clock.move(HALF_AN_HOUR)

    answer = theo.get("/flags/news", hx_request="true", hx_current_url="http://clinic.test/review?kind=flag")

    assert answer.status_code == 401
    assert answer.headers["hx-redirect"] == "/sign-in?next=/review%3Fkind%3Dflag"


def test_one_lands_where_one_was(installation: Installation) -> None:
    theo = signed_in(installation, "theo")
    installation.clock.move(HALF_AN_HOUR)

    (wanted,) = theo.get("/caseload?asked=no&reason=soon", follow=True).values("input[name=next]")

    assert come_in(theo, "theo@example.org", next=wanted).headers["location"] == "/caseload?asked=no&reason=soon"


def test_an_address_too_long_to_carry_leads_to_its_page(installation: Installation, anyone: Someone) -> None:
    (wanted,) = anyone.get(f"/journal/search?q={'x' * 400}", follow=True).values("input[name=next]")

    assert wanted == "/journal/search"
    assert come_in(anyone, give_passphrase(installation), next=wanted).status_code == 303

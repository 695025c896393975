"""P12: when the clinic's retention is over the course's key is deleted, and nothing it locked opens again."""

from datetime import UTC, datetime, timedelta

import pytest

from server.courses.retention import end_keys, ends_at
from server.demo_cast import CAST_IDS
from tests.conftest import MORNING
from tests.session_day.days import change
from tests.someone import Installation, Someone


def end(installation: Installation, now: datetime) -> int:
    found: list[int] = []

    async def work() -> None:
        async with installation.house.db.writing() as tx:
            found.append(await end_keys(tx, now))

    installation.run(work)
    return found[0]


@pytest.fixture
def closed(installation: Installation) -> Installation:
    """Mara's course closed a moment ago."""
    sql = "update course set closed_at = '2026-11-25T15:00:00.000Z' where patient_id = :id"
    change(installation, sql, id=CAST_IDS["mara"])
    return installation


def keys(installation: Installation) -> int:
    return int(installation.value("select count(*) from course_key"))


def test_a_day_before_its_time_nothing_ends(closed: Installation) -> None:
    before = keys(closed)

    assert end(closed, ends_at(MORNING, 10) - timedelta(days=1)) == 0
    assert keys(closed) == before


def test_after_ten_years_that_course_alone_loses_its_key_and_no_word_opens(closed: Installation) -> None:
    before = keys(closed)

    assert end(closed, ends_at(MORNING, 10)) == 1
    assert keys(closed) == before - 1
    mara = closed.someone("mara")
    for path in ("/journal", "/journal/export", "/course"):
        page = mara.get(path)
        assert page.status_code in (303, 404)
    assert "kettle" not in closed.someone("theo").open("/caseload").words


def test_a_course_that_never_closed_never_ends(installation: Installation) -> None:
    assert end(installation, MORNING + timedelta(days=36525)) == 0


def test_the_others_go_on(closed: Installation, noor: Someone) -> None:
    end(closed, ends_at(MORNING, 10))

    assert noor.open("/journal")


@pytest.mark.parametrize(
    ("closed_at", "ends"),
    [
        (datetime(2026, 11, 25, tzinfo=UTC), datetime(2036, 11, 25, tzinfo=UTC)),
        (datetime(2028, 2, 29, tzinfo=UTC), datetime(2038, 3, 1, tzinfo=UTC)),
    ],
)
def test_years_are_counted_by_the_calendar(closed_at: datetime, ends: datetime) -> None:
    assert ends_at(closed_at, 10) == ends

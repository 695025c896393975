"""A patient's latest word counts, by whatever clock; two at once leave one that is the latest."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.courses.latest_word import Word, lets_see, time_of_next
from tests.session_day.days import together
from tests.someone import Installation, Someone

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(("last", "seen"), [(None, False), (Word(0, NOON), False), (Word(1, NOON), True)])
def test_without_a_word_nothing_is_seen(last: Word | None, seen: bool) -> None:
    assert lets_see(last) is seen


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=12))
def test_each_word_is_later_than_the_one_before_however_the_clock_goes(clock: list[int]) -> None:
    last = None
    for milliseconds in clock:
        now = NOON + timedelta(milliseconds=milliseconds)
        at = time_of_next(last, now)
        assert at >= now
        assert last is None or at > last.at
        last = Word(1, at)


@pytest.mark.parametrize(
    ("path", "table"), [("/journal/actions/sharing", "small_action_share"), ("/practice/sharing", "practice_share")]
)
def test_the_same_word_from_two_devices_at_once_is_one(
    installation: Installation, iris: Someone, path: str, table: str
) -> None:
    before = int(str(installation.value(f"select count(*) from {table}")))
    calls = [(iris, path, {"id": str(uuid4()), "shared": "1"}) for _device in range(4)]

    assert together(installation, *calls) == [303] * 4
    assert installation.value(f"select count(*) from {table}") == before + 1

"""The line on the water: inside its box, never going back, one crest a session."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from server.courses.drawing import ARC, WATERLINE, Shape, draw, progress
from server.courses.models import Session
from tests.courses.made import NOW, days, held, planned

HEIGHTS = {id(WATERLINE): 44.0, id(ARC): 84.0}  # of the two viewBoxes
offsets = some.lists(some.integers(-120, 120), max_size=8, unique=True).map(sorted)


def course(found: list[int]) -> list[Session]:
    """A session on each of these days from NOW: past ones held, the others planned."""
    return [(held if day < 0 else planned)(number, days(day)) for number, day in enumerate(found, 1)]


def points(path: str) -> list[tuple[float, float]]:
    numbers = [float(number) for number in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", path.partition("h")[0])]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


@pytest.mark.parametrize("shape", [WATERLINE, ARC], ids=["waterline", "arc"])
@settings(max_examples=60, deadline=None)
@given(found=offsets, later=some.integers(-200, 200))
def test_every_point_lies_inside_the_box(shape: Shape, found: list[int], later: int) -> None:
    line = draw(shape, course(found), days(later))

    for path in (line.behind, line.ahead, line.today, *(crest for crest, _kind in line.crests)):
        for x, y in points(path):
            assert 0 <= x <= shape.width, path
            assert 0 <= y <= HEIGHTS[id(shape)], path


@settings(max_examples=100, deadline=None)
@given(offsets, some.lists(some.integers(-200, 200), min_size=2, max_size=6).map(sorted))
def test_progress_never_goes_back(found: list[int], moments: list[int]) -> None:
    reached = [progress(course(found), days(moment)) for moment in moments]

    assert reached == sorted(reached)
    assert all(0 <= one <= 1 for one in reached)


def test_without_a_session_the_line_is_flat_and_today_is_at_its_start() -> None:
    line = draw(ARC, [], NOW)

    assert len({y for _x, y in points(line.ahead)}) == 1
    assert line.today.startswith("M2.0 ")
    assert line.crests == []


def test_the_line_behind_ends_where_the_line_ahead_begins() -> None:
    line = draw(WATERLINE, course([-30, -16, 1, 15]), NOW)

    assert points(line.behind)[-1] == points(line.ahead)[0]


def test_on_the_day_of_a_session_today_stands_on_its_crest() -> None:
    sessions = [planned(1, NOW), planned(2, days(14))]

    assert progress(sessions, NOW) == pytest.approx(0.25)
    assert points(draw(ARC, sessions, NOW).today)[0][1] == pytest.approx(ARC.middle - ARC.height, abs=0.1)


def test_between_two_sessions_today_stands_where_the_days_between_them_have_got_to() -> None:
    """Two of fourteen days past the second crest of three."""
    assert progress(course([-16, -2, 12]), NOW) == pytest.approx((1.5 + 2 / 14) / 3, abs=0.001)


def test_one_crest_a_session_says_whether_it_is_done_next_or_later() -> None:
    line = draw(ARC, course([-30, -16, 1, 15, 29]), NOW)

    assert [kind for _path, kind in line.crests] == ["done", "done", "next", "later", "later"]


def test_only_one_crest_is_next_when_an_earlier_session_was_missed() -> None:
    sessions = [held(1, days(-30)), planned(2, days(-2)), planned(3, days(12))]

    assert [kind for _path, kind in draw(ARC, sessions, NOW).crests].count("next") == 1


def test_two_sessions_at_the_same_moment_can_be_drawn() -> None:
    sessions = [planned(1, NOW), planned(2, NOW)]

    assert 0 < progress(sessions, NOW + timedelta(minutes=1)) <= 1

"""A flag has an owner and a deadline until a person closes it with a note (Y-33, Y-35). Each case is one rule."""

from datetime import timedelta

import pytest

from server.safety.flags import Refused, Step, advance, close, hand_over, see, take
from tests.safety.flag_made import AT_NIGHT, IN_HOURS, NIGHT, NOON, TO_CLOSE, duty, opened

SECOND = timedelta(seconds=1)


def said(steps: list[Step]) -> list[tuple[str, str, bool]]:
    return [(one.owner_id, one.why, one.everybody) for one in steps]


def test_it_opens_with_the_first_who_is_here_and_the_minutes_of_the_hour() -> None:
    assert (opened(duty()).last.owner_id, opened(duty()).last.deadline) == ("theo", NOON + IN_HOURS)
    assert opened(duty(), NIGHT).last.deadline == NIGHT + AT_NIGHT
    assert opened(duty(here="pria")).last.owner_id == "pria"


def test_nothing_is_due_before_the_deadline_and_one_step_at_it() -> None:
    flag = opened(duty())
    assert advance(flag, duty(), NOON + IN_HOURS - SECOND) == []
    assert said(advance(flag, duty(), NOON + IN_HOURS)) == [("pria", "unanswered", False)]


def test_at_the_end_of_the_list_it_goes_round_and_everybody_is_asked() -> None:
    flag = opened(duty())
    for expected in (("pria", "unanswered", False), ("theo", "unanswered", True), ("pria", "unanswered", True)):
        assert flag.last.deadline is not None
        steps = advance(flag, duty(), flag.last.deadline)
        assert said(steps) == [expected]
        flag = flag.after(steps, flag.last.deadline)


def test_a_long_silence_of_the_server_is_caught_up_step_by_step_and_ends_with_time_to_answer() -> None:
    flag, late = opened(duty()), NOON + 2 * IN_HOURS + SECOND
    steps = advance(flag, duty(), late)
    assert said(steps) == [("pria", "unanswered", False), ("theo", "unanswered", True)]
    assert steps[-1].deadline == late + IN_HOURS
    weeks = advance(flag, duty(), NOON + timedelta(days=21))
    assert [one.everybody for one in weeks] == [False, True, True]
    assert advance(flag.after(weeks, NOON + timedelta(days=21)), duty(), NOON + timedelta(days=21)) == []


@pytest.mark.parametrize(
    ("order", "here", "owner", "everybody"),
    [
        ("theo pria", "pria", "pria", False),
        ("theo pria", "", "ada", True),
        ("theo pria", "nell", "nell", True),
        ("", "nell theo", "nell", True),
        ("", "", "ada", True),
    ],
)
def test_whoever_is_there_owns_it_and_at_last_who_signed(order: str, here: str, owner: str, everybody: bool) -> None:
    last = opened(duty(order, here)).last
    assert (last.owner_id, last.everybody) == (owner, everybody)


def test_an_owner_who_goes_away_passes_it_on_at_once_to_the_one_after_them() -> None:
    flag = opened(duty("theo pria nell", "theo pria nell"))
    flag = flag.after(advance(flag, duty("theo pria nell", "theo pria nell"), NOON + IN_HOURS), NOON + IN_HOURS)
    away = advance(flag, duty("theo pria nell", "theo nell"), NOON + IN_HOURS + SECOND)
    assert said(away) == [("nell", "away", False)]
    assert away[0].deadline == NOON + 2 * IN_HOURS + SECOND


def test_who_signed_gives_it_up_as_soon_as_somebody_is_back() -> None:
    flag = opened(duty(here=""))
    assert advance(flag, duty(here=""), NOON + SECOND) == []
    assert said(advance(flag, duty(here="theo"), NOON + SECOND)) == [("theo", "away", True)]


def test_a_clock_that_goes_back_makes_it_climb_and_not_wait() -> None:
    """Opened while the clock was a day ahead, it would wait a day; it climbs once, and then runs by the right time."""
    flag = opened(duty(), NOON + timedelta(days=1))
    steps = advance(flag, duty(), NOON)
    assert said(steps) == [("pria", "clock", False)]
    assert (steps[0].at, steps[0].deadline) == (flag.last.at, NOON + IN_HOURS)
    assert advance(flag.after(steps, NOON), duty(), NOON + SECOND) == []
    assert advance(opened(duty()), duty(), NOON - timedelta(minutes=1)) == []


def test_a_clock_that_goes_back_after_somebody_looked_makes_it_climb_too() -> None:
    """Back to the minute when it was opened: by the clock alone it would have all its time once more."""
    looked = opened(duty()).after([], NOON + IN_HOURS - SECOND)
    assert said(advance(looked, duty(), NOON)) == [("pria", "clock", False)]


def test_seeing_it_hides_neither_the_deadline_nor_a_clock_that_went_back() -> None:
    flag = opened(duty(), NOON + timedelta(days=1))
    seen = see(flag, "theo", NOON)
    assert seen is not None
    assert seen.deadline == flag.last.deadline
    assert said(advance(flag.after([seen], NOON), duty(), NOON + SECOND)) == [("pria", "clock", False)]
    assert see(flag.after([seen], NOON), "theo", NOON) is None


def test_taking_it_gives_the_time_to_close_and_after_that_it_climbs_too() -> None:
    flag = opened(duty())
    flag = flag.after([take(flag, "pria", duty(), NOON)], NOON)
    assert (flag.last.owner_id, flag.last.deadline) == ("pria", NOON + TO_CLOSE)
    assert said(advance(flag, duty(), NOON + TO_CLOSE)) == [("theo", "unanswered", True)]


def test_it_is_handed_to_a_colleague_who_is_here_and_to_nobody_else() -> None:
    flag, team = opened(duty()), duty(here="theo pria nell")
    step = hand_over(flag, "theo", "nell", team, NOON)
    assert (step.owner_id, step.by_id, step.deadline) == ("nell", "theo", NOON + IN_HOURS)
    assert said(advance(flag.after([step], NOON), team, NOON + IN_HOURS)) == [("theo", "unanswered", False)]
    with pytest.raises(Refused):
        hand_over(flag, "theo", "sol", team, NOON)


def test_y_35_it_is_closed_with_a_note_and_nothing_follows() -> None:
    flag = opened(duty())
    for note in ("", "  \n"):
        with pytest.raises(Refused):
            close(flag, "theo", note, NOON)
    flag = flag.after([close(flag, "theo", "I called her. She is with her sister.", NOON)], NOON)
    assert (flag.closed, flag.last.deadline) == (True, None)
    assert advance(flag, duty(here=""), NOON + timedelta(days=9)) == []
    with pytest.raises(Refused):
        take(flag, "theo", duty(), NOON)

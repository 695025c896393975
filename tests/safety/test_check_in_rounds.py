"""Which answers are one check-in, and when the next is due (clinical.md 7.1: weekly)."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from server.safety.check_in_rounds import EVERY, WINDOW, CheckIn, check_ins_of, round_of, weeks_of
from tests.safety.told import DAY, NOW, told

HOURS = some.lists(some.integers(0, 24 * 60), max_size=60)


def at_hours(hours: list[int]) -> list[CheckIn]:
    return check_ins_of(
        told("bladder" if at % 2 else "body", "none", days=hour / 24, number=at) for at, hour in enumerate(hours)
    )


@given(HOURS, some.randoms())
def test_every_answer_is_in_one_check_in_in_whatever_order_they_arrive(hours: list[int], dice) -> None:  # type: ignore[no-untyped-def]
    answers = [told("bladder", "none", days=hour / 24, number=at) for at, hour in enumerate(hours)]
    found = check_ins_of(answers)
    dice.shuffle(answers)
    assert check_ins_of(answers) == found
    for one in answers:
        assert sum(1 for it in found if it.began_at <= one.written_at < it.ends_at) == 1
    assert all(later.began_at - earlier.began_at >= WINDOW for earlier, later in pairwise(found))


@given(HOURS, some.integers(0, 24 * 70))
def test_the_next_is_due_seven_days_after_the_last_began_and_never_before(hours: list[int], later: int) -> None:
    found, now = at_hours(hours), NOW + timedelta(hours=max(hours, default=0) + later)
    here = round_of(found, NOW, now)
    last = found[-1].began_at if found else NOW + DAY - EVERY
    assert here.next_at == last + EVERY
    assert here.due == (now >= last + EVERY)
    assert not (here.open and here.due), "what can be gone on with is not due again"


@given(HOURS, some.integers(0, 24 * 70))
def test_every_check_in_is_in_the_list_and_every_week_between_two_that_passed(hours: list[int], later: int) -> None:
    found, until = at_hours(hours), NOW + timedelta(hours=max(hours, default=0) + later)
    weeks = weeks_of(found, NOW, until)
    assert [one.check_in for one in weeks[::-1] if one.check_in] == found
    assert [one.at for one in weeks] == sorted((one.at for one in weeks), reverse=True)
    assert all(earlier.at - later.at <= 2 * EVERY for earlier, later in pairwise(weeks)), "no gap goes unsaid"


def test_weeks_that_passed_since_the_last_one_are_in_the_list_and_the_one_that_goes_on_is_not() -> None:
    begun = check_ins_of([told("body", "fall")])
    assert [one.at for one in weeks_of(begun, NOW, NOW + 20 * DAY)] == [NOW + EVERY, NOW]
    assert [one.at for one in weeks_of(begun, NOW, NOW + 21 * DAY)] == [NOW + 2 * EVERY, NOW + EVERY, NOW]
    assert [one.check_in for one in weeks_of([], NOW, NOW + 16 * DAY)] == [None, None]


def test_before_a_session_none_is_due_and_one_can_be_made() -> None:
    assert round_of([], None, NOW).next_at is None
    assert not round_of([], None, NOW).due
    assert weeks_of([], None, NOW) == []
    early = round_of(check_ins_of([told("body", "fall")]), None, NOW + DAY)
    assert early.open is not None


def test_the_first_is_due_a_day_after_the_first_session() -> None:
    assert not round_of([], NOW, NOW + DAY - timedelta(seconds=1)).due
    assert round_of([], NOW, NOW + DAY).due


def test_one_that_was_begun_is_gone_on_with_for_two_days_and_then_closed() -> None:
    begun = check_ins_of([told("body", "fall"), told("memory", days=1.9)])
    assert len(begun) == 1
    assert round_of(begun, NOW, NOW + 2 * DAY - timedelta(seconds=1)).open == begun[0]
    closed = round_of(begun, NOW, NOW + 2 * DAY)
    assert (closed.open, closed.last, closed.due) == (None, begun[0], False)


def test_of_two_answers_to_one_question_the_one_that_arrived_last_counts() -> None:
    """Also where the phone that wrote it had another clock."""
    early, late = told("body", "fall", number=9, days=0.5), told("body", "none", days=1)
    (one,) = check_ins_of([early, late.__class__(**(late_fields(late) | {"received_at": NOW}))])
    assert one.told["body"].answer.values == ("fall",)


def late_fields(late) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return {name: getattr(late, name) for name in late.__struct_fields__}

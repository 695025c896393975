"""Which decision counts, held against a model of sets: what a later decision has read no longer stands."""

from hypothesis import given
from hypothesis import strategies as st

from server.intake.decisions import OUTCOMES, Body, Decision, counts, standing
from tests.courses.made import days

BODY = Body(reason="Why.", conditions="", message="What.")
Histories = list[Decision]


def made(number: int, seen: set[int]) -> Decision:
    return Decision(
        id=str(number), outcome=OUTCOMES[number % 3], body=BODY, seen=tuple(str(one) for one in sorted(seen)),
        by_name="Pria", at=days(number),
    )  # fmt: skip


@st.composite
def any_histories(draw: st.DrawFn) -> Histories:
    """Each has read some of those before it, as pages that were open for a while have; newest first."""
    count = draw(st.integers(0, 12))
    chosen = [made(n, draw(st.sets(st.integers(0, n - 1))) if n else set()) for n in range(count)]
    return list(reversed(chosen))


@st.composite
def serial_histories(draw: st.DrawFn) -> Histories:
    """Some were made unseen of each other, and then one by one, each having read all that stood."""
    history = draw(any_histories())
    for _number in range(draw(st.integers(1, 6))):
        seen = {int(one.id) for one in standing(history)}
        history = [made(len(history), seen), *history]
    return history


@given(any_histories())
def test_what_stands_is_what_nobody_later_has_read_in_the_order_of_the_list(history: Histories) -> None:
    model = {one.id for one in history} - set().union(*(one.seen for one in history))

    assert [one.id for one in standing(history)] == [one.id for one in history if one.id in model]
    assert not {one.id for one in standing(history)} & {seen for one in history for seen in one.seen}


@given(any_histories())
def test_the_newest_always_stands_and_one_counts_only_while_it_stands_alone(history: Histories) -> None:
    heads = standing(history)

    assert heads[:1] == history[:1]
    assert counts(history) == (history[0] if len(heads) == 1 else None)


@given(serial_histories())
def test_once_each_names_all_that_stood_the_newest_stands_alone_and_counts(history: Histories) -> None:
    assert standing(history) == history[:1]
    assert counts(history) == history[0]


@given(any_histories(), st.randoms())
def test_what_stands_does_not_hang_on_the_order_in_which_the_rows_come(history: Histories, chance: object) -> None:
    other = list(history)
    chance.shuffle(other)  # type: ignore[attr-defined]

    assert {one.id for one in standing(other)} == {one.id for one in standing(history)}


def test_before_the_first_nothing_stands_and_nothing_counts() -> None:
    assert standing([]) == []
    assert counts([]) is None

"""Versions know what they grew from: what stands is decided by that alone, never by a clock (promises 1.10)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from server.versions import Grown, differs, latest_of, standing_of


def stand(*versions: tuple[str, str]) -> str:
    """Each version is its name and the names of its parents; in the order of arrival."""
    found = standing_of([Grown(id=name, parents=tuple(parents)) for name, parents in versions])
    return "".join(one.id for one in found)


@pytest.mark.parametrize(
    ("versions", "standing"),
    [
        ([("a", "")], "a"),
        ([("a", ""), ("b", "a")], "b"),
        ([("b", "a"), ("a", "")], "b"),  # the child came first
        ([("a", ""), ("b", "")], "ab"),
        ([("a", ""), ("b", "a"), ("c", "a")], "bc"),
        ([("a", ""), ("b", "a"), ("c", "b"), ("d", "a")], "cd"),
        ([("a", ""), ("b", "a"), ("c", "a"), ("d", "bc")], "d"),
        ([("a", ""), ("b", "a"), ("c", "a"), ("e", "a"), ("d", "bc")], "ed"),
        ([("b", "x")], "b"),  # grown from one that has not arrived
        ([("a", "a")], "a"),
        ([("a", "b"), ("b", "a")], "b"),
        ([("a", "b"), ("b", "a"), ("c", "")], "bc"),
    ],
)
def test_what_nothing_grew_from_stands(versions: list[tuple[str, str]], standing: str) -> None:
    assert stand(*versions) == standing


NAMES = "abcdefg"


@given(
    some.lists(some.sampled_from(NAMES), unique=True, min_size=1).flatmap(
        lambda names: some.tuples(
            some.just(names), some.lists(some.text(NAMES, max_size=3), min_size=len(names), max_size=len(names))
        )
    )
)
def test_every_version_stands_or_something_that_stands_grew_from_it(made: tuple[list[str], list[str]]) -> None:
    versions = [Grown(id=name, parents=tuple(parents)) for name, parents in zip(*made, strict=True)]
    by_id = {one.id: one for one in versions}
    reached, waiting = set(), [one.id for one in standing_of(versions)]
    while waiting:
        one = waiting.pop()
        if one in by_id and one not in reached:
            reached.add(one)
            waiting.extend(by_id[one].parents)

    assert reached == set(by_id)
    assert latest_of(versions) in versions


@given(some.permutations([("a", ""), ("b", "a"), ("c", "a"), ("d", "b"), ("e", "dc"), ("f", "e")]))
def test_the_order_of_arrival_does_not_change_what_stands(versions: list[tuple[str, str]]) -> None:
    assert stand(*versions) == "f"


def test_side_by_side_only_what_differs_is_marked() -> None:
    assert differs("Sea.\n\nMoss.", "Sea.\n\nSand.") == [("same", "Sea."), ("other", "Moss.")]
    assert differs("Sea.", "Sea.") == [("same", "Sea.")]

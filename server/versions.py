"""Which versions of an entry stand. Decided by what each grew from, never by a clock (promises 1.10). Pure."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec


class Grown(msgspec.Struct, frozen=True, kw_only=True):
    """`parents` are the ids of the versions that the writer had in front of them; some may not have arrived yet."""

    id: str
    parents: tuple[str, ...]


V = TypeVar("V", bound=Grown)


def standing_of(versions: Sequence[V]) -> list[V]:
    """Those that no other one grew from, in the order of their arrival; never none while there are versions.

    Versions that name each other in a circle hide nothing: the last of them to arrive stands too.
    """
    behind = {parent for one in versions for parent in one.parents if parent != one.id}
    standing = {one.id for one in versions if one.id not in behind}
    while unseen := [one for one in versions if one.id not in _reached(versions, standing)]:
        standing.add(unseen[-1].id)
    return [one for one in versions if one.id in standing]


def latest_of(versions: Sequence[V]) -> V:
    return standing_of(versions)[-1]


def _reached(versions: Sequence[V], standing: set[str]) -> set[str]:
    """The ids of those that stand, and of all that they grew from."""
    by_id = {one.id: one for one in versions}
    reached: set[str] = set()
    waiting = list(standing)
    while waiting:
        one = by_id.get(waiting.pop())
        if one is not None and one.id not in reached:
            reached.add(one.id)
            waiting.extend(one.parents)
    return reached


def differs(one: str, other: str) -> list[tuple[str, str]]:
    """The paragraphs of `one`, each with "same" or "other" as it is in `other` too or not: for reading side by side."""
    known = {part.strip() for part in other.split("\n")}
    return [("same" if part.strip() in known else "other", part) for part in one.split("\n") if part.strip()]

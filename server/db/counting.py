"""How many statements something asks for: a page has a limit, which tests hold it to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Counter:
    """The statements asked for while counting, in order."""

    def __init__(self) -> None:
        self.log: list[str] = []

    @property
    def count(self) -> int:
        return len(self.log)


under_way: ContextVar[tuple[Counter, ...]] = ContextVar("counters", default=())


@contextmanager
def counting() -> Iterator[Counter]:
    """Counts statements asked for inside, in tasks started inside too; begin and commit are not counted."""
    counter = Counter()
    token = under_way.set((*under_way.get(), counter))
    try:
        yield counter
    finally:
        under_way.reset(token)

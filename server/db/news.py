"""News: that something changed, told to whoever listens in this process once the change is kept, and never before.

It names a topic and one id, never a word. Who may hear of it is asked by whoever listens, when it is heard.
"""

import asyncio
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager, suppress
from typing import Literal, NamedTuple, get_args

Topic = Literal["desk", "flags", "team"]
TOPICS: frozenset[str] = frozenset(get_args(Topic))
MOST_NAMED = 64  # of one listener, unread; more is "look again"
MOST_OF_ONE = 6
MOST_IN_ALL = 500


class News(NamedTuple):
    """`subject` is the id of a course (`desk`), of a flag (`flags`), or of whom a place on a team concerns (`team`)."""

    topic: Topic
    subject: str


def written(news: Set[News]) -> list[str]:
    """As it goes from one process to the others; more than can be named is one empty text."""
    texts = sorted(" ".join(one) for one in news)
    return texts if len(texts) <= MOST_NAMED else [""]


def read(text: str) -> News | None:
    """None for "look again", and for what another version of us may mean by it."""
    topic, _sep, subject = text.partition(" ")
    return News(topic, subject) if topic in TOPICS else None  # type: ignore[arg-type]


class Listener:
    """What one has not yet read. However slow the reader, it stays small: the same is kept once, too much as None."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.ended: Literal["", "crowded", "closing"] = ""
        self._news: set[News] | None = set()
        self._woken = asyncio.Event()

    def hear(self, news: Set[News] | None) -> None:
        if self._news is not None:
            self._news = None if news is None else self._news | set(news)
            if self._news is not None and len(self._news) > MOST_NAMED:
                self._news = None
        self._woken.set()

    def end(self, why: Literal["crowded", "closing"]) -> None:
        self.ended = self.ended or why
        self._woken.set()

    async def heard(self, within: float) -> set[News] | None:
        """What came since it was last asked, waiting for so many seconds; None: look again, it is too much to name."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._woken.wait()
        if not self.ended:
            self._woken.clear()
        news, self._news = self._news, set()
        return news


class Hub:
    """Everybody who listens in this process. `first` is called whenever somebody begins to."""

    def __init__(self, first: Callable[[], None] = lambda: None) -> None:
        self._first = first
        self._listeners: list[Listener] = []
        self._closed = False

    @property
    def open(self) -> int:
        return len(self._listeners)

    def tell(self, news: Set[News] | None) -> None:
        """None: something may have been missed, so look again."""
        if news is None or news:
            for one in self._listeners:
                one.hear(news)

    @contextmanager
    def listening(self, owner: str) -> Iterator[Listener | None]:
        """The oldest of too many of one owner ends; None when nobody more can listen here."""
        if self._closed or len(self._listeners) >= MOST_IN_ALL:
            yield None
            return
        mine = [one for one in self._listeners if one.owner == owner and not one.ended]
        for one in mine[: max(0, len(mine) - MOST_OF_ONE + 1)]:
            one.end("crowded")
        listener = Listener(owner)
        self._listeners.append(listener)
        self._first()
        try:
            yield listener
        finally:
            self._listeners.remove(listener)

    def close(self) -> None:
        """A server that is asked to stop waits for nobody who only listens."""
        self._closed = True
        for one in self._listeners:
            one.end("closing")

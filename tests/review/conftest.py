"""A desk that listens, past what every stream begins with."""

from collections.abc import Iterator

import pytest

from server.review import listening
from tests.review.streams import Ear
from tests.someone import Someone


@pytest.fixture
def quick_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "BEAT_SECONDS", 0.2)


@pytest.fixture
def desk(theo: Someone) -> Iterator[Ear]:
    with Ear(theo) as ear:
        yield ear.settle()

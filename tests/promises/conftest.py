"""What the promises' tests stand on: a place for each database, and the figure that each of them prints."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.accounts.conftest import hash_cheaply
from tests.postgres import Cluster

Figure = Callable[[str], None]


@pytest.fixture
def true_hashes() -> None:
    """Asked for where the time that a passphrase takes is what is measured."""


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "true_hashes" not in request.fixturenames:
        hash_cheaply(monkeypatch)


@pytest.fixture
def figure(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Figure:
    """What was measured: in the last line of the run, and beside the test where output is shown."""
    promise = Path(request.node.path).name.split("_")[1].upper()

    def show(text: str) -> None:
        record_property(promise, text)
        print(f"{promise}: {text}")

    return show


@pytest.fixture
def url(request: pytest.FixtureRequest, kind: str) -> Iterator[str | None]:
    """A database of its own on PostgreSQL; None for SQLite."""
    if kind == "sqlite":
        yield None
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = cluster.new_database()
    yield cluster.url(name)
    cluster.drop_database(name)

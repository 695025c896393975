"""What the tests of a move stand on: a filled clinic on SQLite, and an empty PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.settings import Settings
from tests.conftest import Made
from tests.postgres import Cluster
from tests.records.moves import settings_of


@pytest.fixture
def old(made: Made, tmp_path: Path) -> Settings:
    """The demo clinic on SQLite."""
    folder = tmp_path / "data"
    shutil.copytree(made.seeded("sqlite"), folder)
    return settings_of(folder)


@pytest.fixture
def url(cluster: Cluster) -> Iterator[str]:
    name = cluster.new_database()
    yield cluster.url(name)
    cluster.drop_database(name)


@pytest.fixture
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside of any installation's data."""
    return tmp_path_factory.mktemp("apart")

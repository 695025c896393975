"""One installation for a whole file of tests that change nothing in it."""

from collections.abc import Iterator

import pytest

from server.pages.assets import Assets
from tests.conftest import start
from tests.someone import Installation


@pytest.fixture(scope="module")
def lasting(kind: str, seeded: str, assets: Assets, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    yield from start(kind, seeded, assets, tmp_path_factory.mktemp("lasting"))

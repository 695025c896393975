"""What several house tests stand on."""

from collections.abc import Iterator

import pytest

from server.pages.assets import Assets
from tests.house.crawl import Day, demo_on_sqlite, listening, spend_a_day
from tests.someone import Installation


@pytest.fixture(scope="session")
def day(assets: Assets, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """A day of the whole cast, spent once for all that look at what it took."""
    with demo_on_sqlite(tmp_path_factory.mktemp("day"), assets) as (installation, statements):
        with listening() as said:
            reached = spend_a_day(installation)
        yield Day(installation.house.settings.data / "tidemark.db", reached, list(statements), set(said))


@pytest.fixture(scope="module", name="clinic")
def clinic_to_read(assets: Assets, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Words are the same on both databases: one demo clinic for all tests of a file that read pages."""
    with demo_on_sqlite(tmp_path_factory.mktemp("read"), assets) as (installation, _statements):
        yield installation

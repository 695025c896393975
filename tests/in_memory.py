"""Where the clinics of the tests lie."""

import shutil
import tempfile
from pathlib import Path

import pytest

from tests.postgres import in_memory


def pytest_configure(config: pytest.Config) -> None:
    """Ten thousand clinics are copied and thrown away: not on a disk, where there is memory for them."""
    memory = in_memory()
    if memory and not config.option.basetemp and not hasattr(config, "workerinput"):
        folder = tempfile.mkdtemp(prefix="tidemark-tests-", dir=memory)
        config.option.basetemp = Path(folder) / "of"
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))

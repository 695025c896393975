"""A demo clinic for each test, on SQLite and on PostgreSQL, at a Wednesday morning that never changes."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvloop
from hypothesis import settings

from server.access.house import House
from server.demo import make_demo
from server.pages.assets import Assets
from server.start import open_house
from tests.house.who_may import Keys, find_keys
from tests.in_memory import pytest_configure as pytest_configure
from tests.installing import MASTER as MASTER
from tests.installing import settings_of
from tests.logs_read import Reading, reading
from tests.postgres import Cluster, shared_cluster
from tests.someone import Installation, MovableClock, Someone

settings.register_profile("tidemark", settings.default, deadline=None)
settings.load_profile("tidemark")  # how long an example takes is the machine's
MORNING = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)  # 10 in the morning in Toronto and New York
LONGEST = ("tests/house/", "tests/promises/", "tests/start/")  # begun first: no file is waited for at the end
CAST = ("mara", "iris", "noor", "theo", "pria", "wren", "ada", "otto", "sol")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What was imported stays to the end: looking through it for what can go took an eighth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def read_logs() -> Iterator[Reading]:
    yield from reading()


@pytest.fixture(autouse=True)
def nothing_personal_in_the_logs(read_logs: Reading) -> Iterator[None]:
    """Of the whole suite, each line (tests/logs_read.py)."""
    yield
    assert read_logs.taken() == []


@pytest.fixture(scope="session")
def assets() -> Assets:
    return Assets()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Named first by every fixture that needs a database, so that the whole suite runs on both."""
    if request.param == "postgresql":
        request.getfixturevalue("cluster")
    return str(request.param)


@pytest.fixture(scope="session")
def cluster() -> Cluster:
    found = shared_cluster()
    if found is None:
        reason = "PostgreSQL is not installed here (apt-get install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def made(assets: Assets, tmp_path_factory: pytest.TempPathFactory) -> "Made":
    return Made(assets, tmp_path_factory)


class Made:
    """Once on each database, copied for each test: a fixture would forget it at every change between the two."""

    def __init__(self, assets: Assets, folders: pytest.TempPathFactory) -> None:
        self._assets, self._folders = assets, folders
        self._seeded: dict[str, str] = {}
        self._furnished: dict[str, tuple[str, Keys]] = {}

    def seeded(self, kind: str) -> str:
        """The demo clinic: a folder to copy, or the name of a template database."""
        if kind not in self._seeded:
            folder, name = self._folders.mktemp(f"seed-{kind}"), _new_database(kind)
            with _running(folder, name, self._assets) as fresh:
                fresh.run(lambda: make_demo(fresh.house))
            self._seeded[kind] = name or str(folder)
        return self._seeded[kind]

    def furnished(self, kind: str) -> tuple[str, Keys]:
        """The demo clinic in use: everybody signed in, recordings, papers, invitations; and all ids."""
        if kind not in self._furnished:
            folder, name = self._folders.mktemp(f"used-{kind}"), _new_database(kind, self.seeded(kind))
            if not name:
                shutil.copytree(self.seeded(kind), folder, dirs_exist_ok=True)
            with _running(folder, name, self._assets) as used:
                keys = find_keys(used)
            self._furnished[kind] = name or str(folder), keys
        return self._furnished[kind]


@pytest.fixture(scope="session")
def seeded(kind: str, made: Made) -> str:
    return made.seeded(kind)


@pytest.fixture(scope="session")
def furnished(kind: str, made: Made) -> tuple[str, Keys]:
    return made.furnished(kind)


@pytest.fixture
def installation(kind: str, seeded: str, assets: Assets, tmp_path: Path) -> Iterator[Installation]:
    yield from start(kind, seeded, assets, tmp_path)


@pytest.fixture
def keys(furnished: tuple[str, Keys]) -> Keys:
    """Real ids by parameter, of `in_use`."""
    return furnished[1]


@pytest.fixture
def in_use(kind: str, furnished: tuple[str, Keys], assets: Assets, tmp_path: Path) -> Iterator[Installation]:
    yield from start(kind, furnished[0], assets, tmp_path)


@pytest.fixture
def empty_installation(kind: str, assets: Assets, tmp_path: Path) -> Iterator[Installation]:
    """A real deployment before its first clinic: no demo."""
    yield from start(kind, None, assets, tmp_path)


def start(kind: str, seeded: str | None, assets: Assets, folder: Path) -> Iterator[Installation]:
    cluster = shared_cluster() if kind == "postgresql" else None
    name = "" if cluster is None else cluster.copies.lend(seeded) if seeded else cluster.new_database()
    if not name and seeded:
        shutil.copytree(seeded, folder, dirs_exist_ok=True)
    try:
        with _running(folder, name, assets, demo=seeded is not None) as installation:
            yield installation
    finally:
        if cluster:
            (cluster.copies.take_back if seeded else cluster.drop_database)(name)


def _new_database(kind: str, template: str = "template0") -> str:
    """Its name; empty for SQLite, whose database is a file in its folder."""
    cluster = shared_cluster() if kind == "postgresql" else None
    return cluster.new_database(template) if cluster else ""


@contextmanager
def _running(folder: Path, database: str, assets: Assets, *, demo: bool = True) -> Iterator[Installation]:
    cluster = shared_cluster() if database else None
    settings = settings_of(folder, cluster.url(database) if cluster else None, demo=demo)
    clock = MovableClock(MORNING)
    loop = uvloop.new_event_loop()
    house: House = loop.run_until_complete(open_house(settings, clock=clock, assets=assets))
    try:
        yield Installation(house, loop, clock)
    finally:
        loop.run_until_complete(house.db.close())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


@pytest.fixture
def anyone(installation: Installation) -> Someone:
    """A visitor who is not signed in."""
    return installation.someone()


def _person(name: str) -> object:
    @pytest.fixture(name=name)
    def person(installation: Installation) -> Someone:
        return installation.someone(name)

    return person


mara, iris, noor, theo, pria, ada, otto, sol = map(
    _person, ("mara", "iris", "noor", "theo", "pria", "ada", "otto", "sol")
)

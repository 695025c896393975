"""Where a test restores to, and hands out to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from server.demo_people import HARBOUR
from server.records.exporting import Export, export_clinic, find_administrator
from server.settings import Settings
from tests.postgres import shared_cluster
from tests.someone import Installation


@contextmanager
def empty_place(installation: Installation, folder: Path) -> Iterator[Settings]:
    """Of the same kind as the installation, with an empty database of its own."""
    cluster = shared_cluster() if installation.house.settings.database_url else None
    name = cluster.new_database() if cluster else ""
    url = cluster.url(name) if cluster else None
    try:
        yield msgspec.structs.replace(installation.house.settings, data=folder, database_url=url)
    finally:
        if cluster:
            cluster.drop_database(name)


async def export_to(installation: Installation, folder: Path, *, private: bool = False) -> int:
    house = installation.house
    async with house.db.reading() as db:
        by = await find_administrator(db, HARBOUR, "Ada")
    wanted = Export(clinic_id=HARBOUR, by=by, folder=folder, private=private, now=house.clock())
    return await export_clinic(house, wanted, lambda _what, _done, _of: None)


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))

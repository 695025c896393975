"""Where a test restores to, and hands out to."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from server.demo_people import HARBOUR
from server.records.exporting import Export, export_clinic, find_administrator
from server.records.restore import finish, plan_epoch, restore_backup
from server.settings import Settings
from server.start import begin_anew, open_house
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


@contextmanager
def come_back(installation: Installation, copy: Path, folder: Path) -> Iterator[Installation]:
    """The clinic as it is after a restore of the copy, at its first start, by the same clock."""
    with empty_place(installation, folder) as there:
        installation.run(lambda: restored(there, copy))
        house = installation.loop.run_until_complete(
            open_house(there, clock=installation.clock, assets=installation.house.assets)
        )
        try:
            yield Installation(house, installation.loop, installation.clock)
        finally:
            installation.run(house.db.close)


async def restored(there: Settings, copy: Path) -> None:
    """As the command does it."""
    await restore_backup(there, copy)
    await begin_anew(there, plan_epoch(there))
    await finish(there)

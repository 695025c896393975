"""Signed checkpoints of the trail, in files beside the database: cuts and rewritings of the trail show against them.

A bare chain cannot tell a trail that was cut, or stamped anew by who has its key, from one that never was longer
(promises 1.7, P9). Who can cut the trail can take these files away as well: a copy elsewhere is what they cannot reach.
"""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from server.access.checkpoint_files import (
    FOLDER,
    START,
    BrokenTrail,
    Checkpoint,
    add_checkpoint,
    read_checkpoints,
    read_last,
)
from server.access.house import House
from server.access.keys import Keys
from server.access.trail import Head, first_break
from server.db.connection import Reader
from server.db.errors import CannotStart
from server.db.values import utc_text

__all__ = ["FOLDER", "BrokenTrail", "Checkpoint", "read_checkpoints", "verify_trail", "write_checkpoints"]
SIGNED_WITHIN = timedelta(hours=2)
log = logging.getLogger("tidemark")


class ClinicName(msgspec.Struct, frozen=True):
    id: str
    name: str


async def write_checkpoints(house: House) -> None:
    """For every clinic at least one a day, and one whenever its trail has grown since the last."""
    folder = house.settings.data / FOLDER
    async with house.db.reading() as db:
        for clinic in await _clinics(db):
            path = folder / f"{clinic.id}.lines"
            last = read_last(house.keys.checkpoints, path)
            point = await _point_of(db, clinic.id, house.clock())
            if last is None and await misses_one(db, clinic.id, house.clock()):
                log.error("the checkpoints of a trail are gone, and begin anew: hold it against the copy of them")
            if last is None or (last.at[:10], last.number, last.mac) != (point.at[:10], point.number, point.mac):
                add_checkpoint(house.keys.checkpoints, path, last, point)
            if last is not None:
                await _warn(db, clinic.name, last)


async def _warn(db: Reader, name: str, last: Checkpoint) -> None:
    """Seen by whoever reads the log, without waiting for somebody to ask."""
    try:
        await hold_against(db, name, last)
    except BrokenTrail:
        log.error("a trail is not as it was signed: run tidemark verify-trail")


async def verify_trail(db: Reader, keys: Keys, data: Path, now: datetime | None = None) -> list[str]:
    """A line for each clinic whose trail holds. Raises BrokenTrail for the first that does not.

    `now` where it has been served from here: then checkpoints that are not there are missed.
    """
    clinics = await _clinics(db)
    _miss_no_clinic(data / FOLDER, clinics)
    return [await _verify(db, keys, data, clinic, now) for clinic in clinics]


def _miss_no_clinic(folder: Path, clinics: list[ClinicName]) -> None:
    if lost := {path.stem for path in folder.glob("*.lines")} - {clinic.id for clinic in clinics}:
        raise BrokenTrail(f"the clinic {min(lost)} has checkpoints and is not in the database")


async def verify_copy(db: Reader, keys: Keys, data: Path, copy: Path) -> list[str]:
    """Against checkpoints that were copied to another machine, which nobody here can have changed."""
    copy = copy / FOLDER if (copy / FOLDER).is_dir() else copy
    if not any(copy.glob("*.lines")):
        raise CannotStart(f"{copy} holds no checkpoints. Name a copy of {data / FOLDER}.")
    clinics = await _clinics(db)
    _miss_no_clinic(copy, clinics)
    return [await _verify_copy(db, keys, (data / FOLDER, copy), clinic) for clinic in clinics]


async def _verify_copy(db: Reader, keys: Keys, folders: tuple[Path, Path], clinic: ClinicName) -> str:
    ours, theirs = (_points(keys, folder, clinic) for folder in folders)
    for point in theirs:
        await hold_against(db, clinic.name, point)
    if gone := next((point for at, point in enumerate(theirs) if ours[at : at + 1] != [point]), None):
        raise BrokenTrail(f"{clinic.name}: the checkpoint of {gone.at} stands in the copy, and not here")
    return f"{clinic.name}: the copy agrees, {len(theirs)} checkpoints" if theirs else f"{clinic.name}: not in the copy"


def _points(keys: Keys, folder: Path, clinic: ClinicName) -> list[Checkpoint]:
    try:
        return read_checkpoints(keys.checkpoints, folder / f"{clinic.id}.lines")
    except BrokenTrail as reason:
        raise BrokenTrail(f"{clinic.name}: {reason}") from None


async def misses_one(db: Reader, clinic_id: str, by: datetime) -> bool:
    """Whether a trail must have had a checkpoint by then: it had rows for hours, and its database was here."""
    first = await db.value("select at from trail where clinic_id = :clinic order by number limit 1", clinic=clinic_id)
    here = await db.value("select min(applied_at) from migration")
    return None not in (first, here) and max(first, here) < utc_text(by - SIGNED_WITHIN)


async def _verify(db: Reader, keys: Keys, data: Path, clinic: ClinicName, now: datetime | None) -> str:
    points, name = _points(keys, data / FOLDER, clinic), clinic.name
    if (broken := await first_break(db, keys.trail, clinic.id)) is not None:
        raise BrokenTrail(f"{name}: the trail is broken at row {broken}: it was changed, moved, added or taken away")
    if not points and now and await misses_one(db, clinic.id, now):
        raise BrokenTrail(f"{name}: its checkpoints are gone, so a cut could not be seen: hold it against a copy")
    for point in points:
        await hold_against(db, name, point)
    held = await db.value("select count(*) from trail where clinic_id = :clinic", clinic=clinic.id)
    seen = f"{len(points)} checkpoints" if points else "no checkpoint yet, so a cut at its end could not be seen"
    if points and await misses_one(db, clinic.id, datetime.fromisoformat(points[0].at)):
        seen += f", none from before {points[0].at}: hold it against a copy that has them"
    return f"{name}: the trail holds, {held} rows, {seen}"


async def hold_against(db: Reader, name: str, point: Checkpoint) -> None:
    """Rows are numbered without gaps from 1, so the last number tells how many there were."""
    mac = await db.value(
        "select mac from trail where clinic_id = :clinic and number = :number",
        clinic=point.clinic_id,
        number=point.number,
    )
    if point.number and mac is None:
        raise BrokenTrail(f"{name}: row {point.number} of the trail is gone; it was there on {point.at}")
    if point.number and mac != point.mac:
        raise BrokenTrail(f"{name}: row {point.number} of the trail was written anew; it was another on {point.at}")


async def _point_of(db: Reader, clinic_id: str, now: datetime) -> Checkpoint:
    head = await db.find(Head, "select number, mac from trail_head where clinic_id = :clinic", clinic=clinic_id)
    count = await db.value("select count(*) from trail where clinic_id = :clinic", clinic=clinic_id)
    number, mac = (head.number, head.mac) if head else (0, START)
    return Checkpoint(clinic_id=clinic_id, at=utc_text(now), number=number, mac=mac, count=count)


async def _clinics(db: Reader) -> list[ClinicName]:
    return await db.all(ClinicName, "select id, name from clinic order by id")

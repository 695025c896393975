"""Signed checkpoints of the trail, in files beside the database: cuts and rewritings of the trail show against them.

A bare chain cannot tell a trail that was cut, or stamped anew by who has its key, from one that never was longer
(promises 1.7, P9). One file a clinic, lines that are only added, each sealed together with the line before it.
"""

import hashlib
import hmac
import logging
import os
from datetime import datetime
from pathlib import Path

import msgspec

from server.access.house import House
from server.access.keys import Keys
from server.access.trail import Head, first_break
from server.db.connection import Reader
from server.db.values import utc_text

FOLDER = "checkpoints"
START = "0" * 64
log = logging.getLogger("tidemark")


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The trail of one clinic as it stood: its last number, that row's mac, and how many rows there were."""

    clinic_id: str
    at: str
    number: int
    mac: str
    count: int
    seal: str = ""


class BrokenTrail(Exception):
    """One sentence for the administrator: which clinic, which row, and how it is known."""


class ClinicName(msgspec.Struct, frozen=True):
    id: str
    name: str


def sealed(key: bytes, before: str, point: Checkpoint) -> str:
    fields = [before, point.clinic_id, point.at, str(point.number), point.mac, str(point.count)]
    text = "".join(f"{len(field)}:{field}" for field in fields)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def read_checkpoints(key: bytes, path: Path) -> list[Checkpoint]:
    """Raises BrokenTrail for a line that we did not write. A last line without its end was never finished."""
    points: list[Checkpoint] = []
    for line in _whole_lines(path):
        try:
            point = msgspec.json.decode(line, type=Checkpoint)
        except msgspec.DecodeError:
            point = None
        before = points[-1].seal if points else START
        if point is None or not hmac.compare_digest(sealed(key, before, point), point.seal):
            raise BrokenTrail(f"line {len(points) + 1} of the checkpoints in {path} is not as it was written")
        points.append(point)
    return points


def _whole_lines(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


async def write_checkpoints(house: House) -> None:
    """For every clinic at least one a day, and one whenever its trail has grown since the last."""
    folder = house.settings.data / FOLDER
    async with house.db.reading() as db:
        for clinic in await _clinics(db):
            path = folder / f"{clinic.id}.lines"
            known = read_checkpoints(house.keys.checkpoints, path)
            last = known[-1] if known else None
            point = await _point_of(db, clinic.id, house.clock())
            if last is None or (last.at[:10], last.number, last.mac) != (point.at[:10], point.number, point.mac):
                seal = sealed(house.keys.checkpoints, last.seal if last else START, point)
                _append(path, msgspec.json.encode(msgspec.structs.replace(point, seal=seal)) + b"\n")
            if last is not None:
                await _warn(db, clinic.name, last)


async def _warn(db: Reader, name: str, last: Checkpoint) -> None:
    """Seen by whoever reads the log, without waiting for somebody to ask."""
    try:
        await hold_against(db, name, last)
    except BrokenTrail:
        log.error("a trail is not as it was signed: run tidemark verify-trail")


def _append(path: Path, line: bytes) -> None:
    """On the disk before it returns. What a stop in the middle left behind is cut off first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole = sum(len(one) + 1 for one in _whole_lines(path))
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(whole)
        file.seek(whole)
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


async def verify_trail(db: Reader, keys: Keys, data: Path) -> list[str]:
    """A line for each clinic whose trail holds. Raises BrokenTrail for the first that does not."""
    clinics = {clinic.id: clinic.name for clinic in await _clinics(db)}
    lost = {path.stem for path in (data / FOLDER).glob("*.lines")} - clinics.keys()
    if lost:
        raise BrokenTrail(f"the clinic {min(lost)} has checkpoints and is not in the database")
    return [await _verify(db, keys, data, clinic) for clinic in clinics.items()]


async def _verify(db: Reader, keys: Keys, data: Path, clinic: tuple[str, str]) -> str:
    clinic_id, name = clinic
    try:
        points = read_checkpoints(keys.checkpoints, data / FOLDER / f"{clinic_id}.lines")
    except BrokenTrail as reason:
        raise BrokenTrail(f"{name}: {reason}") from None
    if (broken := await first_break(db, keys.trail, clinic_id)) is not None:
        raise BrokenTrail(f"{name}: the trail is broken at row {broken}: it was changed, moved, added or taken away")
    for point in points:
        await hold_against(db, name, point)
    held = await db.value("select count(*) from trail where clinic_id = :clinic", clinic=clinic_id)
    seen = f"{len(points)} checkpoints" if points else "no checkpoint yet, so a cut at its end could not be seen"
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

"""What the doctor sees of the trail: that every clinic's was signed, lately, and is as it was signed."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from server.access.checkpoint import FOLDER, BrokenTrail, hold_against, misses_one, read_checkpoints
from server.access.keys import Keys
from server.db.connection import Reader
from server.records.doctor_data import moment
from server.records.finding import Finding, ago, look, ok, wrong
from server.settings import Settings

CHECKPOINTS_EVERY = timedelta(hours=26)  # one a day at least, and some patience
WORST = ("wrong", "look", "ok")


class Id(msgspec.Struct, frozen=True):
    id: str


async def look_at_trail(reader: Reader, keys: Keys, settings: Settings, now: datetime) -> Finding:
    """Each clinic's last checkpoint is whole, young and true of the rows; verify-trail holds every row against all."""
    found = []
    for clinic in await reader.all(Id, "select id from clinic order by id"):
        path = settings.data / FOLDER / f"{clinic.id}.lines"
        try:
            found.append(await _look_at_one(reader, keys, path, (clinic.id, now)))
        except BrokenTrail:
            found.append(
                wrong("trail", "The trail is not as it was signed. Run tidemark verify-trail, and tell the clinic.")
            )
    return _worst(found)


def _worst(found: Sequence[Finding]) -> Finding:
    if not found:
        return ok("trail", "There is no clinic yet, and nothing to sign.")
    return min(found, key=lambda one: WORST.index(one.state))


async def _look_at_one(reader: Reader, keys: Keys, path: Path, of: tuple[str, datetime]) -> Finding:
    clinic_id, now = of
    points = read_checkpoints(keys.checkpoints, path)
    if not points:
        if await misses_one(reader, clinic_id, now):
            said = "The checkpoints of a clinic are gone, or nothing does the timed jobs here"
            return wrong("trail", f"{said}. Hold the trail against your copy: tidemark verify-trail --checkpoints.")
        return look("trail", "A clinic has no checkpoint yet: it comes within minutes of tidemark run or work.")
    await hold_against(reader, "the last checkpoint", points[-1])
    age = now - moment(points[-1].at)
    said = f"The trail was signed {ago(age.total_seconds())}"
    if age <= CHECKPOINTS_EVERY and await misses_one(reader, clinic_id, moment(points[0].at)):
        return look("trail", "The first checkpoints of a clinic are gone. Run tidemark verify-trail --checkpoints.")
    if age <= CHECKPOINTS_EVERY:
        return ok("trail", f"Each clinic's trail is as it was signed. {said}.")
    if timedelta() <= now - came_at(path) <= CHECKPOINTS_EVERY:
        return look("trail", f"{said}, and put here since, as by a restore. tidemark run signs it anew.")
    return wrong("trail", f"{said}. Nothing does the timed jobs: start tidemark run or work.")


def came_at(path: Path) -> datetime:
    """When the file was last written or put in its place: a copy keeps the other times of it, and never this one."""
    return datetime.fromtimestamp(path.stat().st_ctime, UTC)

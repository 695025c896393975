"""What the doctor sees without the database: folder, rights, key file, room, address, backup."""

import os
import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from server.access.keys import key_path, load_keys, next_path
from server.db.errors import CannotStart
from server.records.finding import Finding, ago, look, megabytes, ok, wrong
from server.records.folders import is_backup
from server.records.last_backup import read_last_backup
from server.settings import LOOPBACK, UNFINISHED, Settings

OTHERS = 0o077
LEAST_FREE = 100_000_000
BACKUP_DAYS = 2


def look_at_folder(settings: Settings) -> Finding:
    data = settings.data
    if not data.is_dir():
        return wrong("folder", f"{data} is not there. Set TIDEMARK_DATA to the folder that the clinic runs from.")
    if not can_enter(data):
        return wrong("folder", f"You cannot open {data}. Run doctor as the user that serves.")
    if (data / UNFINISHED).exists():
        return wrong("folder", f"A restore into {data} has not ended. Run tidemark restore with the same backup again.")
    owner = data.stat().st_uid
    inside, backups = _inside(data)
    if strange := next((path for path in inside if _of_another(path, owner)), None):
        return wrong("folder", f"{strange} belongs to another user than {data} does. Run chown -R on the folder.")
    open_to = next((path for path in inside if _readable_by_others(path)), None)
    if stat.S_IMODE(data.stat().st_mode) & OTHERS:
        if open_to:
            return wrong("folder", f"{open_to} can be opened by other users of this machine. Run chmod -R go= {data}.")
        return look("folder", f"Other users can see which files {data} has, and open none. Run chmod 700 on it.")
    if open_to:
        return look("folder", f"{data} is closed, but a copy of {open_to} would not be. Run chmod -R go= {data}.")
    if backups:
        return look("folder", f"{backups[0]} is a backup beside what it is a copy of. Move it to another disk.")
    if os.geteuid() not in (0, owner):
        return look("folder", f"{data} belongs to another user than you are. Run doctor as the user that serves.")
    return ok("folder", f"{data} and all in it belong to one user, and to no one else.")


def can_enter(data: Path) -> bool:
    return os.access(data, os.R_OK | os.X_OK)


def _inside(data: Path) -> tuple[list[Path], list[Path]]:
    """All that belongs to the clinic, and the backups that somebody put there."""
    found, backups = list[Path](), list[Path]()
    for name, folders, files in os.walk(data):
        here = Path(name)
        backups += [here / one for one in folders if is_backup(here / one)]
        folders[:] = sorted(one for one in folders if here / one not in backups)
        found += [here / one for one in (*folders, *files)]
    return found, backups


def _of_another(path: Path, owner: int) -> bool:
    try:
        return path.lstat().st_uid != owner
    except FileNotFoundError:  # it came and went while we looked
        return False


def _readable_by_others(path: Path) -> bool:
    try:
        return not path.is_symlink() and bool(stat.S_IMODE(path.lstat().st_mode) & OTHERS)
    except FileNotFoundError:
        return False


def look_at_key(settings: Settings) -> Finding:
    try:
        load_keys(settings, fresh=False)
    except CannotStart as reason:
        return wrong("key", str(reason))
    path = key_path(settings)
    if path is None:
        return ok("key", "The master key comes from a setting and can be read.")
    if stat.S_IMODE(path.stat().st_mode) & OTHERS:
        return wrong("key", f"Other users of this machine can read {path}. Run chmod 600 on it.")
    if next_path(path).exists():
        return look("key", f"{next_path(path)} is a new master key that is not in use. Run tidemark rotate-keys again.")
    if retired := sorted(path.parent.glob("retired-*.key")):
        return look("key", f"{retired[0]} is an old master key. Keep it apart while older backups need it, not here.")
    return ok("key", f"{path} can be read, by its owner alone. Keep a copy of it apart from the backups.")


def look_at_room(settings: Settings, size: int) -> Finding:
    free = shutil.disk_usage(settings.data).free
    said = f"{megabytes(free)} are free where the data lies; the database has {megabytes(size)}"
    if free < max(LEAST_FREE, size // 10):
        return wrong("room", f"{said}. Make room now: without it nothing more can be kept.")
    if free < 2 * size + 5 * LEAST_FREE:
        return look("room", f"{said}. A backup and reading it back need twice the database.")
    return ok("room", f"{said}.")


def look_at_address(settings: Settings) -> Finding:
    parts = urlsplit(settings.base_url)
    if parts.scheme == "https":
        return ok("address", f"Links begin with {settings.base_url}.")
    if parts.hostname in LOOPBACK:
        return look("address", f"Links begin with {settings.base_url}, which no phone reaches. Set TIDEMARK_BASE_URL.")
    return wrong("address", f"{settings.base_url} is not https, so words would travel open. Set TIDEMARK_BASE_URL.")


def look_at_backup(settings: Settings, now: datetime) -> Finding:
    last = read_last_backup(settings.data)
    if last is None:
        return look("backup", "No backup has been made from here. Run tidemark backup FOLDER, each night.")
    age = (now - _moment(last.made_at)).total_seconds()
    said = f"The newest backup was made {ago(age)}"
    if age > BACKUP_DAYS * 86400:
        return wrong("backup", f"{said}. Find out why there is none since, and run tidemark backup FOLDER.")
    if not last.verified_at:
        return look("backup", f"{said} and read back in part. Run tidemark verify-backup {last.folder} to open it all.")
    return ok(
        "backup", f"{said}, and everything in it was opened {ago((now - _moment(last.verified_at)).total_seconds())}."
    )


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)

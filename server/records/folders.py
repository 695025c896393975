"""Folders that commands write copies into: apart from the data, for their owner alone, and safely on the disk."""

import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path

from server.access.keys import sync_folder
from server.db.errors import CannotStart
from server.settings import Settings

LIST, UNFINISHED = "backup.json", "unfinished"  # in a folder that is a backup, or becomes one
SAYS = b"A backup began here and has not ended. It does not count.\n"


def refuse_inside(settings: Settings, folder: Path) -> None:
    """By what the names lead to, before anything is made. Raises CannotStart."""
    data, wanted = settings.data.resolve(), folder.resolve()
    if any(_same(one, data) for one in (wanted, *wanted.parents)):
        raise CannotStart(
            f"{folder} lies in the data folder {settings.data}, and a copy there is lost together with what it is a "
            "copy of. Name a folder outside of it, best on another disk."
        )
    if any(_same(one, wanted) for one in data.parents):
        raise CannotStart(f"{folder} holds the data folder {settings.data} itself. Name a new folder apart from it.")


def _same(one: Path, other: Path) -> bool:
    """The same folder under two names too, as a mount can make it."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def is_backup(folder: Path) -> bool:
    """Or half of one."""
    mark = folder / UNFINISHED
    return (folder / LIST).is_file() or (mark.is_file() and mark.read_bytes().startswith(SAYS[:15]))


def close_folder(folder: Path) -> None:
    """To everybody but its owner. Raises CannotStart where that cannot be."""
    with suppress(OSError):  # which may be as it should, and is looked at
        folder.chmod(0o700)
    if stat.S_IMODE(folder.stat().st_mode) & 0o077:
        raise CannotStart(
            f"Other users of this machine can look into {folder}, and you may not change that. Name another folder."
        )


def copy_folder(source: Path, target: Path, around: frozenset[tuple[int, int]] = frozenset()) -> None:
    """What goes meanwhile is left, and so is what is no file, a backup that lies there, and a link back up."""
    target.mkdir(mode=0o700)
    around |= {_place_of(source)}
    for path in _inside(source):
        if path.is_file():
            copy_file(path, target / path.name)
        elif path.is_dir() and not is_backup(path) and _place_of(path) not in around:
            copy_folder(path, target / path.name, around)
    sync_folder(target)


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _place_of(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0, 0
    return status.st_dev, status.st_ino


def copy_file(source: Path, target: Path) -> None:
    try:
        reading = source.open("rb")
    except FileNotFoundError:
        return
    with reading, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as writing:
        shutil.copyfileobj(reading, writing)
        writing.flush()
        os.fsync(writing.fileno())


def write_whole(path: Path, text: bytes) -> None:
    """Beside its name first, then under it, for its owner alone; on the disk before it returns."""
    part = path.with_name(f"{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    sync_folder(path.parent)
